"""From a question to services by way of the thesaurus: the concepts it speaks of, and the services about them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.encoders import Encoder, Kind, Vectors
from bot.search.learnt import Learnt
from bot.search.passages import Field, Passage
from bot.search.rows import Scores, VectorRows
from bot.search.thesaurus import Saying, Term, Thesaurus
from bot.search.vectors import VectorStore, digest

# A concept named in a service's name says more about it than one that its text mentions.
_NAMED = {Field.NAME: 1.0, Field.ALIAS: 0.6, Field.QUESTION: 1.0, Field.SENTENCE: 0.35, Field.WHOLE: 0.0}
_BROADER = 0.5
_SECOND_CONCEPT = 0.3
_MOST_CONCEPTS = 10
# Beside the strongest concept the others count for less: who asks for a nursery also sounds like who opens one.
_LEAD = 0.25
# Where fewer of the services have a name that the thesaurus knows, the register is not one it was made for, and what it
# finds there is chance. Town registers: 0.83 and 0.87; an epidemic: 0.24 and 0.34 (docs/decisions/0014).
_WELL_KNOWN = 0.75


Matrix = npt.NDArray[np.float32]


@dataclasses.dataclass(frozen=True)
class ConceptWeights:
    """How a question's words and its likeness to texts of the thesaurus add up to the strength of a concept.

    ``e5_said`` and ``e5_terms`` weigh each standard deviation by which a concept's nearest sentence or term is above
    ``e5_from``; ``use_said`` and ``use_terms`` weigh each unit of likeness above ``use_from``; ``learnt`` weighs, for
    each encoder, the standard deviations by which what the thesaurus taught marks a concept above ``learnt_from``. No
    strength comes above ``saturation``: a concept told by many words at once is not more certain than the other ways
    of seeing the question.
    """

    words: float
    e5_said: float
    e5_terms: float
    e5_from: float
    use_said: float
    use_terms: float
    use_from: float
    learnt: float
    learnt_from: float
    saturation: float


def texts_to_embed(thesaurus: Thesaurus, encoder: Encoder) -> list[tuple[Kind, str]]:
    """The thesaurus's texts in the languages of ``encoder``, sentences first."""
    texts: tuple[Saying | Term, ...] = (*thesaurus.sayings, *thesaurus.terms)
    return [(Kind.QUERY, text.text) for text in texts if _knows(encoder, text.language)]


def _knows(encoder: Encoder, language: str) -> bool:
    return encoder.languages is None or language in encoder.languages


class ThesaurusRows:
    """The vectors of a thesaurus's texts by encoder, and what they teach; the same for every state of the catalogue.

    Vectors are held as `Learnt.turned` makes them. ``missing`` counts the texts that have no vector yet.
    """

    def __init__(
        self,
        thesaurus: Thesaurus,
        encoders: Sequence[Encoder],
        said: Mapping[str, VectorRows],
        terms: Mapping[str, VectorRows],
        learnt: Mapping[str, Learnt],
        missing: int = 0,
    ) -> None:
        self.thesaurus = thesaurus
        self.said = said
        self.terms = terms
        self.learnt = learnt
        self.missing = missing
        self.by_likeness = frozenset(encoder.name for encoder in encoders if encoder.languages is not None)

    @classmethod
    def read(cls, thesaurus: Thesaurus, store: VectorStore, encoders: Sequence[Encoder]) -> ThesaurusRows:
        """From the stored vectors."""
        said: dict[str, VectorRows] = {}
        terms: dict[str, VectorRows] = {}
        learnt: dict[str, Learnt] = {}
        count, missing = len(thesaurus.concepts), 0
        for encoder in encoders:
            name = encoder.name
            sentences, about, lacking = _stored(store, encoder, thesaurus.sayings)
            words, named, wanting = _stored(store, encoder, thesaurus.terms)
            missing += lacking + wanting
            # USE was taught likeness of meaning already; turned, it finds no more (measured).
            both = np.concatenate([sentences, words]), np.concatenate([about, named])
            learnt[name] = Learnt.of(*both, count, turning=encoder.languages is None)
            said[name] = VectorRows(learnt[name].turned(sentences), about, count)
            terms[name] = VectorRows(learnt[name].turned(words), named, count)
        return cls(thesaurus, encoders, said, terms, learnt, missing)


def _stored(
    store: VectorStore, encoder: Encoder, texts: Sequence[Saying | Term]
) -> tuple[Vectors, npt.NDArray[np.int64], int]:
    """The vectors of the texts that have one, the number of each one's concept, and how many have none."""
    kept = [(text.concept, text.text) for text in texts if _knows(encoder, text.language)]
    keys = [digest(encoder.name, Kind.QUERY, text) for _, text in kept]
    stored = store.get(list(dict.fromkeys(keys)))
    rows = [(concept, stored[key]) for (concept, _), key in zip(kept, keys, strict=True) if key in stored]
    vectors = np.array([vector for _, vector in rows], dtype=np.float32).reshape(len(rows), encoder.dimension)
    return vectors, np.array([concept for concept, _ in rows], dtype=np.int64), len(kept) - len(rows)


class ConceptIndex:
    """How much each service is about each concept of the thesaurus: all its texts, and its names alone.

    The matrices are (concepts, services); see `matrices`. ``organisations`` is 1 for each service that is for
    organisations alone, else 0.
    """

    def __init__(
        self, rows: ThesaurusRows, weights: ConceptWeights, about: Matrix, named: Matrix, organisations: Scores
    ) -> None:
        self._rows = rows
        self._weights = weights
        self._about, self._named, self._organisations = about, named, organisations
        self._all_named = named.sum(axis=0)
        self._trust = _trust(named)
        # How much of what is said about each concept is said by services for organisations.
        squares = about**2
        self._theirs = squares @ organisations / np.maximum(squares.sum(axis=1), 1e-9)

    def arrays(self) -> dict[str, Matrix]:
        return {"about": self._about, "named": self._named, "organisations": self._organisations}

    def strengths(self, text: str, languages: Iterable[str], vectors: Mapping[str, Vectors]) -> Scores:
        """How much ``text`` speaks of each concept; ``vectors`` are the question's, by encoder's name."""
        rules = self._weights
        strength = np.zeros(len(self._rows.thesaurus.concepts), dtype=np.float32)
        for concept, weight in self._rows.thesaurus.concepts_in(text, languages).items():
            strength[concept] += rules.words * weight
        for name, vector in vectors.items():
            learnt = self._rows.learnt[name]
            turned = learnt.turned(vector)
            said, terms = self._rows.said[name].best(turned), self._rows.terms[name].best(turned)
            strength += rules.learnt * _above(_deviations(learnt.marks(vector)), rules.learnt_from)
            if name in self._rows.by_likeness:
                strength += rules.use_said * _above(said, rules.use_from)
                strength += rules.use_terms * _above(terms, rules.use_from)
            else:
                strength += rules.e5_said * _above(_deviations(said), rules.e5_from)
                strength += rules.e5_terms * _above(_deviations(terms), rules.e5_from)
        scale = rules.saturation / (rules.saturation + float(strength.max(initial=0.0)))
        return np.asarray(strength * scale, dtype=np.float32)

    def about(self, strength: Scores) -> Scores:
        """How much each service is about what is spoken of: the concept that fits it best, and some of the second."""
        some = np.argsort(-strength)[:_MOST_CONCEPTS]
        some = some[strength[some] > 0]
        if not len(some):
            return np.zeros(self._about.shape[1], dtype=np.float32)
        strength = strength * (np.maximum(strength, 0) / strength[some[0]]) ** _LEAD
        best = strength[some[0]] * self._about[some[0]]
        second = np.zeros_like(best)
        for concept in some[1:]:
            fit = strength[concept] * self._about[concept]
            np.maximum(second, np.minimum(best, fit), out=second)
            np.maximum(best, fit, out=best)
        return np.asarray(self._trust * (best + _SECOND_CONCEPT * second), dtype=np.float32)

    def besides(self, strength: Scores) -> Scores:
        """How much each service's name speaks of what the question does not (the extension of a permit, say)."""
        strongest = float(strength.max())
        if strongest <= 0:
            return np.zeros(self._named.shape[1], dtype=np.float32)
        some = np.flatnonzero(strength)
        spoken = strength[some] / strongest
        return np.asarray(self._trust * (self._all_named - spoken @ self._named[some]), dtype=np.float32)

    def for_others(self, strength: Scores) -> Scores:
        """How much each service is for somebody else: for organisations, where the question is not about theirs."""
        squares = strength**2
        theirs = float(squares @ self._theirs) / max(float(squares.sum()), 1e-9)
        return np.asarray(self._trust * (1 - theirs) * self._organisations, dtype=np.float32)


def _trust(named: Matrix) -> float:
    """How far the thesaurus is believed about services whose names speak of concepts as ``named`` says: 0 to 1."""
    if not named.shape[1]:
        return 0.0
    return min(1.0, float((named.max(axis=0, initial=0.0) > 0).mean()) / _WELL_KNOWN) ** 2


def _deviations(values: Scores) -> Scores:
    known = values[np.isfinite(values)]
    if not len(known) or not known.std():
        return np.zeros_like(values)
    return np.asarray((values - known.mean()) / known.std(), dtype=np.float32)


def _above(values: Scores, floor: float) -> Scores:
    return np.maximum(np.nan_to_num(values, nan=floor) - floor, 0.0).astype(np.float32)


@lru_cache(maxsize=100_000)
def _concepts_of(thesaurus: Thesaurus, text: str, language: str) -> tuple[tuple[int, float], ...]:
    return tuple(thesaurus.concepts_in(text, [language]).items())


def matrices(thesaurus: Thesaurus, passages: Iterable[Passage], number: Mapping[str, int]) -> tuple[Matrix, Matrix]:
    """Concepts by services: what all texts are about, and what the names alone say (in half of their languages)."""
    about = np.zeros((len(thesaurus.concepts), len(number)), dtype=np.float32)
    named = np.zeros_like(about)
    times = np.zeros_like(about)
    names = np.zeros(len(number), dtype=np.float32)
    for passage in passages:
        share = _NAMED[passage.field]
        if not share:
            continue
        service = number[passage.service]
        names[service] += passage.field is Field.NAME
        for concept, weight in _concepts_of(thesaurus, passage.text, passage.language):
            about[concept, service] = max(about[concept, service], share * weight)
            if passage.field is Field.NAME:
                named[concept, service] = max(named[concept, service], weight)
                times[concept, service] += 1
    narrow = about.copy()
    for concept, wider in thesaurus.broader.items():
        for other in wider:
            np.maximum(about[concept], _BROADER * narrow[other], out=about[concept])
    return about, named * (2 * times >= np.maximum(names, 1))
