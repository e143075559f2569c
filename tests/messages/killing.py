"""Killing the processes of a counter at random while people write to it, and checking that nobody noticed.

Used by test_kill.py (short) and benchmarks/kill.py (long). Every person posts their messages one after another, some of
them twice, and reads the answers from a stream that they open again, after the last number seen, whenever it breaks.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import random
import time
import uuid
from collections import Counter as Tally
from typing import Any

import httpx

from tests.messages.counter import Counter

NETWORK_TROUBLE = (httpx.HTTPError, httpx.StreamError)


@dataclasses.dataclass(frozen=True)
class Plan:
    """How much is sent and killed. ``seconds`` is over what time; ``duplicates`` the share of messages sent twice."""

    conversations: int
    messages: int
    kills: int
    seconds: float
    duplicates: float = 0.2
    seed: int = 1


@dataclasses.dataclass
class Outcome:
    """What was found. ``faults`` is empty when every promise was kept."""

    sent: int = 0
    duplicates: int = 0
    kills: Tally[str] = dataclasses.field(default_factory=Tally)
    faults: list[str] = dataclasses.field(default_factory=list)
    seconds: float = 0.0

    def fault(self, text: str) -> None:
        self.faults.append(text)


class Writer:
    """A person who writes and reads through every failure."""

    def __init__(self, counter: Counter, number: int, plan: Plan, chance: random.Random) -> None:
        self.counter, self.number, self.plan, self.chance = counter, number, plan, chance
        self.count = plan.messages // plan.conversations
        self.ids = [uuid.UUID(int=chance.getrandbits(128)).hex for _ in range(self.count)]
        self.seen: list[dict[str, Any]] = []
        self.conversation = ""
        self.duplicates = 0
        self._http = httpx.AsyncClient(base_url=f"{counter.url}/web/v1", timeout=10, trust_env=False)

    async def open(self) -> None:
        """Open the session, before the killing begins."""
        answer = await self._http.post("/session", json={})
        answer.raise_for_status()
        self.conversation = answer.json()["conversation"]
        self._http.headers["Authorization"] = f"Bearer {answer.json()['token']}"

    async def close(self) -> None:
        await self._http.aclose()

    async def write(self) -> None:
        """Post every message until it is taken, some twice, spread over the plan's time."""
        pause = self.plan.seconds / self.count
        for n, id in enumerate(self.ids):
            await asyncio.sleep(pause * 2 * self.chance.random())
            body = {"id": id, "text": f"message {n} of {self.number}"}
            if self.chance.random() < self.plan.duplicates:
                self.duplicates += 1
                await asyncio.gather(self._post(body), self._post(body))
            else:
                await self._post(body)

    async def _post(self, body: dict[str, str]) -> None:
        while True:
            with contextlib.suppress(*NETWORK_TROUBLE):
                answer = await self._http.post("/messages", json=body)
                if answer.status_code == httpx.codes.ACCEPTED:
                    return
                if answer.status_code < 500:
                    raise AssertionError(f"refused: {answer.status_code} {answer.text}")
            await asyncio.sleep(0.2 + 0.3 * self.chance.random())

    @property
    def answered(self) -> bool:
        """Whether every message has an answer."""
        replied = {message["reply_to"] for message in self.seen}
        return replied.issuperset(self.ids)

    async def read(self) -> None:
        """Read the stream, resuming after every break, until all is answered."""
        while not self.answered:
            after = self.seen[-1]["seq"] if self.seen else 0
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
                self.seen.append(json.loads(line[6:]))
                if self.answered:
                    return


async def run(counter: Counter, plan: Plan) -> Outcome:
    """Carry the plan out on a running counter. What went wrong is in the outcome's faults."""
    chance, outcome, began = random.Random(plan.seed), Outcome(), time.monotonic()
    writers = [Writer(counter, number, plan, random.Random(chance.random())) for number in range(plan.conversations)]
    for writer in writers:
        await writer.open()
    readers = [asyncio.create_task(writer.read()) for writer in writers]
    killer = asyncio.create_task(_kill(counter, plan, chance, outcome))
    await asyncio.gather(*(writer.write() for writer in writers))
    await killer
    _, late = await asyncio.wait(readers, timeout=120)
    for reader in late:
        reader.cancel()
    for writer in writers:
        outcome.sent += writer.count
        outcome.duplicates += writer.duplicates
        _check_reader(writer, outcome)
        await writer.close()
    _check_desk(counter, plan, outcome)
    outcome.seconds = time.monotonic() - began
    return outcome


async def _kill(counter: Counter, plan: Plan, chance: random.Random, outcome: Outcome) -> None:
    """kill -9 of a random process and its start anew, ``plan.kills`` times."""
    for _ in range(plan.kills):
        await asyncio.sleep(plan.seconds / plan.kills * 2 * chance.random())
        name = chance.choice(tuple(counter.commands))
        counter.kill(name)
        counter.start(name)
        outcome.kills[name] += 1


def _check_reader(writer: Writer, outcome: Outcome) -> None:
    """What one person saw: each message and answer once, numbers rising, answers in the order of messages."""
    who = f"conversation {writer.number}"
    if not writer.answered:
        missing = len(set(writer.ids) - {message["reply_to"] for message in writer.seen})
        outcome.fault(f"{who}: {missing} messages were never answered")
    numbers = [message["seq"] for message in writer.seen]
    if numbers != sorted(set(numbers)):
        outcome.fault(f"{who}: numbers were shown twice or out of order")
    own = [message["id"] for message in writer.seen if message["from"] == "person"]
    if sorted(own) != sorted(writer.ids):
        outcome.fault(f"{who}: sent {len(writer.ids)}, shown {len(own)} ({len(set(own))} different)")
    replied = [message["reply_to"] for message in writer.seen if message["reply_to"]]
    if list(dict.fromkeys(replied)) != own:
        outcome.fault(f"{who}: answers came in another order than the messages")
    if any(message["from"] == "system" for message in writer.seen):
        outcome.fault(f"{who}: a message was parked")


def _check_desk(counter: Counter, plan: Plan, outcome: Outcome) -> None:
    """What the desk holds: every message done, every answer stored once."""
    states = dict(counter.rows("desk", "SELECT state, count(*) FROM desk_messages_inbound GROUP BY state"))
    expected = plan.messages // plan.conversations * plan.conversations
    if states != {"done": expected}:
        outcome.fault(f"inbox: {states}, expected {expected} done")
    query = (
        "SELECT i.turn, count(*), count(DISTINCT o.ordinal) FROM desk_messages_outbound o"
        " JOIN desk_messages_inbound i ON i.id = o.inbound_id GROUP BY i.turn"
    )
    answered = counter.rows("desk", query)
    if len(answered) != expected:
        outcome.fault(f"outbox: answers to {len(answered)} turns, expected {expected}")
    outcome.faults += [
        f"turn {turn}: an answer is stored twice" for turn, rows, different in answered if rows != different
    ]


def check_stub(counter: Counter, outcome: Outcome) -> None:
    """What the stub did: every turn run once, in the order in which the desk stored the messages."""
    ran: dict[str, list[str]] = {}
    for conversation, turn in counter.rows("stub", "SELECT conversation, turn FROM turns ORDER BY n"):
        ran.setdefault(conversation, []).append(turn)
    stored: dict[str, list[str]] = {}
    query = (
        "SELECT c.public_id, i.turn FROM desk_messages_inbound i"
        " JOIN desk_messages_conversation c ON c.id = i.conversation_id ORDER BY i.seq"
    )
    for conversation, turn in counter.rows("desk", query):
        stored.setdefault(conversation, []).append(turn)
    if ran != stored:
        outcome.fault("the assistant ran other turns than were stored, or in another order")
    query = "SELECT text FROM desk_messages_outbound WHERE text LIKE 'That was number %' AND ordinal = 1"
    numbers = Tally(int(text.split()[-1].rstrip(".")) for (text,) in counter.rows("desk", query))
    if set(numbers.values()) != {len(stored)}:
        outcome.fault(f"the context was not handed from turn to turn: {dict(numbers)}")
