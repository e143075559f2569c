"""How often something may happen, counted in memory or in a Redis that several processes share."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence

from limits import RateLimitItem
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

_SWEPT_SECONDS = 1.0

Count = tuple[RateLimitItem, tuple[str, ...]]
"""A rate, and the words that name who or what it is counted for."""


class _InMemory(MemoryStorage):
    """Forgets what has run out once a second. The library does so with nearly every count, in a thread of its own."""

    def __init__(self) -> None:
        self._swept = time.monotonic()
        super().__init__()

    def _MemoryStorage__schedule_expiry(self) -> None:  # the library's own name of it
        if time.monotonic() - self._swept >= _SWEPT_SECONDS:
            self._swept = time.monotonic()
            super()._MemoryStorage__schedule_expiry()  # type: ignore[misc]


class Rates:
    """Counts in moving windows. A lock keeps threads apart: the storage in memory has none of its own."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage  # kept here: the limiter only holds a weak reference
        self._limiter = MovingWindowRateLimiter(storage)
        self._lock = threading.Lock()

    @classmethod
    def at(cls, address: str) -> Rates:
        """Counted at ``address``: that of a Redis, or ``memory://``, which is also taken where it is empty."""
        return cls(_InMemory() if address in ("", "memory://") else storage_from_string(address))

    def wait(self, counts: Sequence[Count]) -> int:
        """Whole seconds until every rate has room; 0: now."""
        with self._lock:
            return self._wait(counts)

    def count(self, counts: Sequence[Count]) -> None:
        """It happened, whether or not there was room."""
        with self._lock:
            self._count(counts)

    def take(self, counts: Sequence[Count]) -> int:
        """Count it if every rate has room, else nothing; whole seconds to wait, 0 where it was counted."""
        with self._lock:
            seconds = self._wait(counts)
            if not seconds:
                self._count(counts)
        return seconds

    def _wait(self, counts: Sequence[Count]) -> int:
        for item, key in counts:
            if not self._limiter.test(item, *key):
                reset, _ = self._limiter.get_window_stats(item, *key)
                return max(1, math.ceil(reset - time.time()))
        return 0

    def _count(self, counts: Sequence[Count]) -> None:
        for item, key in counts:
            self._limiter.hit(item, *key)
