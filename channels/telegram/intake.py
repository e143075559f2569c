"""From stored updates to handled events: in the order of update_id, one after another in each chat.

One process at a time reads (a lease), so that nothing is overtaken. A chat whose update fails is tried again with a
pause, while all others go on; at last the update is parked (`loket inbox list`).
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.db import DatabaseError
from django.utils import timezone
from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from channels.telegram import CHANNEL, reading
from channels.telegram.client import seconds
from channels.telegram.handling import Handler
from desk.messages import arrivals, leases
from desk.messages.arrivals import Arrived
from desk.threads import in_thread, noted

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.25
LEASE_SECONDS = 5.0
_RENEW_SECONDS = 1.5
_CLEAR_SECONDS = 3600.0
# A part may be held back for an update that overtook another: the album waits for it, or it would be torn.
_ALBUM_SECONDS = arrivals.HELD_BACK.total_seconds() + 0.3
_RETRY_SECONDS = 1.0
_LONGEST_WAIT = 60.0
_TROUBLE_SECONDS = 2.0
_MOST_AT_ONCE = 32
_MOST_TAKEN = 400
_AWAY_TRIES = 7
LEASE = f"intake/{CHANNEL}"


class Intake:
    """Reads stored updates as ``owner`` (unique to the process) while it holds the lease."""

    def __init__(
        self, bot: Bot, handler: Handler, stored_as: str, owner: str, *, clock: Callable[[], dt.datetime] = timezone.now
    ) -> None:
        self._bot, self._handler, self._owner, self._clock = bot, handler, owner, clock
        self._arrivals = stored_as
        self._chats: defaultdict[int, deque[Arrived]] = defaultdict(deque)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._taken: set[int] = set()
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._nudge = asyncio.Event()
        self._reading = False
        self._renewed = self._cleared = float("-inf")
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._run(), name="telegram intake")

    def wake(self) -> None:
        """An update was stored: look at once."""
        self._nudge.set()

    async def close(self) -> None:
        """Stop where it is; what was not handled is handled by the next one."""
        tasks = [*self._tasks.values(), *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._reading:
            await in_thread(leases.give_back, LEASE, self._owner)

    async def _run(self) -> None:
        while True:
            self._nudge.clear()
            wait = POLL_SECONDS
            try:
                if await self._is_ours():
                    await self._take()
                else:
                    wait = _RENEW_SECONDS
            except DatabaseError as error:
                log.error("desk.failed", error=str(error), part="telegram intake")
                wait = _TROUBLE_SECONDS
            except Exception:
                # A defect must not end the reading of every other update.
                log.exception("telegram.intake.failed")
                wait = _TROUBLE_SECONDS
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), wait)

    async def _is_ours(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self._renewed < _RENEW_SECONDS:
            return self._reading
        self._reading = await noted(leases.take, LEASE, self._owner, self._clock(), LEASE_SECONDS)
        self._renewed = now
        if self._reading and now - self._cleared > _CLEAR_SECONDS:
            self._cleared = now
            await in_thread(arrivals.clear, self._clock())
        return self._reading

    async def _take(self) -> None:
        if len(self._taken) >= _MOST_TAKEN:
            return
        for arrived in await in_thread(arrivals.due, self._arrivals, self._clock(), without=frozenset(self._taken)):
            update = self._update(arrived.body)
            chat = reading.address(update) if update else 0
            self._taken.add(arrived.number)
            self._chats[chat].append(arrived)
            if chat not in self._tasks:
                self._tasks[chat] = asyncio.create_task(self._converse(chat), name=f"telegram chat {len(self._tasks)}")

    def _update(self, body: Mapping[str, Any]) -> Update | None:
        try:
            return Update.de_json(dict(body), self._bot)
        except (KeyError, TypeError, ValueError) as error:
            # Telegram may send tomorrow what this library does not know today.
            log.warning("telegram.update.unreadable", error=repr(error), kinds=sorted(set(body) - {"update_id"}))
            return None

    async def _converse(self, chat: int) -> None:
        waiting = self._chats[chat]
        try:
            while waiting:
                group = await self._album(waiting)
                try:
                    async with self._slots:
                        await self._handle(group)
                finally:
                    self._taken.difference_update(arrived.number for arrived in group)
        except DatabaseError as error:
            log.error("desk.failed", error=str(error), part="telegram intake")
        finally:
            # What is left here was not handled: it is found again as stored.
            self._taken.difference_update(arrived.number for arrived in waiting)
            self._chats.pop(chat, None)
            self._tasks.pop(chat, None)
            self._nudge.set()

    async def _album(self, waiting: deque[Arrived]) -> list[Arrived]:
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

    async def _handle(self, group: list[Arrived]) -> None:
        numbers = [arrived.number for arrived in group]
        updates = [self._update(arrived.body) for arrived in group]
        events = [reading.read(update) for update in updates if update is not None]
        parked, away = False, 0
        with structlog.contextvars.bound_contextvars(update=numbers[0]):
            while not parked:
                try:
                    if events:
                        await self._handler.handle(events)
                    await noted(arrivals.done, self._arrivals, numbers)
                    break
                except DatabaseError as error:
                    log.error("desk.failed", error=str(error), part="telegram intake")
                    await asyncio.sleep(_TROUBLE_SECONDS)
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
        parked = await in_thread(arrivals.failed, self._arrivals, numbers, repr(error))
        if parked:
            await self._handler.apologize(update)
        else:
            await asyncio.sleep(_RETRY_SECONDS)
        return parked
