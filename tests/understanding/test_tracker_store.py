"""Rasa's conversations in the desk's database: what is saved is found again, by this process and by another."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any, cast

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.connector import run_turn
from bot.tracker_store import LoketTrackerStore

DOMAIN = Domain.from_yaml("version: '3.1'\nintents: [greet]\nactions: [action_greet]\n")
TEXT = "Привіт, «مرحبا» 50 % : ok %s ?"


@pytest.fixture
def sender() -> str:
    return f"{uuid.uuid4().hex}.0"


def saved(store: LoketTrackerStore, sender: str) -> DialogueStateTracker:
    async def turn() -> DialogueStateTracker:
        tracker = await store.get_or_create_tracker(sender)
        tracker.update(UserUttered(TEXT, intent={"name": "greet", "confidence": 0.9}))
        tracker.update(ActionExecuted("action_greet"))
        tracker.update(BotUttered(TEXT, data={"custom": {"language": "uk"}}))
        await store.save(tracker)
        return tracker

    return asyncio.run(turn())


def found(store: LoketTrackerStore, sender: str) -> list[dict[str, object]]:
    tracker = asyncio.run(store.retrieve(sender))
    return [] if tracker is None else [event.as_dict() for event in tracker.events]


def test_another_process_reads_what_was_saved(sender: str) -> None:
    tracker = saved(LoketTrackerStore(DOMAIN), sender)
    assert found(LoketTrackerStore(DOMAIN), sender) == [event.as_dict() for event in tracker.events]


def test_what_another_process_added_is_seen(sender: str) -> None:
    one, other = LoketTrackerStore(DOMAIN), LoketTrackerStore(DOMAIN)
    first = len(saved(one, sender).events)
    saved(other, sender)
    events = found(one, sender)
    assert len(events) > first
    assert events == found(other, sender)


def test_saving_twice_stores_nothing_twice(sender: str) -> None:
    store = LoketTrackerStore(DOMAIN)
    tracker = saved(store, sender)
    asyncio.run(store.save(tracker))
    assert len(found(LoketTrackerStore(DOMAIN), sender)) == len(tracker.events)


def test_a_turn_that_was_not_saved_leaves_nothing(sender: str) -> None:
    store = LoketTrackerStore(DOMAIN)
    count = len(saved(store, sender).events)
    tracker = asyncio.run(store.retrieve(sender))
    assert tracker is not None
    tracker.update(UserUttered("never saved"))
    assert len(found(store, sender)) == count


class Rasa:
    """As much of an agent as a turn needs."""

    def __init__(self, store: LoketTrackerStore) -> None:
        self.tracker_store = store

    async def handle_message(self, message: UserMessage) -> None:
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        told = {"text": message.text, "intent": {"name": "greet", "confidence": 0.9}, "metadata": message.metadata}
        tracker.update(UserUttered(message.text, parse_data=told, message_id=message.message_id))
        tracker.update(BotUttered(TEXT, data={"custom": {"language": "uk"}}))
        tracker.update(ActionExecuted("action_listen"))
        await self.tracker_store.save(tracker)


def test_a_conversation_is_read_from_the_database_once(sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = LoketTrackerStore(DOMAIN)
    read: list[str] = []
    run = LoketTrackerStore._run

    def noted(self: LoketTrackerStore, connection: Any, statement: str, **values: Any) -> Any:
        read.extend([statement] if statement.startswith("SELECT id, data") else [])
        return run(self, connection, statement, **values)

    monkeypatch.setattr(LoketTrackerStore, "_run", noted)
    conversation = sender.removesuffix(".0")
    for turn in ("t1", "t2", "t3"):
        asked = {"conversation": conversation, "session": 0, "turn": turn, "channel": "web", "text": "moi"}
        assert asyncio.run(run_turn(cast(Any, Rasa(store)), asked))["messages"][0]["text"] == TEXT
        read.extend(["|"] if turn == "t1" else [])
    assert read[-1] == "|", "a later turn read it again"
    assert sum(isinstance(event, UserUttered) for event in asyncio.run(store.retrieve(sender)).events) == 3


def test_a_forgotten_conversation_is_gone_from_memory_and_database(sender: str) -> None:
    store = LoketTrackerStore(DOMAIN)
    count = len(saved(store, sender).events)
    assert store.forget(sender.removesuffix(".0")) == count
    assert found(store, sender) == found(LoketTrackerStore(DOMAIN), sender) == []
