"""How like a text is to what citizens say of each category, by the sentence encoders and by its letters.

Two views add up: what was learned of all phrases (`actions.forms.learned`), and the votes of the nearest ones. The
phrases' vectors are made by the worker, which learns from them at once (`embed_missing`); until the vectors are there,
words alone decide, and until something was learned, the neighbours.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from django.db import connection

from actions.forms import learned, shelf
from actions.forms.spoken import Spoken, speaks, spoken_to
from bot.encoders import Encoder, Kind, Vectors, e5, use
from bot.search.finder import vector_store
from bot.search.jobs import digest_of
from bot.settings import current
from desk.cases import categories

_LEARNED, _VOTES = 0.85, 0.15


@dataclasses.dataclass(frozen=True, eq=False)
class _Known:
    """What is known of the town's categories at a version of them; each reading is another."""

    version: categories.Version
    spoken: Spoken | None
    weights: Vectors | None
    read_at: float


_LOOK_AGAIN = 5.0
"""Seconds; while vectors are made and learned from, they are looked for beside the turns: to read them takes most of a
second."""
_lock = threading.Lock()
_known: list[_Known] = []


def scorer(text: str, language: str, slugs: Sequence[str]) -> Mapping[str, float]:
    """A `desk.cases.categories.Scorer`."""
    known = _now_known()
    if known.spoken is None:
        return {}
    wanted = set(slugs)
    found = zip(known.spoken.slugs, _shares(known, text, language), strict=True)
    return {slug: share for slug, share in found if slug in wanted}


@lru_cache(maxsize=16)
def _shares(known: _Known, text: str, language: str) -> tuple[float, ...]:
    """The share of each slug. A turn asks several times: for each kind that may be meant."""
    assert known.spoken is not None
    row, votes = known.spoken.compare(text, language)
    shares = votes if known.weights is None else _LEARNED * (row @ known.weights) + _VOTES * votes
    return tuple(shares.tolist())


def embed_missing(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the vectors that the categories' phrases lack and learn from them; returns how many vectors were made.

    Where nothing is missing, as at most starts, no encoder is loaded: that is noted beside the vectors.
    """
    lines = categories.said(categories.version()).lines
    digest = digest_of(lines)
    store = vector_store(current())
    try:
        if store.is_complete("categories", digest) and learned.kept_in(_folder()):
            return 0
        made = sum(
            store.embed(
                encoder, [(Kind.QUERY, line.text) for line in lines if speaks(encoder, line.language)], progress
            )
            for encoder in _encoders()
        )
        _learn_what_is_new()
        store.note_complete("categories", digest)
    finally:
        store.close()
    return made


def _learn_what_is_new() -> None:
    version = categories.version()
    spoken = _spoken(categories.said(version))
    weights = learned.read(_folder(), spoken) if spoken is not None else None
    if spoken is not None and weights is None:
        weights = learned.learn(spoken)
        learned.write(_folder(), spoken, weights)
    with _lock:
        _known[:] = [_Known(version, spoken, weights, time.monotonic())]


def _now_known() -> _Known:
    """What is known of the categories as they are now; what was missing is looked for from time to time."""
    version = categories.version()
    with _lock:
        known = _known[0] if _known and _known[0].version == version else None
        if known is None:
            known = _read(version)
        elif known.weights is None and time.monotonic() - known.read_at >= _LOOK_AGAIN:
            known = dataclasses.replace(known, read_at=time.monotonic())
            threading.Thread(target=_read_again, args=(version,), name="category phrases", daemon=True).start()
        _known[:] = [known]
        return known


def _read_again(version: categories.Version) -> None:
    try:
        found = _read(version)
    finally:
        connection.close()  # which is this thread's own
    with _lock:
        _known[:] = [found]


def _read(version: categories.Version) -> _Known:
    said = categories.said(version)
    spoken = shelf.read(_folder(), _encoders(), said) or _spoken(said)
    weights = learned.read(_folder(), spoken) if spoken is not None else None
    return _Known(version, spoken, weights, time.monotonic())


def _folder() -> Path:
    return current().var / "cache"


def _spoken(said: categories.Lines) -> Spoken | None:
    """From the stored vectors; kept for the next time."""
    store = vector_store(current())
    try:
        spoken = spoken_to(_encoders(), said, store)
    finally:
        store.close()
    if spoken is not None:
        shelf.keep(_folder(), _encoders(), said, spoken)
    return spoken


def _encoders() -> tuple[Encoder, ...]:
    return e5(), use()
