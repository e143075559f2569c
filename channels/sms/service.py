"""SMS in one process: its client, what is sent, files that are fetched; and what the webhook missed."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Callable

import httpx
import structlog
from django.db import DatabaseError
from django.utils import timezone

from bot.settings import Settings
from channels.sender import Gone, Refused, RetryLater
from channels.sms import CHANNEL, files, reconciling, taking
from channels.sms.client import Client, Unanswered
from channels.sms.out import SmsOut
from channels.sms.reading import Received, of_stored
from channels.sms.taking import Taken
from desk.messages import arrivals, conversations, leases
from desk.threads import in_thread, noted

log = structlog.get_logger(__name__)

_LOOK_SECONDS = 2.0
_LEASE, _LEASE_SECONDS = "files/sms", 120.0
_AGAIN_SECONDS = 30.0
_LISTENING_SECONDS = 2.0
_RECONCILE_SECONDS = 600.0


class SmsService:
    """``leads`` is true in the worker, which looks for missed messages again and again. ``on_message`` gets a
    conversation's key when something waits for the assistant, ``on_said`` when the channel itself said something."""

    def __init__(
        self,
        settings: Settings,
        owner: str,
        *,
        leads: bool,
        on_message: Callable[[int], None],
        on_said: Callable[[int], None],
    ) -> None:
        self._settings, self._owner, self._leads = settings, owner, leads
        self._on_message, self._on_said = on_message, on_said
        self._client = Client(settings)
        self.out = SmsOut(self._client, settings)
        self._nudge = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self._tasks.append(asyncio.create_task(self._fetch_files(), name="sms files"))
        self._tasks.append(asyncio.create_task(self._reconcile(), name="sms reconcile"))

    async def close_intake(self) -> None:
        """Take nothing in any more; what is being sent may still end."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """End, after the senders have."""
        await self._client.close()

    def taken(self, taken: Taken) -> None:
        """A message was taken in: whoever waits for it is woken."""
        if taken.files:
            self._nudge.set()
        if taken.conversation is not None and taken.asked:
            self._on_message(taken.conversation)
        if taken.conversation is not None and taken.told:
            self._on_said(taken.conversation)

    async def forgotten(self, address: str, text: str) -> None:
        """The last word to somebody whose conversation was erased."""
        try:
            await self._client.send(address, text, "")
        except (RetryLater, Refused, Gone) as error:
            # Nothing is known of them any more, so nothing can be tried again.
            log.warning("sms.not_said", error=str(error))

    async def _reconcile(self) -> None:
        """At the start, and in the worker from time to time: Twilio calls a webhook once, taken or not."""
        if not self._leads:
            # What comes until this process listens is to be found, too.
            await asyncio.sleep(_LISTENING_SECONDS)
        while True:
            try:
                found = await reconciling.reconcile(self._client, self._settings, timezone.now(), self.taken)
                log.info("sms.reconciled", stored=found.stored, seen=found.seen)
                if not self._leads:
                    return
                await asyncio.sleep(_RECONCILE_SECONDS)
            except (Unanswered, httpx.HTTPError, DatabaseError) as error:
                log.error("sms.not_reconciled", error=str(error), again_seconds=_AGAIN_SECONDS)
                await asyncio.sleep(_AGAIN_SECONDS)

    async def _fetch_files(self) -> None:
        while True:
            self._nudge.clear()
            try:
                await self._fetch_due()
            except DatabaseError as error:
                log.error("desk.failed", error=str(error), channel=CHANNEL)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), _LOOK_SECONDS)

    async def _fetch_due(self) -> None:
        due = await in_thread(arrivals.due, CHANNEL, timezone.now(), held_back=dt.timedelta())
        for arrived in due:
            if not await noted(leases.take, _LEASE, self._owner, timezone.now(), _LEASE_SECONDS):
                return
            received = of_stored(arrived.body)
            try:
                taken = await files.take(self._client, received, timezone.now)
            except Exception as error:
                # Twilio away, or a defect of ours: three times, then it is parked and its sender told.
                log.exception("sms.files.failed")
                if await in_thread(arrivals.failed, CHANNEL, [arrived.number], repr(error)):
                    self.taken(await in_thread(_apologize, received, timezone.now()))
            else:
                await in_thread(arrivals.done, CHANNEL, [arrived.number])
                self.taken(taken)
        if due:
            await in_thread(leases.give_back, _LEASE, self._owner)


def _apologize(received: Received, now: dt.datetime) -> Taken:
    conversation = conversations.of_address(CHANNEL, received.sender)
    taking.tell(received, conversation, "channel-parked", now)
    return Taken(conversation.pk, told=True)
