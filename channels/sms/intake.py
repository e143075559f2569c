"""From stored messages to what becomes of them: those of one number in their order, pictures fetched meanwhile."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Hashable

import structlog
from django.db import DatabaseError
from django.utils import timezone

from channels.reader import TROUBLE_SECONDS, Reader
from channels.sms import CHANNEL, files, taking
from channels.sms.client import Client
from channels.sms.reading import Received, of_stored
from channels.sms.taking import Taken
from desk.messages import arrivals
from desk.messages.arrivals import Arrived
from desk.threads import in_thread, written

log = structlog.get_logger(__name__)

_RETRY_SECONDS = 2.0


class Intake(Reader):
    """``on_taken`` hears what became of each message."""

    def __init__(
        self,
        client: Client,
        owner: str,
        on_taken: Callable[[Taken], None],
        *,
        clock: Callable[[], dt.datetime] = timezone.now,
    ) -> None:
        super().__init__(CHANNEL, owner, stored_as=CHANNEL, numbered=False, clock=clock)
        self._client, self._on_taken = client, on_taken

    def whose(self, arrived: Arrived) -> Hashable:
        """The number that wrote; a message with files holds up no other."""
        received = of_stored(arrived.body)
        return (received.sender, arrived.number) if taking.has_files(received) else received.sender

    async def handle(self, group: list[Arrived]) -> None:
        """Raises nothing that a message can do: it is tried again, and parked at last, and its sender told."""
        (arrived,) = group
        received: Received | None = None
        while True:
            try:
                received = of_stored(arrived.body)
                self._on_taken(await self._take(received))
                return
            except DatabaseError as error:
                log.error("desk.failed", error=str(error), part="sms intake")
                await asyncio.sleep(TROUBLE_SECONDS)
            except Exception as error:
                # Twilio away, or a defect of ours.
                log.exception("sms.message.failed")
                if await in_thread(arrivals.failed, CHANNEL, [arrived.number], repr(error)):
                    if received is not None:
                        self._on_taken(await in_thread(taking.apologize, received, self._clock()))
                    return
                await asyncio.sleep(_RETRY_SECONDS)

    async def _take(self, received: Received) -> Taken:
        if not taking.has_files(received):
            return await written(taking.take, received, self._clock())
        taken = await files.take(self._client, received, self._clock)
        await in_thread(arrivals.done, CHANNEL, [received.number])
        return taken
