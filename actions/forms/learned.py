"""What the town's phrases teach about its categories: a kernel machine, learned once for each set of phrases.

Ridge regression in the kernel of `actions.forms.spoken`: each category's share is a weighed sum of how near all lines
are, with weights that give the lines themselves their own category. It tells neighbouring categories apart where the
nearest line alone would mislead. Kept beside what else a start finds made (`bot.kept`), so it is learned where the
phrases' vectors are made, by the worker, and read by the assistant.

The weights are found by conjugate gradients, led by what some of the lines tell of all (the Nyström approximation as a
preconditioner: Frangella, Tropp, Udell, "Randomized Nyström Preconditioning", 2023). That takes some twenty products
with the kernel, of which half is held, in 16 bits: a gigabyte for 32,000 lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from actions.forms.spoken import Places, Spoken
from bot import kept
from bot.encoders import Vectors

_RIDGE = np.float32(0.5)
_MOST = 80_000
"""Lines that are learned from; of more some are left out everywhere, for 80,000 would take some 9 GB."""
_LEADING = 2_000
"""Lines that lead: more make each step longer, less make more steps."""
_NEAR_ENOUGH, _STEPS = 1e-3, 200
"""What may be left of the targets' length, and after how many steps at the latest."""
_TINY = np.finfo(np.float32).tiny
_NAME = "categories-{}"


def learn(spoken: Spoken) -> Vectors:
    """The weight of each line for each category, float32 of shape (lines, slugs); raises `ArithmeticError`."""
    targets = spoken.targets()
    chosen = _evenly(len(targets), _MOST)
    leading = _evenly(len(chosen), _LEADING)
    kernel = _Kernel(spoken.kernel(chosen), len(chosen), leading)
    weights = np.zeros_like(targets)
    weights[chosen] = _solved(kernel.with_ridge, _led(kernel.leading, leading), targets[chosen])
    return weights


def _evenly(lines: int, most: int) -> Places:
    return np.linspace(0, lines - 1, min(lines, most)).astype(np.intp)


class _Kernel:
    """How near all lines are to each other, and (``leading``, float32 of shape (leading lines, lines)) some to all."""

    def __init__(self, rows: Iterable[Vectors], lines: int, leading: Places) -> None:
        self._rows = []
        self.leading = np.empty((len(leading), lines), dtype=np.float32)
        start = 0
        for some in rows:
            end = some.shape[1]
            first, last = np.searchsorted(leading, [start, end])
            self.leading[first:last, :end] = some[leading[first:last] - start]
            self.leading[:first, start:end] = some[:, leading[:first]].T
            self._rows.append(some.astype(np.float16))
            start = end

    def with_ridge(self, weights: Vectors) -> Vectors:
        """The product of the kernel and the ridge with ``weights``, float32 of shape (lines, any)."""
        product = _RIDGE * weights
        for kept_rows in self._rows:
            some = kept_rows.astype(np.float32)
            start, end = some.shape[1] - len(some), some.shape[1]
            product[start:end] += some @ weights[:end]
            product[:start] += some[:, :start].T @ weights[start:end]
        return product


def _led(near: Vectors, leading: Places) -> Callable[[Vectors], Vectors]:
    """What nearly undoes the product with kernel and ridge: it does where the leading lines tell all of the kernel."""
    from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular

    among = near[:, leading].astype(np.float64) + 1e-3 * np.eye(len(leading))  # the same line may be there twice
    parts = solve_triangular(cholesky(among, lower=True).astype(np.float32), near, lower=True)
    inner = cho_factor((parts @ parts.T).astype(np.float64) + _RIDGE * np.eye(len(leading)))

    def led(left: Vectors) -> Vectors:
        undone: Vectors = (left - parts.T @ cho_solve(inner, parts @ left).astype(np.float32)) / _RIDGE
        return undone

    return led


def _solved(product: Callable[[Vectors], Vectors], led: Callable[[Vectors], Vectors], targets: Vectors) -> Vectors:
    """What ``product`` makes the targets of, column by column; raises `ArithmeticError` where it does not come near."""
    found, left = np.zeros_like(targets), targets.copy()
    enough = _NEAR_ENOUGH * np.linalg.norm(targets)
    way = step = led(left)
    slope = (left * step).sum(axis=0)
    for _ in range(_STEPS):
        if np.linalg.norm(left) <= enough:
            return found
        change = product(way)
        length = slope / np.maximum((way * change).sum(axis=0), _TINY)
        found += length * way
        left -= length * change
        step = led(left)
        before, slope = slope, (left * step).sum(axis=0)
        way = step + slope / np.maximum(before, _TINY) * way
    raise ArithmeticError(f"{len(targets)} lines cannot be learned from: {np.linalg.norm(left)} is left")


def read(folder: Path, spoken: Spoken) -> Vectors | None:
    """What was learned of just these lines, or None; half a file, of a full disk, counts as none."""
    found = kept.get(folder / _NAME.format(spoken.digest))
    weights = found[1].get("weights") if found is not None else None
    return weights if weights is not None and weights.shape == (len(spoken.lines), len(spoken.slugs)) else None


def kept_in(folder: Path) -> bool:
    """Whether something that was learned is kept there, whole."""
    return any(kept.get(path) is not None for path in folder.glob(_NAME.format("*")))


def write(folder: Path, spoken: Spoken, weights: Vectors) -> None:
    """Keep what was learned; what was learned of other lines before goes."""
    path = folder / _NAME.format(spoken.digest)
    kept.put(path, None, {"weights": weights})
    kept.forget_others(path, _NAME.format("*"), 1)
