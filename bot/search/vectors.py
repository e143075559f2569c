"""Vectors kept by a digest of encoder and text, so that no text is ever embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bot.encoders import Encoder, Kind, Vectors, named

_BATCH = 32
_WORTH_PROCESSES = 16
_KEYS_A_QUERY = 500


def digest(encoder: str, kind: Kind, text: str) -> bytes:
    """Key of a stored vector (16 bytes)."""
    return hashlib.blake2b(f"{encoder}\0{kind.value}\0{text}".encode(), digest_size=16).digest()


class VectorStore:
    """Vectors in one SQLite file, as float16. Safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=20, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
        )
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS noted (kind TEXT PRIMARY KEY, texts TEXT NOT NULL) WITHOUT ROWID"
        )

    def close(self) -> None:
        self._connection.close()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        """Stored vectors of ``keys`` (float32); what is not stored is left out."""
        found: dict[bytes, Vectors] = {}
        with self._lock:
            for start in range(0, len(keys), _KEYS_A_QUERY):
                some = keys[start : start + _KEYS_A_QUERY]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"
                for key, blob in self._connection.execute(query, some):
                    found[key] = np.frombuffer(blob, dtype=np.float16).astype(np.float32)
        return found

    def put(self, vectors: Iterable[tuple[bytes, Vectors]]) -> None:
        """Store vectors in one transaction."""
        rows = [(key, vector.astype(np.float16).tobytes()) for key, vector in vectors]
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            self._connection.execute("COMMIT")

    def is_complete(self, kind: str, texts: str) -> bool:
        """Whether all texts of a kind, told by their digest, were noted to have vectors here."""
        query = "SELECT 1 FROM noted WHERE kind = ? AND texts = ?"
        with self._lock:
            return self._connection.execute(query, (kind, texts)).fetchone() is not None

    def note_complete(self, kind: str, texts: str) -> None:
        """Note that all texts of a kind have vectors."""
        with self._lock:
            self._connection.execute("INSERT OR REPLACE INTO noted VALUES (?, ?)", (kind, texts))

    def missing(self, encoder: Encoder, texts: Sequence[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
        """Those of ``texts`` that ``encoder`` has no stored vector for, each once, in order."""
        keys = {digest(encoder.name, kind, text): (kind, text) for kind, text in texts}
        known: set[bytes] = set()
        every = list(keys)
        with self._lock:
            for start in range(0, len(every), _KEYS_A_QUERY):
                some = every[start : start + _KEYS_A_QUERY]
                query = f"SELECT key FROM vectors WHERE key IN ({','.join('?' * len(some))})"
                known.update(key for (key,) in self._connection.execute(query, some))
        return [text for key, text in keys.items() if key not in known]

    def embed(
        self,
        encoder: Encoder,
        texts: Sequence[tuple[Kind, str]],
        progress: Callable[[int, int], None] = lambda done, total: None,
        processes: int = 1,
    ) -> int:
        """Embed and store what is missing of ``texts``; returns how many that were.

        ``progress`` is called with how many are done and how many there are to do. More ``processes`` are for a
        command that nobody's question waits beside: each takes a core and loads the encoder.
        """
        todo = self.missing(encoder, texts)
        batches = [todo[start : start + _BATCH] for start in range(0, len(todo), _BATCH)]
        done = 0
        for batch, rows in zip(batches, _encoded(encoder, batches, processes), strict=True):
            self.put((digest(encoder.name, kind, text), row) for (kind, text), row in zip(batch, rows, strict=True))
            done += len(batch)
            progress(done, len(todo))
        return len(todo)


Batch = Sequence[tuple[Kind, str]]


def _encoded(encoder: Encoder, batches: Sequence[Batch], processes: int) -> Iterator[Vectors]:
    """The rows of each batch, in order."""
    if processes < 2 or len(batches) < _WORTH_PROCESSES or named(encoder.name) is not encoder:
        yield from (_rows(encoder, batch) for batch in batches)
        return
    # Started afresh: a fork would copy the threads' locks of whoever asks.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_rows_of, [encoder.name] * len(batches), batches)


def _rows_of(name: str, batch: Batch) -> Vectors:
    """`_rows` in a process of its own."""
    encoder = named(name)
    assert encoder is not None
    return _rows(encoder, batch)


def _rows(encoder: Encoder, batch: Batch) -> Vectors:
    rows = np.zeros((len(batch), encoder.dimension), dtype=np.float32)
    for kind in {kind for kind, _ in batch}:
        places = [place for place, (its_kind, _) in enumerate(batch) if its_kind is kind]
        rows[places] = encoder.encode([batch[place][1] for place in places], kind)
    return rows
