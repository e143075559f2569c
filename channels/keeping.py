"""Webhooks on their way into the desk: those that come while others are being stored go in together.

So none waits for more than one transaction that is under way, however many come at once.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from desk.messages import arrivals
from desk.messages.arrivals import Arriving
from desk.threads import written_first

_MANY = 4
_waiting = 0


def pouring() -> bool:
    """Whether several webhooks of this process wait to be stored at this moment: what can wait gives way."""
    return _waiting >= _MANY


class Keeper:
    """Stores what arrives under a name."""

    def __init__(self, stored_as: str, *, clock: Callable[[], dt.datetime] = timezone.now) -> None:
        self._arrivals, self._clock = stored_as, clock
        self._waiting: list[Arriving] = []
        self._next: asyncio.Task[None] | None = None
        self._storing = asyncio.Lock()

    async def keep(self, number: int, body: Mapping[str, Any]) -> None:
        """Store it; returns once it is. Raises what the desk raises, to all whose arrivals went together."""
        global _waiting
        self._waiting.append(Arriving(number, body, self._clock()))
        if self._next is None:
            self._next = asyncio.create_task(self._store(), name="keeper")
        _waiting += 1
        try:
            # Whoever called may hang up; what others brought is stored all the same.
            await asyncio.shield(self._next)
        finally:
            _waiting -= 1

    async def _store(self) -> None:
        async with self._storing:
            batch, self._waiting, self._next = self._waiting, [], None
            await written_first(arrivals.keep, self._arrivals, batch)
