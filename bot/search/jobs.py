"""The worker's part of the search: making the vectors that are missing."""

from __future__ import annotations

from collections.abc import Callable

from bot.encoders import Encoder, Kind, e5, use
from bot.search.concepts import texts_to_embed
from bot.search.finder import vector_store
from bot.search.index import vector_kind
from bot.search.passages import SHORT, Passage, passages
from bot.search.thesaurus import thesaurus
from bot.settings import current

Progress = Callable[[int, int], None]


def embed_missing(progress: Progress = lambda done, total: None, processes: int = 1) -> int:
    """Make the vectors that the active catalogue and the thesaurus lack; returns how many were made.

    ``progress`` hears, after every few texts, how many are done and how many there are to do. Names come first.
    Stopped half-way, it goes on where it stopped. Django must be set up. See `VectorStore.embed` for ``processes``.
    """
    from desk.catalogue import reading

    found = passages(reading.search_texts())
    store = vector_store(current())
    try:
        todo = [(encoder, store.missing(encoder, _texts(encoder, found))) for encoder in (use(), e5())]
        total = sum(len(texts) for _, texts in todo)
        done = 0
        for encoder, texts in todo:
            store.embed(encoder, texts, _after(done, total, progress), processes)
            done += len(texts)
        return total
    finally:
        store.close()


def _texts(encoder: Encoder, found: list[Passage]) -> list[tuple[Kind, str]]:
    names = [passage for passage in found if passage.field in SHORT]
    others = [passage for passage in found if passage.field not in SHORT]
    return [
        *((vector_kind(encoder, passage), passage.text) for passage in names),
        *texts_to_embed(thesaurus(), encoder),
        *((vector_kind(encoder, passage), passage.text) for passage in others),
    ]


def _after(before: int, total: int, progress: Progress) -> Progress:
    return lambda done, _: progress(before + done, total)
