"""Texts as weighed groups of letters, rare groups weighing most: alike in spite of endings and typing errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Likeness = npt.NDArray[np.float32]

_SIZES = (3, 4, 5)


class Grams:
    """Folded lines (`desk.cases.wording.fold`) that others are compared with. Safe for several threads."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.number = len(lines)
        self._names: dict[str, int] = {}
        names = self._names
        said = [[names.setdefault(gram, len(names)) for gram in _grams(line)] for line in lines]
        rows = np.repeat(np.arange(self.number), [len(grams) for grams in said])
        grams = np.fromiter((gram for of_line in said for gram in of_line), dtype=np.int64, count=len(rows))
        # By gram, then by line: what lies between two starts are the lines that hold a gram.
        cells, times = np.unique(grams * max(self.number, 1) + rows, return_counts=True)
        grams, rows = np.divmod(cells, max(self.number, 1))
        holding = np.bincount(grams, minlength=len(names))
        self._rarity = np.log((1 + self.number) / (1 + holding)) + 0.1
        weights = (1 + np.log(times)) * self._rarity[grams]
        lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=self.number))
        self._starts = np.concatenate([[0], np.cumsum(holding)])
        self._rows = rows.astype(np.int32)
        self._weights = (weights / lengths[rows]).astype(np.float32)

    def arrays(self) -> dict[str, Any]:
        """What `restored` makes the same lines of, with `names`."""
        return {"rarity": self._rarity, "starts": self._starts, "rows": self._rows, "weights": self._weights}

    @property
    def names(self) -> list[str]:
        """The groups of letters, by their number."""
        return list(self._names)

    @classmethod
    def restored(cls, arrays: Mapping[str, Any], names: Sequence[str], number: int) -> Grams:
        found = cls.__new__(cls)
        found.number = number
        found._names = {name: place for place, name in enumerate(names)}
        found._rarity, found._starts = arrays["rarity"], arrays["starts"]
        found._rows, found._weights = arrays["rows"], arrays["weights"]
        return found

    def __len__(self) -> int:
        return self.number

    def likeness(self, folded: str) -> Likeness:
        """How like each line is (cosine, 0 to 1), float32 of shape (number,)."""
        counted = Counter(self._names[gram] for gram in _grams(folded) if gram in self._names)
        if not counted:
            return np.zeros(self.number, dtype=np.float32)
        grams = np.fromiter(counted.keys(), dtype=np.int64, count=len(counted))
        times = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
        weights = (1 + np.log(times)) * self._rarity[grams]
        weights /= np.linalg.norm(weights)
        parts = [slice(self._starts[gram], self._starts[gram + 1]) for gram in grams]
        rows = np.concatenate([self._rows[part] for part in parts])
        values = np.concatenate([self._weights[part] * weight for part, weight in zip(parts, weights, strict=True)])
        return np.bincount(rows, values, minlength=self.number).astype(np.float32)

    def among(self, places: npt.NDArray[np.intp], rows: int) -> Iterator[Likeness]:
        """How like the lines at ``places`` are to each other: so many rows at a time, float32 of shape (rows or less,
        lines up to the last of these rows). What comes after them is told by the rows of those.
        """
        from scipy import sparse

        table = sparse.csc_matrix((self._weights, self._rows, self._starts), shape=(self.number, len(self._names)))
        lines = table.tocsr()[places]
        grams = lines.T.tocsr()
        for start in range(0, len(places), rows):
            end = min(start + rows, len(places))
            yield (lines[start:end] @ grams[:, :end]).toarray()


def _grams(folded: str) -> list[str]:
    words = [f" {word} " for word in folded.split()]
    return [word[at : at + size] for word in words for size in _SIZES for at in range(len(word) - size + 1)]
