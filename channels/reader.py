"""From what a webhook stored to what is handled: one after another for each person, all people beside each other.

One process at a time reads a channel (a lease), so that nothing is overtaken.
"""

from __future__ import annotations

import abc
import asyncio
import datetime as dt
from collections import defaultdict, deque
from collections.abc import Callable, Hashable

import structlog
from django.db import DatabaseError
from django.utils import timezone

from channels.keeping import pouring
from channels.leased import RENEW_SECONDS, Leased
from channels.waiting import woken
from desk.messages import arrivals
from desk.messages.arrivals import Arrived
from desk.threads import in_thread

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.25
TROUBLE_SECONDS = 2.0
_CLEAR_SECONDS = 3600.0
_MOST_AT_ONCE = 32
_WAY_SECONDS = 0.05
_MOST_WAITS = 100
_MOST_TAKEN = 400


class Reader(abc.ABC):
    """Reads the arrivals of ``channel`` as ``owner`` (unique to the process) while it holds the lease.

    ``stored_as``: the name that they are stored under. ``numbered``: their numbers are the provider's order; else they
    are read as they were stored.
    """

    def __init__(
        self,
        channel: str,
        owner: str,
        *,
        stored_as: str,
        numbered: bool,
        clock: Callable[[], dt.datetime] = timezone.now,
    ) -> None:
        self.arrivals = stored_as
        self._numbered, self._clock = numbered, clock
        self._lease = Leased(f"intake/{channel}", owner, clock)
        self._people: defaultdict[Hashable, deque[Arrived]] = defaultdict(deque)
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._taken: set[int] = set()
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._nudge = asyncio.Event()
        self._cleared = float("-inf")
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._run(), name=self._lease.name)

    def wake(self) -> None:
        """Something was stored: look at once."""
        self._nudge.set()

    async def close(self) -> None:
        """Stop where it is; what was not read is read by the next one."""
        tasks = [*self._tasks.values(), *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._lease.give_back()

    @abc.abstractmethod
    def whose(self, arrived: Arrived) -> Hashable:
        """Whatever it is that things of the same are read one after another."""

    async def group(self, waiting: deque[Arrived]) -> list[Arrived]:
        """Take what is handled next from what waits of one person."""
        return [waiting.popleft()]

    @abc.abstractmethod
    async def handle(self, group: list[Arrived]) -> None:
        """Read it, and note that it was. Raises DatabaseError: then it is found again as stored."""

    async def _run(self) -> None:
        while True:
            self._nudge.clear()
            wait = POLL_SECONDS
            try:
                if await self._lease.is_ours():
                    await self._clear()
                    await self._read()
                else:
                    wait = RENEW_SECONDS
            except DatabaseError as error:
                log.error("desk.failed", error=str(error), part=self._lease.name)
                wait = TROUBLE_SECONDS
            except Exception:
                # A defect must not end the reading of everything else.
                log.exception("intake.failed", part=self._lease.name)
                wait = TROUBLE_SECONDS
            await woken(self._nudge, wait)

    async def _read(self) -> None:
        if len(self._taken) >= _MOST_TAKEN:
            return
        taken = frozenset(self._taken)
        for arrived in await in_thread(
            arrivals.due, self.arrivals, self._clock(), without=taken, numbered=self._numbered
        ):
            person = self._whose(arrived)
            self._taken.add(arrived.number)
            self._people[person].append(arrived)
            if person not in self._tasks:
                self._tasks[person] = asyncio.create_task(self._converse(person), name=f"{self._lease.name} person")

    def _whose(self, arrived: Arrived) -> Hashable:
        try:
            return self.whose(arrived)
        except Exception:
            # What a former version stored may not be read by this one: it is handled alone, where that is told.
            log.exception("intake.unreadable", part=self._lease.name)
            return f"unreadable {arrived.number}"

    async def _converse(self, person: Hashable) -> None:
        waiting = self._people[person]
        try:
            while waiting:
                group = await self.group(waiting)
                try:
                    async with self._slots:
                        await _give_way()
                        await self.handle(group)
                finally:
                    self._taken.difference_update(arrived.number for arrived in group)
        except DatabaseError as error:
            log.error("desk.failed", error=str(error), part=self._lease.name)
        finally:
            # What is left here was not handled: it is found again as stored.
            self._taken.difference_update(arrived.number for arrived in waiting)
            self._people.pop(person, None)
            self._tasks.pop(person, None)
            self._nudge.set()

    async def _clear(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._cleared > _CLEAR_SECONDS:
            self._cleared = now
            await in_thread(arrivals.clear, self._clock())


async def _give_way() -> None:
    """While many webhooks wait to be stored, these go first; for some seconds at most."""
    for _ in range(_MOST_WAITS):
        if not pouring():
            return
        await asyncio.sleep(_WAY_SECONDS)
