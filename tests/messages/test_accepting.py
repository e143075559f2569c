"""A message is stored and its turn begun in one write, and run once, whatever comes beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from channels.assistant import Answer, AssistantState
from channels.dispatcher import Dispatcher
from desk.messages.inbox import ChoiceNotOffered
from desk.messages.models import Conversation, Inbound
from desk.messages.turns import Message, Outcome, Turn
from tests.messages.test_inbox import conversation, incoming

pytestmark = pytest.mark.django_db(transaction=True)


class Thinking:
    """An assistant that answers once it may, and notes what it was asked."""

    at_once = 4

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.at_work = self.most_at_work = 0
        self.may_answer = asyncio.Event()

    async def state(self) -> AssistantState:
        return AssistantState.READY

    async def turn(self, turn: Turn) -> Answer:
        self.asked.append(turn.text)
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        await self.may_answer.wait()
        self.at_work -= 1
        said = (Message(f"heard {turn.text}", "en", "ltr"),)
        return Answer(Outcome(messages=said, language="en", urgent=False, context={}, language_asked_for=False), False)


@pytest.fixture
async def thinking() -> Thinking:
    return Thinking()


@pytest.fixture
async def dispatcher(thinking: Thinking) -> AsyncIterator[Dispatcher]:
    made = Dispatcher(thinking, "one", lambda name, language: name)  # type: ignore[arg-type]
    yield made
    thinking.may_answer.set()
    await made.close()


def owner_of(talk: Conversation) -> str:
    return Conversation.objects.get(pk=talk.pk).lease_owner


async def all_done(count: int) -> None:
    for _ in range(200):
        if await asyncio.to_thread(Inbound.objects.filter(state=Inbound.State.DONE).count) == count:
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"{count} messages were not done")


async def test_what_is_stored_is_claimed_already(dispatcher: Dispatcher, thinking: Thinking) -> None:
    talk = await asyncio.to_thread(conversation)
    accepted = await dispatcher.accept(incoming(talk, "1", "hello"))
    # Asked before anything else of this process could run: the claim came with the message.
    assert thinking.asked == [] and not accepted.known
    assert await asyncio.to_thread(owner_of, talk) == "one"
    thinking.may_answer.set()
    await all_done(1)
    assert await asyncio.to_thread(owner_of, talk) == ""


async def test_messages_that_come_at_once_are_run_once_each_and_in_order(
    dispatcher: Dispatcher, thinking: Thinking
) -> None:
    talk = await asyncio.to_thread(conversation)
    thinking.may_answer.set()
    await asyncio.gather(*(dispatcher.accept(incoming(talk, str(number), f"text {number}")) for number in range(6)))
    await all_done(6)
    stored = await asyncio.to_thread(lambda: list(Inbound.objects.order_by("seq").values_list("text", flat=True)))
    assert len(set(stored)) == 6 and thinking.asked == stored
    assert thinking.most_at_work == 1


async def test_a_repeated_message_is_not_run_again(dispatcher: Dispatcher, thinking: Thinking) -> None:
    talk = await asyncio.to_thread(conversation)
    thinking.may_answer.set()
    first = await dispatcher.accept(incoming(talk, "1", "hello"))
    await all_done(1)
    again = await dispatcher.accept(incoming(talk, "1", "hello"))
    assert again.known and again.turn == first.turn
    await asyncio.sleep(0.2)
    assert thinking.asked == ["hello"]
    assert await asyncio.to_thread(owner_of, talk) == ""


async def test_a_choice_that_was_not_offered_stops_nothing(dispatcher: Dispatcher, thinking: Thinking) -> None:
    talk = await asyncio.to_thread(conversation)
    thinking.may_answer.set()
    with pytest.raises(ChoiceNotOffered):
        await dispatcher.accept(incoming(talk, "1", choice="nothing"))
    await dispatcher.accept(incoming(talk, "2", "hello"))
    await all_done(1)
    assert thinking.asked == ["hello"]


async def test_while_the_assistant_is_away_a_message_is_stored_and_left(
    dispatcher: Dispatcher, thinking: Thinking
) -> None:
    talk = await asyncio.to_thread(conversation)
    dispatcher.state = AssistantState.AWAY
    await dispatcher.accept(incoming(talk, "1", "hello"))
    assert await asyncio.to_thread(owner_of, talk) == ""
    assert await asyncio.to_thread(Inbound.objects.filter(state=Inbound.State.STORED).count) == 1
    assert thinking.asked == []
