"""How like a text is to what citizens say of each category, by the sentence encoders and by its letters.

Two views add up: what was learned of all phrases (`actions.forms.learned`), and the votes of the nearest ones. The
phrases' vectors are made by the worker, which learns from them at once (`embed_missing`); until the vectors are there,
words alone decide, and until something was learned, the neighbours.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from actions.forms import learned, shelf
from actions.forms.spoken import KERNEL, Spoken, speaks, spoken_to
from bot.encoders import Encoder, Kind, Vectors, e5, use
from bot.search.finder import vector_store
from bot.search.jobs import digest_of
from bot.settings import current
from desk.cases import categories

log = logging.getLogger(__name__)

_LEARNED, _VOTES = 0.9, 0.1


@dataclasses.dataclass(frozen=True, eq=False)
class _Known:
    """What is known of the town's categories; each reading is another.

    ``version`` is that of the categories when they were last looked at. ``whole`` says that nothing more will be known
    of it; until then it may tell of the version before.
    """

    version: categories.Version
    spoken: Spoken | None
    weights: Vectors | None
    whole: bool
    read_at: float


_LOOK_AGAIN = 5.0
"""Seconds; while vectors are made and learned from, they are looked for beside the turns: to read them takes most of a
second."""
_lock = threading.Lock()
_known: list[_Known] = []
_patience: list[float] = []
_readings: dict[categories.Version, tuple[float, threading.Event]] = {}
"""When the reading of a version began, and what is set at its end."""


def be_quick(seconds: float = 1.0) -> None:
    """From now on nobody waits longer for what is being read: what was known before decides, or words.

    A process that serves many says so, where one turn that waits keeps all others waiting.
    """
    _patience[:] = [seconds]


def prepare() -> None:
    """Read what is known of the categories, however long it takes."""
    _now_known(None)


def scorer(text: str, language: str, slugs: Sequence[str]) -> Mapping[str, float]:
    """A `desk.cases.categories.Scorer`."""
    known = _now_known(_patience[0] if _patience else None)
    if known is None or known.spoken is None:
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
    digest = f"{digest_of(lines)} {KERNEL}"
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
        _known[:] = [_Known(version, spoken, weights, weights is not None, time.monotonic())]


def _now_known(patience: float | None) -> _Known | None:
    """What is known of the categories; what is missing is read, and waited for ``patience`` seconds since it began."""
    version = categories.version()
    with _lock:
        known = _known[0] if _known else None
        seen = known if known is not None and known.version == version else None
        if seen is not None and (seen.whole or time.monotonic() - seen.read_at < _LOOK_AGAIN):
            return seen
        began, done = _reading(version)
    if seen is None:
        done.wait(None if patience is None else max(0.0, began + patience - time.monotonic()))
    with _lock:
        return _known[0] if _known else None


def _reading(version: categories.Version) -> tuple[float, threading.Event]:
    """The reading of a version that goes on, or begins now."""
    if version not in _readings:
        # Of the database, which a thread of its own would have to connect to.
        said = categories.said(version)
        _readings[version] = time.monotonic(), threading.Event()
        # A daemon, which an end of the process does not wait for.
        threading.Thread(target=_read, args=(version, said), name="category phrases", daemon=True).start()
    return _readings[version]


def _read(version: categories.Version, said: categories.Lines) -> None:
    spoken = weights = None
    try:
        spoken, weights = _found(said)
    finally:
        with _lock:
            whole = weights is not None
            before = _known[0] if _known else None
            if not whole and before is not None and before.weights is not None:
                # Of an earlier version: better than what is half known of the new one, until that has been learned.
                spoken, weights = before.spoken, before.weights
            _known[:] = [_Known(version, spoken, weights, whole, time.monotonic())]
            _readings.pop(version)[1].set()


def _found(said: categories.Lines) -> tuple[Spoken | None, Vectors | None]:
    """What there is of the lines, and what was learned of them; afterwards they are cut into letters in any case."""
    try:
        spoken = shelf.read(_folder(), _encoders(), said) or _spoken(said)
        return spoken, learned.read(_folder(), spoken) if spoken is not None else None
    except Exception:
        log.exception("what is known of the categories cannot be read: words decide")
        return None, None
    finally:
        _ = said.letters  # by which words decide: cut here, where nobody waits


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
