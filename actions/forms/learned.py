"""What the town's phrases teach about its categories: a kernel machine, learned once for each set of phrases.

Ridge regression in the kernel of `actions.forms.spoken`: each category's share is a weighed sum of how near all lines
are, with weights that give the lines themselves their own category. It tells neighbouring categories apart where the
nearest line alone would mislead. Kept beside what else a start finds made (`bot.kept`), so it is learned where the
phrases' vectors are made, by the worker, and read by the assistant.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from actions.forms.spoken import Places, Spoken
from bot import kept
from bot.encoders import Vectors

_RIDGE = np.float32(0.5)
_MOST = 46_340
"""Lines that are learned from; of more some are left out everywhere. SciPy counts what is packed in 32 bits."""
_NAME = "categories-{}"


def learn(spoken: Spoken) -> Vectors:
    """The weight of each line for each category, float32 of shape (lines, slugs); some 10 s for 10,000 lines."""
    from scipy.linalg.lapack import spftrf, spftrs

    targets = spoken.targets()
    chosen = np.linspace(0, len(targets) - 1, min(len(targets), _MOST)).astype(np.intp)
    packed, number = _packed(spoken.kernel(), chosen)
    factor, failed = spftrf(number, packed, transr="N", uplo="L", overwrite_a=True)
    if failed:
        raise ArithmeticError(f"the kernel of {len(chosen)} lines is not positive definite ({failed})")
    told = np.zeros((number, targets.shape[1]), dtype=np.float32, order="F")
    told[: len(chosen)] = targets[chosen]
    found, _ = spftrs(number, factor, told, transr="N", uplo="L")
    weights = np.zeros(targets.shape, dtype=np.float32)
    weights[chosen] = found[: len(chosen)]
    return weights


def _packed(kernel: Iterable[Vectors], chosen: Places) -> tuple[Vectors, int]:
    """The kernel of the chosen lines with the ridge, and the number of its rows, made even by one that is near to none.

    One half of a symmetric matrix tells the other. It lies as LAPACK's "rectangular full packed" format has it
    (LAPACK Working Note 199), which is as quick as a whole matrix: row i holds the second half's row i up to the
    diagonal, then the first half's row i from the diagonal on. 200 MB for 10,000 lines, 1.6 GB for 28,500.
    """
    lines = len(chosen)
    number = lines + lines % 2
    half = number // 2
    packed = np.zeros((half, number + 1), dtype=np.float32)
    line = place = 0
    for rows in kernel:
        for whole in rows[chosen[(chosen >= line) & (chosen < line + len(rows))] - line]:
            row = whole[chosen]
            row[place] += _RIDGE
            if place < half:
                packed[place, place + 1 : lines + 1] = row[place:]
            else:
                packed[place - half, : place - half + 1] = row[half : place + 1]
            place += 1
        line += len(rows)
    if lines < number:
        packed[half - 1, half - 1] = 1
    return packed.ravel(), number


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
