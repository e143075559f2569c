"""Many texts of many services: the best of each service, quickly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.encoders import Vectors
from bot.search.words import grams

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


class VectorRows:
    """Vectors of texts with the service that each is of.

    ``services`` holds the number of each row's service, ``count`` how many services there are.
    """

    def __init__(self, vectors: Vectors, services: Numbers, count: int) -> None:
        order = np.argsort(services, kind="stable")
        self._vectors = np.ascontiguousarray(vectors[order])
        sorted_services = services[order]
        self._starts = np.flatnonzero(np.r_[True, sorted_services[1:] != sorted_services[:-1]]) if len(order) else order
        self._present = sorted_services[self._starts]
        self._count = count

    def best(self, query: Vectors) -> Scores:
        """For each service, the likeness of its text nearest to ``query`` (shape (d,)); NaN where it has none."""
        best = np.full(self._count, np.nan, dtype=np.float32)
        if len(self._present):
            best[self._present] = np.maximum.reduceat(self._vectors @ query, self._starts)
        return best


class TermRows:
    """Texts as weighted terms (tf-idf, cosine), held by term, with the service that each text is of."""

    def __init__(self, texts: Sequence[Sequence[str]], services: Sequence[int], count: int) -> None:
        counts = [Counter(terms) for terms in texts]
        rows_of_term: Counter[str] = Counter()
        for terms in counts:
            rows_of_term.update(terms.keys())
        self._numbers = {term: number for number, term in enumerate(rows_of_term)}
        self._rarity = np.array(
            [np.log(1 + len(texts) / (1 + rows)) for rows in rows_of_term.values()], dtype=np.float32
        )
        rows, columns, values = [], [], []
        for row, terms in enumerate(counts):
            weights = {self._numbers[term]: 1 + np.log(number) for term, number in terms.items()}
            length = np.sqrt(sum((weight * self._rarity[number]) ** 2 for number, weight in weights.items())) or 1.0
            for number, weight in weights.items():
                rows.append(row)
                columns.append(number)
                values.append(weight * self._rarity[number] / length)
        order = np.argsort(np.array(columns, dtype=np.int64), kind="stable")
        self._rows = np.array(rows, dtype=np.int32)[order]
        self._values = np.array(values, dtype=np.float32)[order]
        self._bounds = np.searchsorted(np.array(columns, dtype=np.int64)[order], np.arange(len(self._numbers) + 1))
        self._services = np.array(services, dtype=np.int64)
        self._count = count

    def best(self, terms: Sequence[str]) -> Scores:
        """For each service, the cosine of its text that shares most with ``terms``; 0 where none does."""
        counts = Counter(term for term in terms)
        weights = {
            self._numbers[term]: (1 + np.log(number)) * self._rarity[self._numbers[term]]
            for term, number in counts.items()
            if term in self._numbers
        }
        best = np.zeros(self._count, dtype=np.float32)
        if not weights:
            return best
        unknown = sum(np.log(1 + len(self._services)) ** 2 for term in counts if term not in self._numbers)
        length = np.sqrt(sum(weight**2 for weight in weights.values()) + unknown)
        spans = [slice(self._bounds[number], self._bounds[number + 1]) for number in weights]
        rows = np.concatenate([self._rows[span] for span in spans])
        values = np.concatenate(
            [self._values[span] * (weight / length) for span, weight in zip(spans, weights.values(), strict=True)]
        )
        found = np.bincount(rows, weights=values, minlength=len(self._services)).astype(np.float32)
        np.maximum.at(best, self._services, found)
        return best


def gram_terms(text: str) -> list[str]:
    return list(grams(text))
