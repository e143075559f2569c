"""Vectors kept by a digest of encoder and text, so that no text is ever embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from bot.encoders import Encoder, Kind, Vectors

_BATCH = 32
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
    ) -> int:
        """Embed and store what is missing of ``texts``; returns how many that were.

        ``progress`` is called with how many are done and how many there are to do.
        """
        todo = self.missing(encoder, texts)
        for start in range(0, len(todo), _BATCH):
            some = todo[start : start + _BATCH]
            for kind in {kind for kind, _ in some}:
                of_kind = [text for its_kind, text in some if its_kind is kind]
                rows = encoder.encode(of_kind, kind)
                self.put((digest(encoder.name, kind, text), row) for text, row in zip(of_kind, rows, strict=True))
            progress(min(start + _BATCH, len(todo)), len(todo))
        return len(todo)
