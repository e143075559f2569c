"""The dispatcher: runs the turns of conversations, one at a time in each, against the assistant.

Library code. The web process runs one for what it took in itself; the worker runs one for whatever was left over.
Several may run at once, in any number of processes: the lease in `desk.messages.turns` keeps them apart.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from channels.assistant import (
    Answer,
    AssistantAway,
    AssistantDropped,
    Assistants,
    AssistantState,
    TurnRefused,
)
from channels.waiting import woken
from desk.messages import conversations, erasure, inbox, transcript, turns
from desk.messages.inbox import Accepted, Incoming
from desk.messages.turns import LeaseLost, Message, Turn
from desk.threads import in_thread, noted, written

log = structlog.get_logger(__name__)

Say = Callable[[str, str], str]
"""(name of a message in locale/, language) -> its text."""

ATTEMPTS = 3
"""A message whose own turn fails that often is parked."""
DROPS = 8
"""So is one during whose turn the assistant vanished that often; restarts alone do not reach it."""
SWEEP_SECONDS = 2.0
RENEW_SECONDS = 3.0
PROBE_SECONDS = 5.0
_AWAY_PROBE_SECONDS = (0.3, 2.0)


class Dispatcher:
    """Runs turns as `owner` (unique to the process), also those of other processes that waited for ``patience``: who
    took a message in begins with it as soon as it can, and knows at once of the answer.

    ``on_change`` gets a conversation's key after each change of it, ``on_state`` the assistant's state when it changes,
    ``on_forgotten`` the channel, address and language of somebody whose conversation was erased, as they had asked.
    """

    def __init__(
        self,
        assistants: Assistants,
        owner: str,
        say: Say,
        *,
        on_change: Callable[[int], None] = lambda _: None,
        on_state: Callable[[AssistantState], None] = lambda _: None,
        on_forgotten: Callable[[str, str, str], None] = lambda *_: None,
        patience: dt.timedelta = dt.timedelta(),
        clock: Callable[[], dt.datetime] = timezone.now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.state = AssistantState.READY
        self._assistants, self._owner, self._say = assistants, owner, say
        self._on_change, self._on_state, self._on_forgotten = on_change, on_state, on_forgotten
        self._clock, self._chance = clock, chance
        self._patience = patience
        self._slots = asyncio.Semaphore(assistants.at_once)
        self._running: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        self._held: set[int] = set()
        self._taking_in: set[int] = set()
        self._loops: list[asyncio.Task[None]] = []
        self._timers: set[asyncio.TimerHandle] = set()
        self._nudge = asyncio.Event()
        self._probe = asyncio.Event()
        self._not_before = 0.0
        self._closing = False

    async def start(self) -> None:
        """Begin to look for left-over messages, renew leases and watch the assistant."""
        for loop in (self._sweep, self._renew, self._watch):
            task = asyncio.create_task(loop(), name=f"dispatcher{loop.__name__}")
            task.add_done_callback(_tell_if_broken)
            self._loops.append(task)

    async def close(self, grace: float = 1.0) -> None:
        """Let running turns end within ``grace`` seconds, then give every conversation back."""
        self._closing = True
        for timer in self._timers:
            timer.cancel()
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=grace)
        unfinished = list(self._held)
        tasks = [*self._loops, *self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for conversation in unfinished:
            await noted(turns.release, conversation, self._owner)

    async def accept(self, incoming: Incoming) -> Accepted:
        """Store a message and begin with its turn; where that can be at once, both are one write.

        Raises as `desk.messages.inbox.accept`.
        """
        conversation = incoming.conversation
        if self._is_busy_with(conversation) or self._slots.locked() or not self._may_begin():
            accepted = await written(inbox.accept, incoming, self._clock())
            self.wake(conversation)
            return accepted
        self._taking_in.add(conversation)
        turn = None
        try:
            accepted, turn = await written(_accepted_and_claimed, incoming, self._owner, self._clock())
        finally:
            self._taking_in.discard(conversation)
            if turn is not None and self._closing:
                await noted(turns.release, conversation, self._owner)
            elif turn is not None:
                self._begin(conversation, turn)
            elif conversation in self._again:
                self._again.discard(conversation)
                self.wake(conversation)
        return accepted

    def wake(self, conversation: int) -> None:
        """There is something to do in this conversation: begin at once."""
        if not self._may_begin():
            return
        if self._is_busy_with(conversation):
            self._again.add(conversation)
        else:
            self._begin(conversation, None)

    def _may_begin(self) -> bool:
        return not self._closing and self.state is AssistantState.READY

    def _is_busy_with(self, conversation: int) -> bool:
        return conversation in self._running or conversation in self._taking_in

    def _begin(self, conversation: int, turn: Turn | None) -> None:
        """Run the conversation's turns, the first of which may be claimed already."""
        if turn is not None:
            self._held.add(conversation)
        task = asyncio.create_task(self._converse(conversation, turn), name=f"conversation {conversation}")
        self._running[conversation] = task
        task.add_done_callback(_tell_if_broken)
        task.add_done_callback(lambda _: self._ended(conversation))

    def look_around(self) -> None:
        """Sweep now instead of at the next beat: something waits that this process was not told of."""
        self._nudge.set()

    def _ended(self, conversation: int) -> None:
        self._running.pop(conversation, None)
        if conversation in self._again:
            self._again.discard(conversation)
            self.wake(conversation)

    async def _converse(self, conversation: int, turn: Turn | None) -> None:
        try:
            async with self._slots:
                if turn is None:
                    turn = await noted(turns.claim, conversation, self._owner, self._clock())
                if turn is not None:
                    self._held.add(conversation)
                    turn = await self._take(turn)
            while turn is not None and not self._closing:
                async with self._slots:
                    turn = await self._take(turn)
            if turn is not None:
                await noted(turns.release, conversation, self._owner)
        except LeaseLost:
            log.warning("conversation.taken_over", conversation_key=conversation)
        except DatabaseError as error:
            # The lease runs out by itself, and the sweep finds the conversation again.
            log.error("desk.failed", error=str(error), conversation_key=conversation)
        finally:
            self._held.discard(conversation)

    async def _take(self, turn: Turn) -> Turn | None:
        """Run one turn to its end, good or bad; returns the next one if the conversation is still ours."""
        with structlog.contextvars.bound_contextvars(turn=turn.turn, conversation=turn.public_id):
            began = perf_counter()
            try:
                answer = await self._assistants.turn(turn)
            except AssistantAway as away:
                log.warning("assistant.away", reason=str(away))
                await noted(turns.release, turn.conversation, self._owner)
                self._set_state(AssistantState.AWAY, away.retry_after)
                return None
            except AssistantDropped as error:
                return await self._failed(turn, str(error), dropped=True)
            except TurnRefused as error:
                return await self._failed(turn, str(error), dropped=False)
            following = await self._store(turn, answer)
            log.info(
                "turn.done",
                ms=round((perf_counter() - began) * 1000, 1),
                messages=len(answer.outcome.messages),
                language=answer.outcome.language,
                urgent=answer.outcome.urgent,
            )
            return following

    async def _store(self, turn: Turn, answer: Answer) -> Turn | None:
        try:
            if answer.forget:
                address = await in_thread(conversations.address_of, turn.conversation)
                await in_thread(erasure.erase, turn.conversation)
                self._on_forgotten(turn.channel, address, answer.outcome.language)
                following = None
                await self._turn_of_erased_ended(turn)
            else:
                following = await noted(turns.finish, turn, answer.outcome, self._owner, self._clock())
        except LeaseLost:
            if await in_thread(transcript.revisions, [turn.conversation]) == {}:
                await self._turn_of_erased_ended(turn)
            raise
        self._on_change(turn.conversation)
        return following

    async def _turn_of_erased_ended(self, turn: Turn) -> None:
        await in_thread(erasure.turn_ended, turn.public_id)
        self.look_around()

    async def _failed(self, turn: Turn, error: str, *, dropped: bool) -> Turn | None:
        tries = turn.drops + 1 if dropped else turn.attempts + 1
        log.error("turn.failed", error=error, tries=tries, dropped=dropped)
        if tries >= (DROPS if dropped else ATTEMPTS):
            language = turn.language or turn.language_hint or "en"
            text = self._say("channel-parked", language)
            apology = Message(text, language, transcript.direction(language))
            following = await in_thread(turns.park, turn, error, apology, self._owner, self._clock())
            self._on_change(turn.conversation)
            return following
        # A dropped connection is mostly a restart: a short pause, as the assistant is asked whether it is there first.
        pause = min(2.0 ** (tries - 1), 8.0) * (0.2 if dropped else 1.0) * (0.75 + self._chance() / 2)
        next_try = self._clock() + dt.timedelta(seconds=pause)
        await noted(turns.fail, turn, error, self._owner, next_try, dropped=dropped)
        self._later(pause, turn.conversation)
        if dropped:
            self._set_state(await self._assistants.state())
        return None

    def _later(self, seconds: float, conversation: int) -> None:
        def wake() -> None:
            self._timers.discard(timer)
            self.wake(conversation)

        timer = asyncio.get_running_loop().call_later(seconds + 0.01, wake)
        self._timers.add(timer)

    def _set_state(self, state: AssistantState, not_before: float = 0.0) -> None:
        self._not_before = max(self._not_before, asyncio.get_running_loop().time() + not_before)
        if state is self.state:
            return
        log.info("assistant.state", before=self.state.value, state=state.value)
        self.state = state
        self._on_state(state)
        if state is AssistantState.READY:
            self.look_around()
        else:
            self._probe.set()

    async def _sweep(self) -> None:
        """Take what is left over: after crashes, from other processes, after the assistant was away."""
        while True:
            self._nudge.clear()
            await self._safely(self._sweep_once)
            await woken(self._nudge, SWEEP_SECONDS * (0.75 + self._chance() / 2))

    async def _sweep_once(self) -> None:
        if self.state is not AssistantState.READY:
            return
        room = max(0, 4 * self._assistants.at_once - len(self._running))
        if room:
            waiting = await in_thread(turns.due, self._clock(), room + len(self._running), self._patience)
            for conversation in waiting:
                if not self._is_busy_with(conversation):
                    self.wake(conversation)
            if len(waiting) >= room:
                self._later_look()
        await self._forget()

    def _later_look(self) -> None:
        """There is more than was taken: look again as soon as the present turns have had time to end."""
        asyncio.get_running_loop().call_later(0.2, self._nudge.set)

    async def _forget(self) -> None:
        for pending in await in_thread(erasure.due, self._clock()):
            try:
                await self._assistants.forget(pending.conversation)
            except (AssistantAway, AssistantDropped, TurnRefused) as error:
                await in_thread(erasure.failed, pending, str(error), self._clock())
                log.warning("erasure.later", conversation=pending.conversation, error=str(error))
            else:
                await in_thread(erasure.done, pending)
                log.info("erasure.done", conversation=pending.conversation)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            await self._safely(self._renew_once)

    async def _renew_once(self) -> None:
        if self._held:
            await noted(turns.renew, list(self._held), self._owner, self._clock())

    async def _watch(self) -> None:
        """Ask the assistant how it is: seldom while it answers, often while it is away."""
        pause, slowest = _AWAY_PROBE_SECONDS
        while True:
            busy = self.state is AssistantState.READY and self._held
            if not busy and asyncio.get_running_loop().time() >= self._not_before:
                self._set_state(await self._assistants.state())
            if self.state is AssistantState.READY:
                pause = _AWAY_PROBE_SECONDS[0]
                self._probe.clear()
                await woken(self._probe, PROBE_SECONDS)
            else:
                await asyncio.sleep(pause * (0.75 + self._chance() / 2))
                pause = min(pause * 1.5, slowest)

    async def _safely(self, work: Callable[[], Awaitable[Any]]) -> None:
        """A loop must outlive a database that is away for a moment."""
        try:
            await work()
        except DatabaseError as error:
            log.error("desk.failed", error=str(error))


def _accepted_and_claimed(incoming: Incoming, owner: str, now: dt.datetime) -> tuple[Accepted, Turn | None]:
    with transaction.atomic():
        return inbox.accept(incoming, now), turns.claim(incoming.conversation, owner, now)


def _tell_if_broken(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.critical("dispatcher.broken", part=task.get_name(), exc_info=task.exception())
