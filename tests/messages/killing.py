"""Killing the processes of a counter at random while people write to it on three channels.

Used by test_kill.py (short) and benchmarks/kill.py (long); what must hold afterwards is in `aftermath`. Telegram is the
Bot API emulator, Twilio a line of its own kind without Prism, which is too slow for thousands of messages.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import itertools
import random
import time
from collections import Counter as Tally
from collections.abc import Iterator

from tests.messages.counter import Counter, free_port
from tests.messages.people import AtTheWebChat, BySms, ByTelegram, Manner, Person, Progress
from tests.sms.line import ACCOUNT, NUMBER, Line
from tests.sms.line import TOKEN as SMS_TOKEN
from tests.telegram.emulator import TOKEN as TELEGRAM_TOKEN
from tests.telegram.emulator import Emulator
from tests.telegram.spec import Spec

NO_LIMIT = "1000000/minute"
PATIENCE_SECONDS = 150.0
"""So long may nothing at all arrive before what is missing counts as lost; no lease and no pause lasts so long."""
_LOOK_SECONDS = 0.5
_AT_WORK = 0.8
_START_SECONDS = 60.0


@dataclasses.dataclass(frozen=True)
class Plan:
    """How much is sent and killed. ``seconds`` is over what time at least; ``duplicates`` the share of messages that
    come twice, ``shuffle_seconds`` how much later than another a provider may hand one over."""

    conversations: int
    messages: int
    assistant_kills: int
    other_kills: int
    seconds: float
    duplicates: float = 0.2
    shuffle_seconds: float = 0.5
    seed: int = 1

    @property
    def manner(self) -> Manner:
        count = self.messages // self.conversations
        return Manner(count, self.duplicates, self.shuffle_seconds)


@dataclasses.dataclass
class Outcome:
    """What was done and found. ``faults`` is empty when every promise was kept; ``kills`` are (when, which)."""

    sent: int = 0
    tally: Tally[str] = dataclasses.field(default_factory=Tally)
    kills: list[tuple[float, str]] = dataclasses.field(default_factory=list)
    faults: list[str] = dataclasses.field(default_factory=list)
    seconds: float = 0.0


@dataclasses.dataclass(frozen=True)
class Providers:
    """Telegram and Twilio as one counter knows them."""

    telegram: Emulator
    twilio: Line


@contextlib.contextmanager
def providers(counter: Counter, spec: Spec) -> Iterator[Providers]:
    """Both providers, with the counter set up for them: call before it is started."""
    found = Providers(Emulator(spec, free_port()), Line())
    found.telegram.start()
    found.twilio.public = found.twilio.counter = counter.url
    settings = {
        "LOKET_PUBLIC_URL": counter.url,
        "LOKET_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
        "LOKET_TELEGRAM_API": found.telegram.url,
        "LOKET_TELEGRAM_MODE": "webhook",
        "LOKET_SMS_ACCOUNT_SID": ACCOUNT,
        "LOKET_SMS_AUTH_TOKEN": SMS_TOKEN,
        "LOKET_SMS_FROM": NUMBER,
        "LOKET_SMS_API": found.twilio.url,
        "LOKET_MESSAGE_RATE": NO_LIMIT,
        "LOKET_SESSION_RATE": NO_LIMIT,
    }
    for setting, value in settings.items():
        counter.set(setting, value)
    try:
        yield found
    finally:
        found.telegram.close()
        found.twilio.close()


async def run(counter: Counter, plan: Plan, with_: Providers) -> tuple[Outcome, list[Person]]:
    """Carry the plan out on a running counter; gives what was done, and the people with all that they saw."""
    chance, outcome, began = random.Random(plan.seed), Outcome(), time.monotonic()
    with_.telegram.duplicates, with_.telegram.shuffle_seconds = plan.duplicates, plan.shuffle_seconds
    progress = Progress()
    people = [_person(counter, plan, with_, number, chance) for number in range(plan.conversations)]
    for person in people:
        await person.open()
    readers = [asyncio.create_task(person.read()) for person in people]
    killer = asyncio.create_task(_kill(counter, plan, chance, outcome, progress))
    await asyncio.gather(*(person.write(progress) for person in people))
    await killer
    await _until_answered(people)
    for reader in readers:
        reader.cancel()
    for person in people:
        await person.close()
        outcome.sent += len(person.texts)
        outcome.tally += person.tally
    outcome.tally["duplicates"] += with_.telegram.repeats
    outcome.seconds = time.monotonic() - began
    return outcome, people


def _person(counter: Counter, plan: Plan, with_: Providers, number: int, chance: random.Random) -> Person:
    """A third of the people on each channel."""
    own = random.Random(chance.random())
    if number % 3 == 0:
        return AtTheWebChat(number, plan.manner, own, counter)
    if number % 3 == 1:
        return ByTelegram(number, plan.manner, own, with_.telegram)
    return BySms(number, plan.manner, own, with_.twilio)


async def _kill(counter: Counter, plan: Plan, chance: random.Random, outcome: Outcome, progress: Progress) -> None:
    """kill -9 of one process and its start anew, again and again: mostly at work, sometimes while it starts."""
    others = itertools.cycle(name for name in counter.commands if name != "assistant")
    names = [*["assistant"] * plan.assistant_kills, *itertools.islice(others, plan.other_kills)]
    chance.shuffle(names)
    for done, name in enumerate(names, 1):
        if chance.random() < _AT_WORK:
            # On a busy machine a process takes longer to start than the next one's turn takes to come.
            await _until_at_work(counter, name)
        await asyncio.sleep(plan.seconds / len(names) * 2 * chance.random())
        counter.kill(name)
        outcome.kills.append((time.monotonic(), name))
        counter.start(name)
        progress.share = done / len(names)


async def _until_at_work(counter: Counter, name: str) -> None:
    """Wait until a process does its work; at most a minute."""
    end = time.monotonic() + _START_SECONDS
    while not await asyncio.to_thread(counter.works, name):
        if time.monotonic() > end:
            return
        await asyncio.sleep(_LOOK_SECONDS / 2)


async def _until_answered(people: list[Person]) -> None:
    """Wait until everybody has every answer, or nothing has arrived for long."""
    count, changed = -1, time.monotonic()
    while any(not person.answered for person in people):
        now = sum(len(person.seen()) for person in people)
        if now != count:
            count, changed = now, time.monotonic()
        if time.monotonic() - changed > PATIENCE_SECONDS:
            return
        await asyncio.sleep(_LOOK_SECONDS)
