"""How like a text is to what citizens say of each category, by the sentence encoder.

The phrases' vectors are made by the worker (`embed_missing`); until they are there, words alone decide.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.encoders import Kind, Vectors, e5
from bot.search.finder import vector_store
from bot.search.vectors import digest
from bot.settings import current
from desk.cases import categories

_UNLIKE, _LIKE = 0.80, 0.95
"""Cosines of multilingual E5 between which likeness goes from 0 to 1; unrelated sentences lie near the lower one."""

_lock = threading.Lock()
_known: dict[str, tuple[int, list[str], Vectors]] = {}


def scorer(text: str, language: str, slugs: Sequence[str]) -> Mapping[str, float]:
    """A `desk.cases.categories.Scorer`."""
    owners, vectors = _vectors()
    if not owners:
        return {}
    likeness = vectors @ e5().encode([text], Kind.QUERY)[0]
    best: dict[str, float] = {}
    for owner, value in zip(owners, likeness, strict=True):
        best[owner] = max(best.get(owner, -1.0), float(value))
    wanted = set(slugs)
    return {
        slug: min(1.0, max(0.0, (value - _UNLIKE) / (_LIKE - _UNLIKE)))
        for slug, value in best.items()
        if slug in wanted
    }


def embed_missing(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the vectors that the categories' phrases lack; returns how many were made."""
    store = vector_store(current())
    try:
        return store.embed(e5(), [(Kind.QUERY, text) for _, text in _phrases()], progress)
    finally:
        store.close()


def _phrases() -> list[tuple[str, str]]:
    return [
        (slug, line) for slug, spoken in categories.phrases().items() for lines in spoken.values() for line in lines
    ]


def _vectors() -> tuple[list[str], Vectors]:
    """(slug, vector) of every phrase that has one, read again when a category changes or vectors were missing."""
    phrases = _phrases()
    with _lock:
        known = _known.get("phrases")
        if known is not None and known[0] == hash(tuple(phrases)) and len(known[1]) == len(phrases):
            return known[1], known[2]
        store = vector_store(current())
        try:
            keys = [digest(e5().name, Kind.QUERY, text) for _, text in phrases]
            found = store.get(keys)
        finally:
            store.close()
        owners = [slug for (slug, _), key in zip(phrases, keys, strict=True) if key in found]
        rows = [found[key] for key in keys if key in found]
        vectors = np.stack(rows) if rows else np.zeros((0, e5().dimension), dtype=np.float32)
        _known["phrases"] = (hash(tuple(phrases)), owners, vectors)
        return owners, vectors
