"""Many texts of many services: the best of each service, quickly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.encoders import Vectors
from bot.kept import Array
from bot.search.packed import PackedVectors
from bot.search.words import grams

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

# From so many vectors on they are packed: fewer are compared as quickly as they are.
SOME = 1_000
# From so many on, all are compared by their main directions only, and the best services' ones as a whole.
MANY = 20_000
_DIRECTIONS = 64
_SAMPLE = 5_000
_LOOKED_AT_AGAIN = 25
_SHORT = "short/"


class VectorRows:
    """Vectors of texts with the service that each is of.

    ``services`` holds the number of each row's service, ``count`` how many services there are.
    """

    def __init__(self, vectors: Vectors, services: Numbers, count: int) -> None:
        order = np.argsort(services, kind="stable")
        sorted_services = services[order]
        self._vectors = np.ascontiguousarray(vectors[order])
        self._starts = _starts(sorted_services)
        self._present = sorted_services[self._starts]
        self._count = count
        self._packed: PackedVectors | None = None
        self._short: PackedVectors | None = None
        if len(order) >= SOME:
            self._packed = PackedVectors.of(self._vectors)
            if len(order) >= MANY:
                self._short = self._shortened()
            self._vectors = self._vectors[:0]

    def _shortened(self) -> PackedVectors:
        """The vectors by their main directions."""
        sample = self._vectors[:: max(1, len(self._vectors) // _SAMPLE)]
        self._mean = self._vectors.mean(axis=0)
        centred = sample - self._mean
        _, directions = np.linalg.eigh(centred.T @ centred)
        self._directions = np.ascontiguousarray(directions[:, -_DIRECTIONS:], dtype=np.float32)
        return PackedVectors.of((self._vectors - self._mean) @ self._directions)

    def arrays(self) -> dict[str, Array]:
        """What `restored` makes the same rows of."""
        found: dict[str, Array] = {"vectors": self._vectors, "starts": self._starts, "present": self._present}
        if self._packed is not None:
            found |= self._packed.arrays()
        if self._short is not None:
            found |= {f"{_SHORT}{name}": array for name, array in self._short.arrays().items()}
            found |= {"mean": self._mean, "directions": self._directions}
        return found

    @classmethod
    def restored(cls, arrays: Mapping[str, Array], count: int) -> VectorRows:
        found = cls.__new__(cls)
        found._vectors, found._starts, found._present = arrays["vectors"], arrays["starts"], arrays["present"]
        found._count = count
        found._packed = PackedVectors(arrays) if "model" in arrays else None
        found._short = None
        if "mean" in arrays:
            found._mean, found._directions = arrays["mean"], arrays["directions"]
            short = {name.removeprefix(_SHORT): array for name, array in arrays.items() if name.startswith(_SHORT)}
            found._short = PackedVectors(short)
        return found

    def best(self, query: Vectors) -> Scores:
        """For each service, the likeness of its text nearest to ``query`` (shape (d,)); NaN where it has none.

        With `SOME` vectors or more it is near (about 0.0004); with `MANY` as near for the best services, and about
        0.02 off for the others.
        """
        best = np.full(self._count, np.nan, dtype=np.float32)
        if not len(self._present):
            return best
        if self._packed is None:
            products = self._vectors @ query
        elif self._short is None:
            products = self._packed.products(query)
        else:
            products = self._short.products(query @ self._directions) + float(self._mean @ query)
        near = np.maximum.reduceat(products, self._starts)
        if self._packed is not None and self._short is not None:
            again = np.argpartition(-near, min(_LOOKED_AT_AGAIN, len(near) - 1))[:_LOOKED_AT_AGAIN]
            counts = np.append(self._starts, len(products))[again + 1] - self._starts[again]
            firsts = np.cumsum(counts) - counts
            rows = np.arange(counts.sum()) + np.repeat(self._starts[again] - firsts, counts)
            near[again] = np.maximum.reduceat(self._packed.products_of(rows, query), firsts)
        best[self._present] = near
        return best


_TERM_ARRAYS = ("starts", "present", "rarity", "rows", "values", "bounds")


class TermRows:
    """Texts as weighted terms (tf-idf, cosine), held by term, with the service that each text is of."""

    def __init__(self, texts: Sequence[Sequence[str]], services: Sequence[int], count: int) -> None:
        order = np.argsort(np.array(services, dtype=np.int64), kind="stable")
        sorted_services = np.array(services, dtype=np.int64)[order]
        texts = [texts[place] for place in order]
        self._starts = _starts(sorted_services)
        self._present = sorted_services[self._starts]
        self._count = count
        self._size = len(texts)
        self._numbers: dict[str, int] = {}
        ids = np.array([self._numbers.setdefault(term, len(self._numbers)) for term in chain(*texts)], dtype=np.int64)
        rows = np.repeat(np.arange(len(texts), dtype=np.int64), [len(terms) for terms in texts])
        terms = max(1, len(self._numbers))
        pairs, times = np.unique(ids * max(1, len(texts)) + rows, return_counts=True)
        columns, self._rows = pairs // max(1, len(texts)), pairs % max(1, len(texts))
        texts_of_term = np.bincount(columns, minlength=terms)
        self._rarity = np.log(1 + len(texts) / (1 + texts_of_term))
        values = (1 + np.log(times)) * self._rarity[columns]
        lengths = np.sqrt(np.bincount(self._rows, weights=values**2, minlength=max(1, len(texts))))
        self._values = (values / lengths[self._rows]).astype(np.float32)
        self._bounds = np.searchsorted(columns, np.arange(terms + 1))

    def arrays(self) -> dict[str, Array]:
        """What `restored` makes the same rows of, with `terms`."""
        return {name: getattr(self, f"_{name}") for name in _TERM_ARRAYS}

    @property
    def terms(self) -> list[str]:
        """The terms by their number."""
        return list(self._numbers)

    @classmethod
    def restored(cls, arrays: Mapping[str, Array], terms: Sequence[str], size: int, count: int) -> TermRows:
        found = cls.__new__(cls)
        for name in _TERM_ARRAYS:
            setattr(found, f"_{name}", arrays[name])
        found._numbers = {term: number for number, term in enumerate(terms)}
        found._size, found._count = size, count
        return found

    @property
    def size(self) -> int:
        """How many texts there are."""
        return self._size

    def best(self, terms: Sequence[str]) -> Scores:
        """For each service, the cosine of its text that shares most with ``terms``; 0 where none does."""
        best = np.zeros(self._count, dtype=np.float32)
        counts = Counter(terms)
        known = {self._numbers[term]: number for term, number in counts.items() if term in self._numbers}
        if not known:
            return best
        weights = {term: (1 + np.log(number)) * self._rarity[term] for term, number in known.items()}
        unknown = (len(counts) - len(known)) * np.log(1 + self._size) ** 2
        length = np.sqrt(sum(weight**2 for weight in weights.values()) + unknown)
        spans = [slice(self._bounds[term], self._bounds[term + 1]) for term in weights]
        rows = np.concatenate([self._rows[span] for span in spans])
        values = np.concatenate(
            [self._values[span] * (weight / length) for span, weight in zip(spans, weights.values(), strict=True)]
        )
        found = np.bincount(rows, weights=values, minlength=self._size)
        best[self._present] = np.maximum.reduceat(found, self._starts)
        return best


def _starts(sorted_services: Numbers) -> Numbers:
    """Where each service's rows begin."""
    if not len(sorted_services):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.r_[True, sorted_services[1:] != sorted_services[:-1]])


def name_terms(text: str) -> list[str]:
    """The terms of a name: runs of letters of every size, since a name has few words and people mistype them."""
    return list(grams(text, (3, 4, 5)))


def text_terms(text: str) -> list[str]:
    """The terms of a long text: runs of one size, which find a word in its forms and in compounds, and stay few."""
    return list(grams(text, (5,)))
