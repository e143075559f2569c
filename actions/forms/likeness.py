"""How like a text is to what citizens say of each category, by the sentence encoders.

A kernel over the stored phrases: each phrase votes for its category, the nearer the louder, those of the person's own
language loudest. Vectors are taken relative to the mean of their language, for the encoders place languages apart. The
phrases' vectors are made by the worker (`embed_missing`); until they are there, words alone decide.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.encoders import Encoder, Kind, Vectors, e5, use
from bot.search.finder import vector_store
from bot.search.vectors import digest
from bot.settings import current
from desk.cases import categories

_WIDTH = 0.1
"""Of the kernel: a phrase that is so much less like (cosine) has the vote of 1/e."""
_OTHER_LANGUAGE = 0.37
_ENOUGH = 0.98

_lock = threading.Lock()
_known: dict[str, _Votes] = {}


@dataclasses.dataclass(frozen=True)
class _Votes:
    """The phrases of one encoder: who they speak for, their language, their vectors around each language's mean."""

    phrases: int
    owners: tuple[str, ...]
    languages: tuple[str, ...]
    means: Mapping[str, Vectors]
    vectors: Vectors

    def of(self, vector: Vectors, language: str) -> dict[str, float]:
        """Shares of the votes by category; they sum to 1."""
        mean = self.means.get(language)
        likeness = self.vectors @ _unit(vector - mean if mean is not None else vector)
        votes = np.exp((likeness - likeness.max()) / _WIDTH)
        totals: dict[str, float] = {}
        for owner, spoken, vote in zip(self.owners, self.languages, votes, strict=True):
            totals[owner] = totals.get(owner, 0.0) + float(vote) * (1.0 if spoken == language else _OTHER_LANGUAGE)
        whole = sum(totals.values())
        return {owner: total / whole for owner, total in totals.items()}


def scorer(text: str, language: str, slugs: Sequence[str]) -> Mapping[str, float]:
    """A `desk.cases.categories.Scorer`."""
    found: dict[str, float] = {}
    speaking = [encoder for encoder in (e5(), use()) if encoder.languages is None or language in encoder.languages]
    for encoder in speaking:
        votes = _votes(encoder)
        if votes.owners:
            for slug, share in votes.of(encoder.encode([text], Kind.QUERY)[0], language).items():
                found[slug] = found.get(slug, 0.0) + share / len(speaking)
    wanted = set(slugs)
    return {slug: share for slug, share in found.items() if slug in wanted}


def embed_missing(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the vectors that the categories' phrases lack; returns how many were made."""
    store = vector_store(current())
    try:
        return sum(
            store.embed(encoder, [(Kind.QUERY, text) for _, _, text in _phrases(encoder)], progress)
            for encoder in (use(), e5())
        )
    finally:
        store.close()


def _phrases(encoder: Encoder) -> list[tuple[str, str, str]]:
    """(slug, language, text) of the phrases in the encoder's languages."""
    return [
        (slug, language, line)
        for slug, spoken in categories.phrases().items()
        for language, lines in spoken.items()
        if encoder.languages is None or language in encoder.languages
        for line in lines
    ]


def _votes(encoder: Encoder) -> _Votes:
    """The phrases that have a vector, read again when there are others or vectors were missing."""
    phrases = _phrases(encoder)
    with _lock:
        known = _known.get(encoder.name)
        if known is not None and known.phrases == hash(tuple(phrases)) and known.owners:
            return known
        store = vector_store(current())
        try:
            found = store.get([digest(encoder.name, Kind.QUERY, text) for _, _, text in phrases])
        finally:
            store.close()
        _known[encoder.name] = made = _made(encoder, phrases, found)
        return made


def _made(encoder: Encoder, phrases: list[tuple[str, str, str]], found: Mapping[bytes, Vectors]) -> _Votes:
    have = [
        (slug, language, found[key])
        for slug, language, text in phrases
        if (key := digest(encoder.name, Kind.QUERY, text)) in found
    ]
    # Half of the phrases would vote for half of the categories: words alone decide until nearly all are there.
    if len(have) < _ENOUGH * len(phrases) or not have:
        return _Votes(hash(tuple(phrases)), (), (), {}, np.zeros((0, encoder.dimension), dtype=np.float32))
    languages = tuple(language for _, language, _ in have)
    rows = np.stack([vector for _, _, vector in have])
    means = {
        spoken: rows[[index for index, language in enumerate(languages) if language == spoken]].mean(axis=0)
        for spoken in set(languages)
    }
    centred = np.stack([_unit(row - means[language]) for row, language in zip(rows, languages, strict=True)])
    return _Votes(hash(tuple(phrases)), tuple(slug for slug, _, _ in have), languages, means, centred)


def _unit(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
