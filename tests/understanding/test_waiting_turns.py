"""A turn that waits for others is seen by the slowest encoder meanwhile, and then answered in its turn."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from bot import connector, encoders
from bot.encoders import Kind, ModelEncoder, Vectors

ANSWER = {"intent": "greet", "confidence": 1.0, "language": "en", "messages": []}


class _Slow:
    """A model that notes what it sees, and waits where it is told to."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, texts: list[str], kind: Kind) -> Vectors:
        self.seen.extend(texts)
        if "wait" in texts:
            self.begun.set()
            assert self.go_on.wait(10)
        return np.ones((len(texts), 2), dtype=np.float32)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> _Slow:
    slow = _Slow()
    encoder = ModelEncoder("slow/1", 2, None, slow)
    monkeypatch.setattr(connector, "e5", lambda: encoder)
    return slow


def turn(text: str, **besides: Any) -> dict[str, Any]:
    return {"turn": text, "conversation": "c", "session": 0, "channel": "web", "text": text, **besides}


Run = Callable[[list[dict[str, Any]]], list[str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, model: _Slow) -> Run:
    """Runs turns that come at once; returns what the model had seen when each began, the first of them lasting."""

    def of_all(turns: list[dict[str, Any]]) -> list[str]:
        began: list[str] = []

        async def answered() -> None:
            first_may_end = asyncio.Event()

            async def run_turn(_: Any, given: dict[str, Any]) -> dict[str, Any]:
                began.append(f"{given['turn']} after {', '.join(model.seen) or 'nothing'}")
                if given is turns[0]:
                    await first_may_end.wait()
                return ANSWER

            monkeypatch.setattr(connector, "run_turn", run_turn)
            one_at_a_time = asyncio.Semaphore(1)
            tasks = []
            for given in turns:
                tasks.append(asyncio.create_task(connector._answer(None, given, one_at_a_time)))
                await asyncio.sleep(0.1)
            first_may_end.set()
            assert [answer.status for answer in await asyncio.gather(*tasks)] == [200] * len(turns)

        asyncio.run(answered())
        return began

    return of_all


def test_who_waits_is_seen_meanwhile_and_who_does_not_wait_at_once(run: Run) -> None:
    assert run([turn("one"), turn("Two?")]) == ["one after nothing", "Two? after two"]


def test_a_choice_has_nothing_to_be_seen(run: Run) -> None:
    chosen = turn("Yes", choice={"intent": "yes"})
    assert run([turn("one"), chosen]) == ["one after nothing", "Yes after nothing"]


def test_a_turn_that_lacks_a_part_is_refused_while_it_waits_too(model: _Slow) -> None:
    async def answered() -> int:
        taken = asyncio.Semaphore(0)
        answer = await connector._answer(None, {"turn": "t"}, taken)  # type: ignore[arg-type]
        return int(answer.status)

    assert asyncio.run(answered()) == 400


def test_what_is_remembered_is_given_while_another_text_is_seen(model: _Slow) -> None:
    encoder = connector.e5()
    known = encoder.encode(["known"])
    thread = threading.Thread(target=encoder.encode, args=(["wait"],), daemon=True)
    thread.start()
    try:
        assert model.begun.wait(10)
        assert encoder.encode(["known"]) is known
    finally:
        model.go_on.set()
        thread.join(10)
    assert model.seen == ["known", "wait"]


def test_two_threads_are_given_what_one_would_be() -> None:
    texts = [f"Where is parking place {number}?" for number in range(24)]
    one_by_one = [encoders.e5().encode([text, text])[0] for text in texts]
    found: dict[str, Vectors] = {}

    def see(some: list[str]) -> None:
        found.update({text: encoders.e5().encode([text])[0] for text in some})

    threads = [threading.Thread(target=see, args=(texts[part::3],)) for part in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    np.testing.assert_allclose(np.stack([found[text] for text in texts]), np.stack(one_by_one), atol=1e-5)
