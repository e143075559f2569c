"""The sender: takes what waits in the outbox to a channel's provider, in order, within the provider's limits.

One process at a time sends on a channel (a lease in the desk), so limits can be kept in memory. The worker and the web
process both run senders; whoever holds the lease sends, the others stand by. See docs/architecture.md, "The outbox and
its senders".
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import enum
import functools
import random
from collections import deque
from collections.abc import Callable
from typing import Protocol

import structlog
from django.db import DatabaseError
from django.utils import timezone

from channels.leased import RENEW_SECONDS, Leased
from channels.waiting import woken
from desk.messages import outbox
from desk.messages.models import Outbound
from desk.messages.outbox import OutboundView
from desk.threads import in_thread, noted, written

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.3
SEND_SECONDS = 20.0
"""A request to a provider that takes longer is in doubt; less than the lease of a row."""
_TROUBLE_SECONDS = 2.0


class InDoubt(enum.Enum):
    """What becomes of a message of which nobody knows whether the provider took it."""

    RESEND = "resend"
    """Once too often rather than never: the provider knows repeated requests, or a lost answer would be worse."""
    PARK = "park"
    """Once or never: the message is parked, and staff see it."""


@dataclasses.dataclass(frozen=True)
class Limits:
    """``per_second`` messages in all and ``per_chat_second`` to one address; so many requests ``at_once``."""

    per_second: float
    per_chat_second: float
    at_once: int = 16


@dataclasses.dataclass(frozen=True)
class Sent:
    """The provider took the message. Not ``complete``: it took one part; `ChannelOut.send` is called again, with this
    part's id at the end of the row's ``parts``."""

    provider_id: str
    complete: bool = True


class RetryLater(Exception):
    """Not now. ``seconds`` is what the provider asked for, None: back off. ``limited``: it refused for its limits (that
    does not count as a failure). ``in_doubt``: the request was made and may have been carried out."""

    def __init__(
        self, reason: str, seconds: float | None = None, *, limited: bool = False, in_doubt: bool = False
    ) -> None:
        super().__init__(reason)
        self.seconds, self.limited, self.in_doubt = seconds, limited, in_doubt


class Refused(Exception):
    """The provider will never take this message; the next one goes on."""


class Gone(Exception):
    """The person cannot be reached at this address: blocked, stopped, or deleted. Nothing more is sent there."""


class ChannelOut(Protocol):
    """A channel's way out."""

    @property
    def name(self) -> str:
        """The channel, as in `Conversation.channel`."""

    @property
    def limits(self) -> Limits: ...

    @property
    def in_doubt(self) -> InDoubt: ...

    async def send(self, row: OutboundView) -> Sent:
        """Ask the provider to deliver the row, or its next part. Raises `RetryLater`, `Refused`, `Gone`."""


class Sender:
    """Sends on one channel as ``owner`` (unique to the process) while it holds the channel's lease."""

    def __init__(
        self,
        channel: ChannelOut,
        owner: str,
        *,
        clock: Callable[[], dt.datetime] = timezone.now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._channel, self._owner, self._clock, self._chance = channel, owner, clock, chance
        self._lease = Leased(f"sender/{channel.name}", owner, clock)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._pace = Pace(channel.limits)
        self._nudge = asyncio.Event()
        self._closing = False
        self._loop: asyncio.Task[None] | None = None

    @property
    def sending(self) -> bool:
        """Whether this process is the one that sends."""
        return self._lease.held

    async def start(self) -> None:
        """Begin to send."""
        self._loop = asyncio.create_task(self._run(), name=f"sender {self._channel.name}")

    def wake(self) -> None:
        """Something was put into the outbox: look at once."""
        self._nudge.set()

    async def close(self, grace: float = 1.0) -> None:
        """Let requests end within ``grace`` seconds, then give the lease back."""
        self._closing = True
        self._nudge.set()
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()), timeout=grace)
        tasks = [*self._tasks.values(), *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._lease.give_back()

    async def _run(self) -> None:
        while not self._closing:
            self._nudge.clear()
            try:
                wait = await self._once()
            except DatabaseError as error:
                log.error("desk.failed", error=str(error), sender=self._channel.name)
                wait = _TROUBLE_SECONDS
            except Exception:
                # One broken row must not end the sending of every other.
                log.exception("sender.failed", sender=self._channel.name)
                wait = _TROUBLE_SECONDS
            await woken(self._nudge, wait)

    async def _once(self) -> float:
        """Begin what can be sent now; returns how many seconds may pass before the next look."""
        if not await self._lease.is_ours():
            return RENEW_SECONDS
        now = asyncio.get_running_loop().time()
        # What is under way may reach the provider at any moment until it has answered.
        room = min(self._channel.limits.at_once, self._pace.room(now)) - len(self._tasks)
        if room <= 0:
            return max(0.02, self._pace.wait(now))
        busy = {*self._tasks, *self._pace.resting(now)}
        rest = dt.timedelta(seconds=1 / self._channel.limits.per_chat_second)
        claimed = functools.partial(outbox.claim, without=busy, rest=rest)
        for row in await noted(claimed, self._channel.name, self._owner, self._clock(), room):
            task = asyncio.create_task(self._deliver(row), name=f"outbound {row.id}")
            self._tasks[row.conversation] = task
            task.add_done_callback(functools.partial(self._ended, row.conversation))
        resting = self._pace.next_free(asyncio.get_running_loop().time())
        return min(POLL_SECONDS, resting) if resting else POLL_SECONDS

    def _ended(self, conversation: int, _: asyncio.Task[None]) -> None:
        task = self._tasks.pop(conversation, None)
        if task is not None and not task.cancelled() and task.exception() is not None:
            log.error("sender.row.failed", channel=self._channel.name, exc_info=task.exception())
        # Counted from the end of the request: whatever it took on the way, the next one comes a whole pause later.
        now = asyncio.get_running_loop().time()
        self._pace.take(now)
        self._pace.rest(conversation, now)
        self._nudge.set()

    async def _deliver(self, row: OutboundView) -> None:
        with structlog.contextvars.bound_contextvars(outbound=row.id, conversation=row.public_id):
            if row.in_doubt and self._channel.in_doubt is InDoubt.PARK:
                await in_thread(
                    outbox.give_up, row.id, self._owner, Outbound.State.PARKED, "asked of the provider; perhaps sent"
                )
                return
            if not await written(outbox.begin, row.id, self._owner, self._clock()):
                return
            try:
                sent = await asyncio.wait_for(self._channel.send(row), SEND_SECONDS)
            except RetryLater as error:
                await self._later(row, error)
            except asyncio.TimeoutError:
                await self._later(row, RetryLater(f"no answer within {SEND_SECONDS:.0f} s", in_doubt=True))
            except Refused as error:
                log.error("outbound.refused", error=str(error))
                await in_thread(outbox.give_up, row.id, self._owner, Outbound.State.FAILED, str(error))
            except Gone as error:
                log.info("outbound.unreachable", error=str(error))
                await in_thread(outbox.gone, row.id, self._owner, str(error), self._clock())
            except Exception as error:
                # A defect of the channel's: the row is tried again, and at last parked with this error.
                log.exception("outbound.failed")
                await self._later(row, RetryLater(repr(error), in_doubt=True))
            else:
                await noted(outbox.sent, row, self._owner, sent.provider_id, self._clock(), complete=sent.complete)

    async def _later(self, row: OutboundView, error: RetryLater) -> None:
        attempts = row.attempts + 1
        log.warning("outbound.later", error=str(error), attempts=attempts, seconds=error.seconds)
        if error.limited:
            self._pace.limited(row.conversation, error.seconds or 1.0, asyncio.get_running_loop().time())
        elif (error.in_doubt and self._channel.in_doubt is InDoubt.PARK) or attempts >= outbox.ATTEMPTS:
            await in_thread(outbox.give_up, row.id, self._owner, Outbound.State.PARKED, str(error))
            return
        wait = error.seconds if error.seconds is not None else outbox.pause(attempts, self._chance())
        await in_thread(
            outbox.later,
            row.id,
            self._owner,
            str(error),
            self._clock() + dt.timedelta(seconds=wait),
            in_doubt=error.in_doubt,
            counts=not error.limited,
        )


class Pace:
    """How fast a channel may be sent to. Times are seconds of the event loop's clock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._window = max(1.0, 1.0 / limits.per_second)
        self._sent: deque[float] = deque()
        self._chats: dict[int, float] = {}
        self._limited: dict[int, float] = {}
        self._stopped_until = 0.0

    def room(self, now: float) -> int:
        """How many messages may be sent now."""
        if now < self._stopped_until:
            return 0
        while self._sent and self._sent[0] <= now - self._window:
            self._sent.popleft()
        return max(0, round(self._limits.per_second * self._window) - len(self._sent))

    def wait(self, now: float) -> float:
        """Seconds until there is room again."""
        if now < self._stopped_until:
            return min(1.0, self._stopped_until - now)
        return max(0.0, self._sent[0] + self._window - now) if self._sent else POLL_SECONDS

    def resting(self, now: float) -> list[int]:
        """Conversations that were sent to just now."""
        self._chats = {chat: until for chat, until in self._chats.items() if until > now}
        return list(self._chats)

    def next_free(self, now: float) -> float:
        """Seconds until the first of them may be sent to again; 0 where none rests."""
        return max(0.02, min(self._chats.values()) - now) if self._chats else 0.0

    def take(self, now: float) -> None:
        """A message went out."""
        self._sent.append(now)

    def rest(self, chat: int, now: float) -> None:
        """A message went out to this conversation: the next one has to wait."""
        self._chats[chat] = now + 1.0 / self._limits.per_chat_second

    def limited(self, chat: int, seconds: float, now: float) -> None:
        """The provider asked to wait. Where it asked for a second conversation meanwhile, it means everybody."""
        self._limited = {other: until for other, until in self._limited.items() if until > now and other != chat}
        if self._limited:
            self._stopped_until = max(self._stopped_until, now + seconds)
        self._limited[chat] = now + seconds
