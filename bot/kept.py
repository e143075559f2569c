"""Files that only save time: made again where they are missing, from another version, or not whole.

A file is written aside and renamed, so nobody reads half of it, and begins with a digest of all that follows, so what a
crash or a full disk left of it counts as missing. Values are of `marshal`'s types; arrays are mapped, not read, so that
processes share their pages.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import marshal
import mmap
import struct
import sys
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

_MAGIC = b"LOKETKEPT1\0"
_DIGEST = 32
_ALIGNED = 64  # bytes, so that arrays begin where the processor reads quickly
_LENGTH = struct.Struct("<Q")
_HEAD = len(_MAGIC) + _DIGEST + _LENGTH.size

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]


def version() -> str:
    """What `marshal` and arrays depend on besides our own code."""
    return f"{sys.version} {sys.byteorder} {np.__version__}"


@lru_cache(maxsize=8)
def made_by(folder: Path) -> bytes:
    """A digest of the Python files of ``folder``, for what they make, and of what that depends on besides."""
    total = hashlib.blake2b(version().encode())
    for path in sorted(folder.glob("*.py")):
        total.update(path.read_bytes())
    return total.digest()


def put(path: Path, value: Any, arrays: Arrays | None = None) -> None:
    """Write ``value`` and ``arrays``. A disk that cannot take them is told in the log; nothing else comes of it."""
    arrays = arrays or {}
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, array.shape, at)
        at += _rounded(array.nbytes)
    told = marshal.dumps((value, places))
    told += b"\0" * (-(_HEAD + len(told)) % _ALIGNED)
    parts = [_LENGTH.pack(len(told)), told, *(_bytes(array) for array in arrays.values())]
    total = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        total.update(part)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as aside:
            try:
                for part in (_MAGIC, total.digest(), *parts):
                    aside.write(part)
                aside.close()
                Path(aside.name).replace(path)
            except OSError:
                Path(aside.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        log.warning("%s could not be kept (%s): the next start takes longer", path, error.strerror)


def get(path: Path) -> tuple[Any, dict[str, Array]] | None:
    """What `put` wrote, arrays read-only and mapped; None where it is not there or not whole."""
    try:
        with path.open("rb") as file:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # not there, or empty
        return None
    if whole[: len(_MAGIC)] != _MAGIC or not _is_whole(whole):
        log.warning("%s is not whole: it is made anew", path)
        return None
    (length,) = _LENGTH.unpack_from(whole, len(_MAGIC) + _DIGEST)
    value, places = marshal.loads(whole[_HEAD : _HEAD + length])
    begin = _HEAD + length
    arrays = {}
    for name, (kind, shape, at) in places.items():
        count = int(np.prod(shape, dtype=np.int64))
        flat = np.frombuffer(whole, kind, count, begin + at) if count else np.empty(0, kind)
        arrays[name] = flat.reshape(shape)
    return value, arrays


def forget_others(path: Path, pattern: str, kept: int) -> None:
    """Delete the files beside ``path`` that ``pattern`` names, but for the newest ``kept`` and ``path`` itself."""
    with contextlib.suppress(OSError):
        found = sorted(path.parent.glob(pattern), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in [one for one in found if one != path][max(0, kept - 1) :]:
            old.unlink(missing_ok=True)


def _is_whole(whole: memoryview) -> bool:
    begin = len(_MAGIC) + _DIGEST
    return hashlib.blake2b(whole[begin:], digest_size=_DIGEST).digest() == whole[len(_MAGIC) : begin]


def _rounded(size: int) -> int:
    return size + -size % _ALIGNED


def _bytes(array: Array) -> bytes:
    raw = np.ascontiguousarray(array).tobytes()
    return raw + b"\0" * (-len(raw) % _ALIGNED)
