"""SMS in one process: its client, what is read and sent; and what the webhook missed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
import structlog
from django.db import DatabaseError
from django.utils import timezone

from bot.settings import Settings
from channels.keeping import Keeper
from channels.sender import Gone, Refused, RetryLater
from channels.sms import CHANNEL, reconciling
from channels.sms.client import Client, Unanswered
from channels.sms.intake import Intake
from channels.sms.out import SmsOut
from channels.sms.taking import Taken

log = structlog.get_logger(__name__)

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
        self._settings, self._leads = settings, leads
        self._on_message, self._on_said = on_message, on_said
        self._client = Client(settings)
        self.out = SmsOut(self._client, settings)
        self.intake = Intake(self._client, owner, self._taken)
        self.keeper = Keeper(CHANNEL)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.intake.start()
        self._task = asyncio.create_task(self._reconcile(), name="sms reconcile")

    async def close_intake(self) -> None:
        """Take nothing in any more; what is being sent may still end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.intake.close()

    async def close(self) -> None:
        """End, after the senders have."""
        await self._client.close()

    def _taken(self, taken: Taken) -> None:
        if taken.asked:
            self._on_message(taken.conversation)
        if taken.told:
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
                found = await reconciling.reconcile(self._client, self._settings, timezone.now(), self.intake.wake)
                log.info("sms.reconciled", stored=found.stored, seen=found.seen)
                if not self._leads:
                    return
                await asyncio.sleep(_RECONCILE_SECONDS)
            except (Unanswered, httpx.HTTPError, DatabaseError) as error:
                log.error("sms.not_reconciled", error=str(error), again_seconds=_AGAIN_SECONDS)
                await asyncio.sleep(_AGAIN_SECONDS)
