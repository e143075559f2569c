"""Three channels at once, with emulated providers: webhooks while the assistant is busy, a burst, the outbox's pace.

Telegram is the Bot API emulator, Twilio a line of the SMS tests, in a process of their own: they share the machine with
what is measured. The assistant is the real one.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import itertools
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.crowd import Caller, Citizen
from benchmarks.path import prepared
from benchmarks.providers import Providers, running
from benchmarks.table import Row, at_least, at_most
from benchmarks.turn import mixed_turns
from bot.settings import current
from channels.sms.words import keyword
from tests.running.conftest import Counter
from tests.sms.line import ACCOUNT, NUMBER, Line
from tests.sms.line import TOKEN as SMS_TOKEN
from tests.sms.phone import INCOMING
from tests.telegram.emulator import TOKEN as TELEGRAM_TOKEN

RATE, SECONDS = 22.0, 40.0
"""Turns a second that are offered, a little more than what is promised, and for how long."""
BURST, BURST_SECONDS, BURST_PEOPLE = 2000, 5.0, 200
PEOPLE = 60
DRAIN_SECONDS = 900.0
_SECRET = "secret-of-a-benchmark"
_NO_LIMIT = "1000000/minute"

Send = Callable[[str], Awaitable[float]]
"""Writes a text; gives the milliseconds until the counter has acknowledged it."""


@dataclasses.dataclass
class Town:
    """A running counter with both providers, and the people who write to it; ``phones`` signs what they send by SMS."""

    counter: Counter
    providers: Providers
    phones: Line
    caller: Caller
    updates: Iterator[int] = dataclasses.field(default_factory=lambda: itertools.count(1000))
    sent: int = 0

    async def person(self, number: int) -> tuple[str, Send]:
        """Somebody new, on each channel in turn: (channel, how they write)."""
        channel = ("web", "telegram", "sms")[number % 3]
        if channel == "web":
            host, port = self.counter.web.removeprefix("http://").split(":")
            citizen = Citizen(host, int(port))
            await citizen.open()
            return channel, self._counted(citizen.post)
        by_telegram, by_sms = self._by_telegram(number), self._by_sms(number)
        return channel, self._counted(by_telegram if channel == "telegram" else by_sms)

    def _counted(self, send: Send) -> Send:
        async def counted(text: str) -> float:
            self.sent += 1
            return await send(text)

        return counted

    def _by_telegram(self, number: int) -> Send:
        user = {"id": 1_000_000 + number, "is_bot": False, "first_name": "Ada", "language_code": "en"}
        chat = {"id": 1_000_000 + number, "type": "private", "first_name": "Ada"}
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": _SECRET}

        async def send(text: str) -> float:
            update = next(self.updates)
            message = {"message_id": update, "date": int(time.time()), "chat": chat, "from": user, "text": text}
            body = json.dumps({"update_id": update, "message": message}).encode()
            return await self.caller.post("/telegram/webhook", body, headers)

        return send

    def _by_sms(self, number: int) -> Send:
        async def send(text: str) -> float:
            form = self.phones.form(f"+358401{number:06d}", text)
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Twilio-Signature": self.phones.sign(INCOMING, form),
            }
            return await self.caller.post(INCOMING, urlencode(form).encode(), headers)

        return send


def measure() -> list[Row]:
    """Rows of the busy time, of the burst, and of what reached the providers."""
    spec = Path(current().shared) / "data" / "telegram" / "bot-api.json"
    with tempfile.TemporaryDirectory(prefix="loket-channels-") as folder:
        counter = prepared(Path(folder))
        with running(spec, counter.web) as providers:
            counter.environment |= _environment(counter, providers)
            counter.start()
            phones = Line()
            phones.public = counter.web
            try:
                counter.ask("hello")
                host, port = counter.web.removeprefix("http://").split(":")
                return asyncio.run(_measured(Town(counter, providers, phones, Caller(host, int(port)))))
            finally:
                counter.interrupt()
                phones.close()


def _environment(counter: Counter, providers: Providers) -> dict[str, str]:
    return {
        "LOKET_PUBLIC_URL": counter.web,
        "LOKET_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
        "LOKET_TELEGRAM_API": providers.telegram,
        "LOKET_TELEGRAM_MODE": "webhook",
        "LOKET_TELEGRAM_SECRET": _SECRET,
        "LOKET_SMS_ACCOUNT_SID": ACCOUNT,
        "LOKET_SMS_AUTH_TOKEN": SMS_TOKEN,
        "LOKET_SMS_FROM": NUMBER,
        "LOKET_SMS_API": providers.twilio,
        "LOKET_MESSAGE_RATE": _NO_LIMIT,
        "LOKET_SESSION_RATE": _NO_LIMIT,
    }


async def _measured(town: Town) -> list[Row]:
    # What is a word for the line alone never becomes a turn.
    texts = itertools.cycle(text for _, text in mixed_turns() if keyword(text) is None)
    people = [await town.person(number) for number in range(PEOPLE)]
    await _warmed_up(town, people, texts)
    rows = await _busy(town, people, texts)
    crowd = [await town.person(PEOPLE + number) for number in range(BURST_PEOPLE)]
    rows += await _burst(town, crowd, texts)
    await town.caller.close()
    return [*rows, *_paces(town)]


async def _warmed_up(town: Town, people: Sequence[tuple[str, Send]], texts: Iterator[str]) -> None:
    for _, send in people[: PEOPLE // 3]:
        await send(next(texts))
    await _until(town, "every turn is done", lambda: _waiting(town) == 0)


async def _busy(town: Town, people: Sequence[tuple[str, Send]], texts: Iterator[str]) -> list[Row]:
    """Turns begin at a steady rate, whether earlier ones are answered or not."""
    before, began = town.sent, time.monotonic()
    times = await _offered(people, texts, int(RATE * SECONDS), SECONDS)
    await _until(town, "every turn is done", lambda: _waiting(town) == 0)
    rate = (town.sent - before) / (time.monotonic() - began)
    return [
        at_most("webhooks while the assistant is busy, p99", _p99(times), "ms", 50),
        at_least("turns over three channels, two of five searches", rate, "turns/s", 20),
    ]


async def _burst(town: Town, people: Sequence[tuple[str, Send]], texts: Iterator[str]) -> list[Row]:
    began = time.monotonic()
    times = await _offered(people, texts, BURST, BURST_SECONDS)
    accepted = time.monotonic() - began
    await _until(town, "every turn is done", lambda: _waiting(town) == 0)
    drained = time.monotonic() - began
    await _until(town, "every answer is sent", lambda: _to_send(town) == 0)
    sent = time.monotonic() - began
    return [
        at_most(f"burst of {BURST} messages in {BURST_SECONDS:.0f} s, accepted after", accepted, "s", 6),
        Row("  webhooks meanwhile, p99", _p99(times), "ms"),
        Row("  every turn done after", drained, "s"),
        Row("  every answer sent after", sent, "s"),
        at_most("messages lost on three channels", _lost(town), "", 0),
        at_most("messages out of order", _out_of_order(town), "", 0),
    ]


async def _offered(people: Sequence[tuple[str, Send]], texts: Iterator[str], count: int, seconds: float) -> list[float]:
    """So many messages, spread evenly over the time and the people; milliseconds of the webhooks among them."""
    began = time.perf_counter()
    running: list[tuple[str, asyncio.Task[float]]] = []
    for number in range(count):
        await asyncio.sleep(max(0.0, began + number * seconds / count - time.perf_counter()))
        channel, send = people[number % len(people)]
        running.append((channel, asyncio.ensure_future(send(next(texts)))))
    await asyncio.gather(*(task for _, task in running))
    return [task.result() for channel, task in running if channel != "web"]


def _paces(town: Town) -> list[Row]:
    """What the providers saw of our limits."""
    seen = town.providers.seen()
    chats: defaultdict[int, list[float]] = defaultdict(list)
    for chat, at in seen.chats:
        chats[chat].append(at)
    pause = min(b - a for chat in chats.values() for a, b in itertools.pairwise(chat))
    return [
        at_most("Telegram: most messages in a second", _most_in_a_second([at for _, at in seen.chats]), "", 30),
        at_least("Telegram: shortest pause in a chat", pause, "s", 0.99),
        at_most("SMS: most messages in a second", _most_in_a_second(seen.sms), "", 10),
        at_most("requests that a provider refused", len(seen.breaches), "", 0),
    ]


def _most_in_a_second(times: Sequence[float]) -> int:
    ordered = sorted(times)
    most = first = 0
    for last, at in enumerate(ordered):
        while ordered[first] <= at - 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


def _p99(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[-1]


def _number(town: Town, query: str) -> int:
    with contextlib.closing(sqlite3.connect(town.counter.var / "desk.db", timeout=20)) as desk:
        return int(desk.execute(query).fetchone()[0])


def _waiting(town: Town) -> int:
    """Messages that are acknowledged and whose turn is not done."""
    return town.sent - _number(town, "SELECT count(*) FROM desk_messages_inbound WHERE state <> 'stored'")


def _to_send(town: Town) -> int:
    open_ = "channel <> '' AND state IN ('pending', 'sending')"
    return _number(town, f"SELECT count(*) FROM desk_messages_outbound WHERE {open_}")


def _lost(town: Town) -> int:
    """Messages that were not stored or not done, or whose answers were not made or not sent."""
    answered = "SELECT count(DISTINCT inbound_id) FROM desk_messages_outbound"
    unsent = "SELECT count(*) FROM desk_messages_outbound WHERE channel <> '' AND state <> 'sent'"
    return town.sent - _number(town, answered) + _number(town, unsent)


def _out_of_order(town: Town) -> int:
    """Messages that were handled before one that came earlier in the same conversation, on Telegram by its number."""
    pairs = (
        "SELECT count(DISTINCT a.id) FROM desk_messages_inbound a JOIN desk_messages_inbound b"
        " ON a.conversation_id = b.conversation_id AND a.seq < b.seq WHERE"
    )
    sent = "CAST(substr({0}.provider_id, instr({0}.provider_id, '/') + 1) AS INTEGER)"
    by_number = f"a.channel = 'telegram' AND {sent.format('a')} > {sent.format('b')}"
    return _number(town, f"{pairs} a.done_at > b.done_at") + _number(town, f"{pairs} {by_number}")


async def _until(town: Town, what: str, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + DRAIN_SECONDS
    while not condition():
        if time.monotonic() > end:
            print(f"after {DRAIN_SECONDS:.0f} s it is not so that {what}", file=sys.stderr)
            return
        await asyncio.sleep(0.1)


if __name__ == "__main__":
    from benchmarks.table import printed

    print(printed(measure()))
