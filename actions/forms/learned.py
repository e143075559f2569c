"""What the town's phrases teach about its categories: a kernel machine, learned once for each set of phrases.

Ridge regression in the kernel of `actions.forms.spoken`: each category's share is a weighed sum of how near all lines
are, with weights that give the lines themselves their own category. It tells neighbouring categories apart where the
nearest line alone would mislead. Kept beside what else a start finds made (`bot.kept`), so it is learned where the
phrases' vectors are made, by the worker, and read by the assistant.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from actions.forms.spoken import Spoken
from bot import kept
from bot.encoders import Vectors

_RIDGE = np.float32(0.5)
_NAME = "categories-{}"


def learn(spoken: Spoken) -> Vectors:
    """The weight of each line for each category, float32 of shape (lines, slugs); some 10 s for 10,000 lines."""
    from scipy.linalg import cho_factor, cho_solve

    kernel = spoken.kernel()
    kernel[np.diag_indices(len(kernel))] += _RIDGE
    # The transpose of a symmetric matrix is itself, in the order of columns that LAPACK works on without a copy.
    factor = cho_factor(kernel.T, overwrite_a=True, check_finite=False)
    return np.asarray(cho_solve(factor, spoken.targets(), check_finite=False), dtype=np.float32)


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
