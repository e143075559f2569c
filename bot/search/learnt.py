"""What the thesaurus teaches about likeness: which differences are mere wording, and what marks a concept's texts.

The texts of one concept say the same in many words and languages. How they differ is therefore no difference in meaning
(within-class covariance), and a linear classifier finds a concept where no single text of it is near. Both have a
closed form, so that they are learnt of some 20,000 texts in about a second. See docs/decisions/0014-learnt.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import cast

import numpy as np
import numpy.typing as npt

from bot.encoders import Vectors
from bot.kept import Array

_SAME_DIFFERENCES = 1.0  # how much the mean variance counts beside that of each direction
_RIDGE = 0.2  # of the mean variance
_LEAST_TEXTS = 2

Numbers = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True)
class Learnt:
    """``mean`` (d,) of all texts; ``turn`` (d, d) makes vectors in which all wordings of a concept lie close together,
    and has no columns where vectors stay as they are; ``classes`` (d, concepts) gives each concept's mark."""

    mean: Vectors
    turn: Vectors
    classes: Vectors

    @classmethod
    def of(cls, vectors: Vectors, concepts: Numbers, count: int, turning: bool) -> Learnt:
        """Of the texts' ``vectors`` (n, d) and the number of each one's concept, of which there are ``count``."""
        width = vectors.shape[1]
        if len(vectors) < _LEAST_TEXTS:
            nothing = np.zeros((width, 0), dtype=np.float32)
            return cls(np.zeros(width, dtype=np.float32), nothing, np.zeros((width, count), dtype=np.float32))
        sizes = np.bincount(concepts, minlength=count)
        # A concept of many texts counts for more than one of few, but not for as much more as it has texts.
        shares = (sizes[concepts] ** -0.5).astype(np.float32)
        shares /= shares.mean()
        mean = vectors.mean(axis=0)
        centred = vectors - mean
        turn = _turn(centred, concepts, sizes, shares) if turning else np.zeros((width, 0), dtype=np.float32)
        return cls(mean, turn, _classes(centred, concepts, count, shares))

    def turned(self, vectors: Vectors) -> Vectors:
        """``vectors``, one (d,) or many (n, d), as their likenesses are to be compared."""
        if not self.turn.shape[1]:
            return vectors
        turned = (vectors - self.mean) @ self.turn
        lengths = np.linalg.norm(turned, axis=-1, keepdims=True)
        return np.asarray(turned / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)

    def marks(self, vector: Vectors) -> Vectors:
        """How much ``vector`` (d,) looks like a text of each concept; of no unit."""
        return np.asarray((vector - self.mean) @ self.classes, dtype=np.float32)

    def arrays(self) -> dict[str, Array]:
        """What `restored` makes the same of."""
        return dataclasses.asdict(self)

    @classmethod
    def restored(cls, arrays: Mapping[str, Array]) -> Learnt:
        return cls(**arrays)


def _turn(centred: Vectors, concepts: Numbers, sizes: Numbers, shares: Vectors) -> Vectors:
    """The inverse square root of how the texts of a concept vary."""
    means = _sums(centred, concepts, len(sizes)) / np.maximum(sizes, 1)[:, None].astype(np.float32)
    within = centred - means[concepts]
    covariance = (within * shares[:, None] ** 2).T @ within / (shares**2).sum()
    even = _SAME_DIFFERENCES * float(np.trace(covariance)) / len(covariance)
    if not even:
        return np.zeros((centred.shape[1], 0), dtype=np.float32)
    variances, directions = np.linalg.eigh(covariance + even * np.eye(len(covariance), dtype=np.float32))
    return cast(Vectors, ((directions / np.sqrt(variances)) @ directions.T).astype(np.float32))


def _classes(centred: Vectors, concepts: Numbers, count: int, shares: Vectors) -> Vectors:
    """Least squares with a ridge: 1 for the texts of a concept, 0 for all others."""
    weighed = centred * shares[:, None]
    gram = weighed.T @ centred
    ridge = _RIDGE * float(np.trace(gram)) / len(gram) or 1.0
    wanted = _sums(weighed, concepts, count).T
    return np.linalg.solve(gram + ridge * np.eye(len(gram), dtype=np.float32), wanted).astype(np.float32)


def _sums(vectors: Vectors, concepts: Numbers, count: int) -> Vectors:
    """The sum of each concept's vectors, shape (count, d)."""
    order = np.argsort(concepts, kind="stable")
    present, starts = np.unique(concepts[order], return_index=True)
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    sums[present] = np.add.reduceat(vectors[order], starts, axis=0)
    return sums
