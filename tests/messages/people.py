"""People who write and read through every failure, on the web chat, by Telegram and by SMS."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import random
import uuid
from collections import Counter as Tally
from typing import Any

import httpx

from tests.messages.counter import Counter
from tests.sms.line import Line
from tests.sms.phone import INCOMING
from tests.telegram.citizen import Citizen
from tests.telegram.emulator import Emulator

NETWORK_TROUBLE = (httpx.HTTPError, httpx.StreamError)
_TWILIO_SECONDS = 15.0
_LOOK_SECONDS = 0.5


@dataclasses.dataclass(frozen=True)
class Manner:
    """How somebody writes: ``count`` messages. ``duplicates`` is the share of them that come twice,
    ``shuffle_seconds`` how much later than another a provider may hand one over."""

    count: int
    duplicates: float
    shuffle_seconds: float


@dataclasses.dataclass
class Progress:
    """How much of the killing is done, from 0 to 1: people write all the while, however long it takes."""

    share: float = 0.0

    async def reached(self, share: float, look_seconds: float) -> None:
        """Wait until so much is done."""
        while True:
            if self.share >= share:
                return
            await asyncio.sleep(look_seconds)


class Person:
    """Somebody with a number, whose messages all differ. What happened on the way is counted in ``tally``."""

    channel = ""

    def __init__(self, number: int, manner: Manner, chance: random.Random) -> None:
        self.number, self.manner, self.chance = number, manner, chance
        self.texts = [f"message {n} of {number}" for n in range(manner.count)]
        self.expected = {said for n, text in enumerate(self.texts, 1) for said in answer(text, n)}
        self.tally: Tally[str] = Tally()

    async def open(self) -> None:
        """Get ready, before the killing begins."""

    async def read(self) -> None:
        """Read what is answered, until it is all."""

    async def close(self) -> None:
        """Put everything down."""

    async def say(self, position: int) -> None:
        """Write the message at this place of ``texts``."""
        raise AssertionError("each channel has its own way")

    def seen(self) -> list[str]:
        """The answers, in the order in which they came."""
        raise AssertionError("each channel has its own way")

    def faults(self) -> list[str]:
        """What is wrong on this channel alone."""
        return []

    @property
    def answered(self) -> bool:
        """Whether every message has its answers."""
        return self.expected.issubset(self.seen())

    async def write(self, progress: Progress) -> None:
        """Write every message, at moments spread over the killing by chance."""
        for position in range(self.manner.count):
            moment = (position + self.chance.random()) / self.manner.count
            await progress.reached(moment, _LOOK_SECONDS * (0.5 + self.chance.random()))
            await self.say(position)


def answer(text: str, count: int) -> tuple[str, str]:
    """What the stub assistant answers to a conversation's message of this number."""
    return f"You said: {text}", f"That was number {count}."


class AtTheWebChat(Person):
    """Posts one message after another until each is taken, and reads a stream that is opened again when it breaks."""

    channel = "web"

    def __init__(self, number: int, manner: Manner, chance: random.Random, counter: Counter) -> None:
        super().__init__(number, manner, chance)
        self.ids = [uuid.UUID(int=chance.getrandbits(128)).hex for _ in self.texts]
        self.messages: list[dict[str, Any]] = []
        self._http = httpx.AsyncClient(base_url=f"{counter.url}/web/v1", timeout=10, trust_env=False)

    async def open(self) -> None:
        opened = await self._http.post("/session", json={})
        opened.raise_for_status()
        self._http.headers["Authorization"] = f"Bearer {opened.json()['token']}"

    async def close(self) -> None:
        await self._http.aclose()

    async def say(self, position: int) -> None:
        body = {"id": self.ids[position], "text": self.texts[position]}
        if self.chance.random() < self.manner.duplicates:
            self.tally["duplicates"] += 1
            await asyncio.gather(self._post(body), self._post(body))
        else:
            await self._post(body)

    async def _post(self, body: dict[str, str]) -> None:
        while True:
            with contextlib.suppress(*NETWORK_TROUBLE):
                taken = await self._http.post("/messages", json=body)
                if taken.status_code == httpx.codes.ACCEPTED:
                    return
                if taken.status_code < 500:
                    raise AssertionError(f"refused: {taken.status_code} {taken.text}")
            await asyncio.sleep(0.2 + 0.3 * self.chance.random())

    async def read(self) -> None:
        while not self.answered:
            after = self.messages[-1]["seq"] if self.messages else 0
            with contextlib.suppress(*NETWORK_TROUBLE):
                async with self._http.stream("GET", "/events", params={"after": after}, timeout=20) as response:
                    await self._follow(response)
            await asyncio.sleep(0.1 + 0.2 * self.chance.random())

    async def _follow(self, response: httpx.Response) -> None:
        event = ""
        async for line in response.aiter_lines():
            if line.startswith("event: "):
                event = line[7:]
            elif line.startswith("data: ") and event == "message":
                self.messages.append(json.loads(line[6:]))
                if self.answered:
                    return

    def seen(self) -> list[str]:
        return [message["text"] for message in self.messages if message["from"] != "person"]

    def faults(self) -> list[str]:
        found = []
        numbers = [message["seq"] for message in self.messages]
        if numbers != sorted(set(numbers)):
            found.append("numbers were shown twice or out of order")
        own = [message["id"] for message in self.messages if message["from"] == "person"]
        if own != self.ids:
            found.append(f"sent {len(self.ids)}, shown {len(own)} ({len(set(own))} different), or in another order")
        replied = [message["reply_to"] for message in self.messages if message["reply_to"]]
        if list(dict.fromkeys(replied)) != own:
            found.append("answers came in another order than the messages")
        return found


class ByTelegram(Person):
    """Writes to the bot; Telegram hands updates over a little out of turn, some twice, until they are taken."""

    channel = "telegram"

    def __init__(self, number: int, manner: Manner, chance: random.Random, emulator: Emulator) -> None:
        super().__init__(number, manner, chance)
        self.citizen = Citizen(emulator, 1_000_000 + number)

    async def say(self, position: int) -> None:
        self.citizen.send(self.texts[position])

    def seen(self) -> list[str]:
        return self.citizen.texts()

    def sent_at(self, text: str) -> list[float]:
        """When Telegram took an answer, each time that it did, by the clock of `time.monotonic`."""
        return [float(message["at"]) for message in self.citizen.seen() if message["text"] == text]


class BySms(Person):
    """Writes to the line; Twilio calls the webhook once, sometimes twice, and never again where nobody is there."""

    channel = "sms"

    def __init__(self, number: int, manner: Manner, chance: random.Random, line: Line) -> None:
        super().__init__(number, manner, chance)
        self.line, self.phone = line, f"+44770090{number:04d}"
        self._calls: list[asyncio.Task[None]] = []
        self._seen: list[str] = []
        self._looked = 0
        self._http = httpx.AsyncClient(base_url=line.counter, timeout=_TWILIO_SECONDS, trust_env=False)

    async def close(self) -> None:
        await asyncio.gather(*self._calls)
        await self._http.aclose()

    async def say(self, position: int) -> None:
        form = self.line.form(self.phone, self.texts[position])
        self.line.keep(form)
        again = self.chance.random() < self.manner.duplicates
        self.tally["duplicates"] += again
        self._calls += [asyncio.create_task(self._call(form)) for _ in range(2 if again else 1)]

    async def _call(self, form: dict[str, str]) -> None:
        await asyncio.sleep(self.manner.shuffle_seconds * self.chance.random())
        headers = {"X-Twilio-Signature": self.line.sign(INCOMING, form)}
        with contextlib.suppress(*NETWORK_TROUBLE):
            taken = await self._http.post(INCOMING, data=form, headers=headers)
            if taken.status_code == httpx.codes.OK:
                return
        self.tally["webhooks that nobody took"] += 1

    def seen(self) -> list[str]:
        with self.line.lock:
            fresh = self.line.sent[self._looked :]
        self._looked += len(fresh)
        self._seen += [str(message["body"]) for message in fresh if message["to"] == self.phone]
        return self._seen
