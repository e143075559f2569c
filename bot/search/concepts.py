"""From a question to services by way of the thesaurus: the concepts it speaks of, and the services about them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.encoders import Encoder, Kind, Vectors
from bot.search.passages import Field, Passage
from bot.search.rows import Scores, VectorRows
from bot.search.thesaurus import Thesaurus
from bot.search.vectors import VectorStore, digest

# A concept named in a service's name says more about it than one that its text mentions.
_NAMED = {Field.NAME: 1.0, Field.QUESTION: 1.0, Field.SENTENCE: 0.35, Field.WHOLE: 0.0}
_SECOND_CONCEPT = 0.3


@dataclasses.dataclass(frozen=True)
class ConceptWeights:
    """How a question's words and its likeness to sentences of the thesaurus add up to concepts.

    ``e5`` weighs each standard deviation by which a concept's best sentence is above ``e5_from``; ``use_said`` and
    ``use_terms`` weigh each unit of likeness above ``use_from``.
    """

    words: float = 1.0
    e5: float = 0.4
    e5_from: float = 1.5
    use_said: float = 2.0
    use_terms: float = 1.0
    use_from: float = 0.45


def texts_to_embed(thesaurus: Thesaurus, encoder: Encoder) -> list[tuple[Kind, str]]:
    """The thesaurus's texts that ``encoder`` compares questions with: all for USE, sentences alone for E5 (slower)."""
    said = [(Kind.QUERY, saying.text) for saying in thesaurus.sayings if _knows(encoder, saying.language)]
    if encoder.languages is None:
        return said
    return said + [(Kind.QUERY, term.text) for term in thesaurus.terms if _knows(encoder, term.language)]


def _knows(encoder: Encoder, language: str) -> bool:
    return encoder.languages is None or language in encoder.languages


class ConceptIndex:
    """The thesaurus's concepts, and how much each service is about each."""

    def __init__(
        self,
        thesaurus: Thesaurus,
        passages: Iterable[Passage],
        number: Mapping[str, int],
        store: VectorStore,
        encoders: Sequence[Encoder],
        weights: ConceptWeights,
    ) -> None:
        self._thesaurus = thesaurus
        self._weights = weights
        self._about = _about(thesaurus, passages, number)
        self._said = {encoder.name: self._rows(store, encoder, thesaurus.sayings) for encoder in encoders}
        self._terms = {
            encoder.name: self._rows(store, encoder, thesaurus.terms)
            for encoder in encoders
            if encoder.languages is not None
        }

    def _rows(self, store: VectorStore, encoder: Encoder, texts: Iterable[object]) -> VectorRows:
        kept = [(t.concept, t.text) for t in texts if _knows(encoder, t.language)]  # type: ignore[attr-defined]
        keys = [digest(encoder.name, Kind.QUERY, text) for _, text in kept]
        stored = store.get(keys)
        rows = [(concept, stored[key]) for (concept, _), key in zip(kept, keys, strict=True) if key in stored]
        vectors = np.array([vector for _, vector in rows], dtype=np.float32).reshape(len(rows), encoder.dimension)
        return VectorRows(vectors, np.array([c for c, _ in rows], dtype=np.int64), len(self._thesaurus.concepts))

    def scores(self, text: str, languages: Iterable[str], vectors: Mapping[str, Vectors]) -> Scores:
        """How much each service is about what ``text`` speaks of; ``vectors`` are the question's, by encoder's name."""
        strength = np.zeros(len(self._thesaurus.concepts), dtype=np.float32)
        for concept, weight in self._thesaurus.concepts_in(text, languages).items():
            strength[concept] += self._weights.words * weight
        for name, vector in vectors.items():
            said = self._said[name].best(vector)
            if name in self._terms:
                strength += self._weights.use_said * _above(said, self._weights.use_from)
                terms = self._terms[name].best(vector)
                strength += self._weights.use_terms * _above(terms, self._weights.use_from)
            elif np.isfinite(said).any():
                deviation = np.nanstd(said)
                if deviation > 0:
                    strength += self._weights.e5 * _above((said - np.nanmean(said)) / deviation, self._weights.e5_from)
        return self._spread(strength)

    def _spread(self, strength: Scores) -> Scores:
        some = np.flatnonzero(strength > 0)
        if not len(some):
            return np.zeros(self._about.shape[1], dtype=np.float32)
        products = strength[some, None] * self._about[some]
        first = products.max(axis=0)
        second = np.partition(products, -2, axis=0)[-2] if len(some) > 1 else np.zeros_like(first)
        return np.asarray(first + _SECOND_CONCEPT * second, dtype=np.float32)


def _above(values: Scores, floor: float) -> Scores:
    return np.maximum(np.nan_to_num(values, nan=floor) - floor, 0.0).astype(np.float32)


def _about(thesaurus: Thesaurus, passages: Iterable[Passage], number: Mapping[str, int]) -> npt.NDArray[np.float32]:
    about = np.zeros((len(thesaurus.concepts), len(number)), dtype=np.float32)
    for passage in passages:
        share = _NAMED[passage.field]
        if share:
            service = number[passage.service]
            for concept, weight in thesaurus.concepts_in(passage.text, [passage.language]).items():
                about[concept, service] = max(about[concept, service], share * weight)
    return about
