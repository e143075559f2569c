"""From stored updates to handled events: in the order of update_id, one after another in each chat.

A chat whose update fails is tried again with a pause, while all others go on; at last the update is parked
(`loket inbox list`).
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.db import DatabaseError
from django.utils import timezone
from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from channels.reader import TROUBLE_SECONDS, Reader
from channels.telegram import CHANNEL, reading
from channels.telegram.client import seconds
from channels.telegram.handling import Handler
from desk.messages import arrivals
from desk.messages.arrivals import Arrived
from desk.threads import in_thread, noted

log = structlog.get_logger(__name__)

# A part may be held back for an update that overtook another: the album waits for it, or it would be torn.
_ALBUM_SECONDS = arrivals.HELD_BACK.total_seconds() + 0.3
_RETRY_SECONDS = 1.0
_LONGEST_WAIT = 60.0
_AWAY_TRIES = 7


class Intake(Reader):
    """Reads the updates that were stored under a name."""

    def __init__(
        self, bot: Bot, handler: Handler, stored_as: str, owner: str, *, clock: Callable[[], dt.datetime] = timezone.now
    ) -> None:
        super().__init__(CHANNEL, owner, stored_as=stored_as, numbered=True, clock=clock)
        self._bot, self._handler = bot, handler

    def whose(self, arrived: Arrived) -> int:
        """The chat; 0 where that cannot be read."""
        update = self._update(arrived.body)
        return reading.address(update) if update else 0

    def _update(self, body: Mapping[str, Any]) -> Update | None:
        try:
            return Update.de_json(dict(body), self._bot)
        except (KeyError, TypeError, ValueError) as error:
            # Telegram may send tomorrow what this library does not know today.
            log.warning("telegram.update.unreadable", error=repr(error), kinds=sorted(set(body) - {"update_id"}))
            return None

    async def group(self, waiting: deque[Arrived]) -> list[Arrived]:
        """The next update, with those that belong to its album: they come one by one, at nearly the same time."""
        first = waiting.popleft()
        album = self._album_of(first)
        group = [first]
        while album:
            before = len(group)
            await asyncio.sleep(_ALBUM_SECONDS)
            more = [arrived for arrived in waiting if self._album_of(arrived) == album]
            for arrived in more:
                waiting.remove(arrived)
            group += more
            if len(group) == before:
                break
        return group

    def _album_of(self, arrived: Arrived) -> str:
        update = self._update(arrived.body)
        return reading.album(update) if update else ""

    async def handle(self, group: list[Arrived]) -> None:
        """Raises nothing that an update can do: it is tried again, and parked at last."""
        numbers = [arrived.number for arrived in group]
        updates = [self._update(arrived.body) for arrived in group]
        events = [reading.read(update) for update in updates if update is not None]
        parked, away = False, 0
        with structlog.contextvars.bound_contextvars(update=numbers[0]):
            while not parked:
                try:
                    if events:
                        await self._handler.handle(events)
                    await noted(arrivals.done, self.arrivals, numbers)
                    break
                except DatabaseError as error:
                    log.error("desk.failed", error=str(error), part="telegram intake")
                    await asyncio.sleep(TROUBLE_SECONDS)
                except RetryAfter as error:
                    await asyncio.sleep(min(seconds(error), _LONGEST_WAIT))
                except NetworkError as error:
                    if isinstance(error, BadRequest) or away >= _AWAY_TRIES:
                        log.error("telegram.update.failed", error=str(error))
                        parked = await self._failed(numbers, updates[0], error)
                    else:
                        # Telegram is away for a moment: about two minutes are given to it.
                        log.warning("telegram.away", error=str(error))
                        await asyncio.sleep(_RETRY_SECONDS * 2.0**away)
                        away += 1
                except Exception as error:
                    # Whatever one update does, it is tried again, then parked, and the next one goes on.
                    log.exception("telegram.update.failed")
                    parked = await self._failed(numbers, updates[0], error)

    async def _failed(self, numbers: list[int], update: Update | None, error: Exception) -> bool:
        """Note the failure; True where it was the last, and the update is parked."""
        parked = await in_thread(arrivals.failed, self.arrivals, numbers, repr(error))
        if parked:
            await self._handler.apologize(update)
        else:
            await asyncio.sleep(_RETRY_SECONDS)
        return parked
