"""Finds the service that a person means: the one entrance to the search."""

from __future__ import annotations

import dataclasses
import enum
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import numpy as np

from bot.encoders import Encoder, Kind, Vectors, e5, use
from bot.intents.features import as_taught
from bot.search.asking import without_asking
from bot.search.concepts import ThesaurusRows
from bot.search.index import Index, Question, build, vector_kind
from bot.search.passages import SHORT, Passage, passages
from bot.search.shelf import Shelf
from bot.search.thesaurus import FOLDER, Thesaurus
from bot.search.vectors import VectorStore
from bot.search.weights import Weights, weights
from bot.settings import Settings, current
from desk.catalogue.reading import SearchText

log = logging.getLogger(__name__)

_LOOK_AGAIN = 0.5
_LOOK_FOR_VECTORS = 5.0
# A changed catalogue is waited for so long, so that a service just imported is found by the next question; a catalogue
# of thousands takes longer and is searched in its former state meanwhile.
_WAIT_FOR_CHANGE = 1.0
# So many new names are embedded at once (about a second); more wait for the worker and are found by their words.
_NAMES_AT_ONCE = 60
MOST_CHOICES = 3


class Verdict(enum.Enum):
    """Whether to answer at once, to ask "did you mean …?", or to say that nothing was found."""

    SURE = "sure"
    UNSURE = "unsure"
    LOST = "lost"


@dataclasses.dataclass(frozen=True)
class Hit:
    """``score``: how likely this is the service meant, 0 to 1."""

    id: str
    score: float


@dataclasses.dataclass(frozen=True)
class Result:
    """``hits`` best first; when UNSURE, offer at most `MOST_CHOICES` of them. ``query`` is what was sought."""

    hits: tuple[Hit, ...]
    verdict: Verdict
    query: str


class Catalogue:
    """What a Finder reads, see `desk.catalogue.reading` and `desk.catalogue.audiences`."""

    def __init__(
        self,
        search_texts: Callable[[], Iterable[SearchText]],
        version: Callable[[], int],
        for_organisations: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self.search_texts = search_texts
        self.version = version
        self.for_organisations = for_organisations


class Finder:
    """Searches the active catalogue and follows its changes. Safe for several threads.

    ``clock`` gives monotonic seconds. The first search loads the index; later changes of the catalogue are loaded
    beside the running searches, and waited for a second at most. ``shelf`` keeps what was loaded for the next start.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: VectorStore,
        encoders: Iterable[Encoder],
        words: Thesaurus,
        rules: Weights,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        shelf: Shelf | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._encoders = tuple(encoders)
        self._thesaurus = words
        self._rows: ThesaurusRows | None = None
        self._weights = rules.with_settings(settings)
        self._clock = clock
        self._shelf = shelf
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._version = -1
        self._looked = 0.0
        self._loaded = 0.0
        self._loading = False

    def find(self, text: str, language: str, limit: int = 10, boost: Mapping[str, float] | None = None) -> Result:
        """The services that ``text``, in ``language`` (ISO 639-1), may mean.

        ``boost`` adds to the score of services, in standard deviations (2.0 is much), e.g. of the one just spoken of.
        """
        index = self._current()
        query = without_asking(text, language)
        if not index.services or not query:
            return Result((), Verdict.LOST, query)
        question = Question(query, language, self._vectors(text, language))
        scores = self._weights.combine(index.features(question))
        for service, value in (boost or {}).items():
            if service in index.services:
                scores[index.services.index(service)] += value
        best = np.argsort(-scores, kind="stable")[: max(limit, MOST_CHOICES + 1)]
        likely = self._weights.likelihoods(scores[best], len(index.services))
        hits = tuple(Hit(index.services[n], round(float(p), 4)) for n, p in zip(best, likely, strict=True))
        return Result(hits[:limit], self._verdict(hits), query)

    def _verdict(self, hits: tuple[Hit, ...]) -> Verdict:
        lead = hits[0].score - (hits[1].score if len(hits) > 1 else 0.0)
        if hits[0].score >= self._weights.sure and lead >= self._weights.margin:
            return Verdict.SURE
        return Verdict.UNSURE if hits[0].score >= self._weights.unsure else Verdict.LOST

    def _vectors(self, text: str, language: str) -> dict[str, Vectors]:
        # The whole text, as the intents' classifier embeds it, so that the vector is there already.
        taught = as_taught(text)
        return {
            encoder.name: encoder.encode([taught], Kind.QUERY)[0]
            for encoder in self._encoders
            if encoder.languages is None or language in encoder.languages
        }

    def _current(self) -> Index:
        with self._lock:
            if self._index is None:
                return self._load()
            if self._clock() - self._looked >= _LOOK_AGAIN and not self._loading:
                self._looked = self._clock()
                changed = self._catalogue.version() != self._version
                if changed or self._may_have_vectors(self._index):
                    self._loading = True
                    thread = threading.Thread(target=self._reload, name="search-index", daemon=True)
                    thread.start()
                    if changed:
                        thread.join(_WAIT_FOR_CHANGE)
            return self._index

    def _may_have_vectors(self, index: Index) -> bool:
        lacking = index.missing + (self._rows.missing if self._rows else 0)
        return lacking > 0 and self._clock() - self._loaded >= _LOOK_FOR_VECTORS

    def _reload(self) -> None:
        try:
            self._load()
        except Exception:
            log.exception("the search index could not be renewed; the former one is used")
        finally:
            self._loading = False

    def _load(self) -> Index:
        version = self._catalogue.version()
        found = passages(self._catalogue.search_texts())
        theirs = self._catalogue.for_organisations()
        if self._rows is None or self._rows.missing:
            self._rows = self._thesaurus_rows()
        index = self._kept(found, self._rows, theirs)
        fresh = index is None
        if index is None:
            self._embed_few_names(found)
            index = build(found, self._store, self._encoders, self._rows, self._weights.concepts, theirs)
        self._index, self._version = index, version
        self._looked = self._loaded = self._clock()
        if fresh and self._shelf is not None and not self._rows.missing:
            self._shelf.keep_index(index, found, self._thesaurus, theirs)
        return index

    def _thesaurus_rows(self) -> ThesaurusRows:
        found = self._shelf.rows(self._thesaurus, self._encoders) if self._shelf is not None else None
        if found is None:
            found = ThesaurusRows.read(self._thesaurus, self._store, self._encoders)
            if self._shelf is not None:
                self._shelf.keep_rows(found, self._encoders)
        return found

    def _kept(self, found: list[Passage], rows: ThesaurusRows, organisations: frozenset[str]) -> Index | None:
        if self._shelf is None or rows.missing:
            return None
        return self._shelf.index(found, self._encoders, rows, self._weights.concepts, organisations)

    def _embed_few_names(self, found: list[Passage]) -> None:
        names = [passage for passage in found if passage.field in SHORT]
        for encoder in self._encoders:
            texts = [(vector_kind(encoder, passage), passage.text) for passage in names]
            if 0 < len(self._store.missing(encoder, texts)) <= _NAMES_AT_ONCE:
                self._store.embed(encoder, texts)


@lru_cache(maxsize=1)
def finder() -> Finder:
    """The process's Finder over the desk's active catalogue (Django must be set up)."""
    from desk.catalogue import audiences, reading

    catalogue = Catalogue(reading.search_texts, reading.version, audiences.for_organisations)
    settings = current()
    shelf = Shelf(settings.var / "cache")
    words = shelf.thesaurus(FOLDER)
    return Finder(catalogue, vector_store(settings), (e5(), use()), words, weights(), settings, shelf=shelf)


def vector_store(settings: Settings) -> VectorStore:
    return VectorStore(settings.var / "vectors.db")
