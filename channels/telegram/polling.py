"""Long polling, for a machine that Telegram cannot reach. One process at a time polls (a lease)."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable

import structlog
from django.db import DatabaseError
from django.utils import timezone
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from channels.leased import RENEW_SECONDS, Leased
from channels.telegram import CHANNEL
from channels.telegram.client import ALLOWED_UPDATES, POLL_SECONDS, seconds, told
from desk.messages import arrivals
from desk.messages.arrivals import Arriving
from desk.threads import in_thread, written

log = structlog.get_logger(__name__)

_STANDBY_SECONDS = 2.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


class Poller:
    """Asks for updates and stores them under a name; ``on_stored`` is called after some were.

    An update is confirmed to Telegram only by the next request, so what a crash loses comes again.
    """

    def __init__(
        self,
        bot: Bot,
        stored_as: str,
        owner: str,
        on_stored: Callable[[], None],
        *,
        clock: Callable[[], dt.datetime] = timezone.now,
    ) -> None:
        self._bot, self._on_stored, self._clock = bot, on_stored, clock
        self._lease = Leased(f"poller/{CHANNEL}", owner, clock)
        self._arrivals = stored_as
        self._task: asyncio.Task[None] | None = None
        self._conflict = ""

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="telegram poller")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._lease.give_back()

    async def _run(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                if await self._lease.is_ours():
                    await self._poll()
                else:
                    await asyncio.sleep(_STANDBY_SECONDS)
                pause = _FIRST_PAUSE
                continue
            except RetryAfter as error:
                pause = max(pause, seconds(error))
            except Conflict as error:
                self._conflict = str(error)
                log.error("telegram.poll.conflict", error=str(error))
            except (TelegramError, DatabaseError) as error:
                level = log.error if isinstance(error, InvalidToken | DatabaseError) else log.warning
                text = told(error) if isinstance(error, TelegramError) else str(error)
                level("telegram.poll.failed", error=text, pause=pause)
            except Exception:
                # A defect in what came must not end the polling for good.
                log.exception("telegram.poll.broken")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _poll(self) -> None:
        if "webhook" in self._conflict.lower():
            self._conflict = ""
            log.warning("telegram.webhook.deleted", reason="Telegram is polled here")
            await self._bot.delete_webhook()
        newest = await in_thread(arrivals.newest, self._arrivals, self._clock())
        updates = await self._asked(None if newest is None else newest + 1)
        if updates:
            now = self._clock()
            arriving = [Arriving(update.update_id, update.to_dict(), now) for update in updates]
            await written(arrivals.keep, self._arrivals, arriving)
            self._on_stored()

    async def _asked(self, offset: int | None) -> tuple[Update, ...]:
        """The updates from a number on; waits for some, and keeps the lease meanwhile. None where it is lost."""
        request = asyncio.create_task(
            self._bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=list(ALLOWED_UPDATES))
        )
        try:
            while not request.done():
                await asyncio.wait((request,), timeout=RENEW_SECONDS)
                if not request.done() and not await self._lease.is_ours():
                    return ()
            return request.result()
        finally:
            request.cancel()
