"""A message is stored once, numbered in order, and belongs to one session of the assistant."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from desk.messages import inbox, turns
from desk.messages.inbox import ChoiceNotOffered, Incoming
from desk.messages.models import Choice, Conversation, Inbound, Outbound
from desk.messages.turns import Button, Message
from desk.people import identities

NOW = timezone.now()


def conversation(address: str = "a") -> Conversation:
    identity = identities.find_or_create("web", address, keep_address=False)
    return Conversation.objects.create(channel="web", person=identity.person, identity=identity)


def incoming(to: Conversation, id: str, text: str = "hello", choice: str | None = None) -> Incoming:
    return Incoming(to.pk, "web", f"{to.public_id}/{id}", text, choice)


@pytest.mark.django_db
def test_the_same_message_twice_is_stored_once_and_answered_the_same() -> None:
    talk = conversation()
    first = inbox.accept(incoming(talk, "1"))
    again = inbox.accept(incoming(talk, "1", "other words"))
    assert (again.seq, again.turn, again.known) == (first.seq, first.turn, True)
    assert [row.text for row in Inbound.objects.all()] == ["hello"]


@pytest.mark.django_db(transaction=True)
def test_concurrent_duplicates_are_stored_once_with_numbers_without_gaps() -> None:
    talk = conversation()

    def accept(id: str) -> tuple[int, bool]:
        try:
            accepted = inbox.accept(incoming(talk, id))
            return accepted.seq, accepted.known
        finally:
            connection.close()

    ids = [str(number % 10) for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(accept, ids))
    assert sum(not known for _, known in results) == 10
    assert sorted(Inbound.objects.values_list("seq", flat=True)) == list(range(1, 11))
    for id in set(ids):
        assert len({seq for (seq, _), given in zip(results, ids, strict=True) if given == id}) == 1


@pytest.mark.django_db
def test_a_pause_of_more_than_thirty_minutes_begins_a_new_session() -> None:
    talk = conversation()
    for number, minutes in enumerate([0, 29, 58, 89]):
        inbox.accept(incoming(talk, str(number)), NOW + dt.timedelta(minutes=minutes))
    assert list(Inbound.objects.order_by("seq").values_list("session", flat=True)) == [1, 1, 1, 2]


@pytest.mark.django_db
def test_a_session_ends_after_forty_turns() -> None:
    talk = conversation()
    for number in range(81):
        inbox.accept(incoming(talk, str(number)), NOW)
    sessions = list(Inbound.objects.order_by("seq").values_list("session", flat=True))
    assert sessions == [1] * 40 + [2] * 40 + [3]


@pytest.mark.django_db
def test_a_message_waiting_through_a_long_outage_keeps_its_session() -> None:
    talk = conversation()
    inbox.accept(incoming(talk, "1"), NOW)
    for hours in (0, 5):
        turn = turns.claim(talk.pk, f"process {hours}", NOW + dt.timedelta(hours=hours))
        assert turn is not None
        assert turn.session == 1


@pytest.mark.django_db
def test_a_click_is_what_was_offered_and_not_what_was_sent() -> None:
    talk = conversation()
    button = Button("Parking permit", "choose_service", {"service": "parking"})
    turns.say(talk, "t_1", (Message("Which?", "en", "ltr", (button,)),), NOW)
    talk.save()
    offered = Choice.objects.get()
    inbox.accept(incoming(talk, "1", "something else", offered.public_id))
    row = Inbound.objects.get()
    assert row.text == "Parking permit"
    assert row.choice == {"intent": "choose_service", "entities": {"service": "parking"}}


@pytest.mark.django_db
def test_a_button_of_another_conversation_is_not_offered_here() -> None:
    talk, other = conversation("a"), conversation("b")
    turns.say(other, "t_1", (Message("Which?", "en", "ltr", (Button("A", "yes", {}),)),), NOW)
    other.save()
    for choice in (Choice.objects.get().public_id, "b_invented", '{"intent":"restart"}', ""):
        with pytest.raises(ChoiceNotOffered):
            inbox.accept(incoming(talk, "1", choice=choice))
    assert not Inbound.objects.exists()


@pytest.mark.django_db
def test_parked_messages_can_be_tried_again_or_given_up() -> None:
    talk = conversation()
    for number in range(2):
        inbox.accept(incoming(talk, str(number)))
    first, second = Inbound.objects.order_by("seq")
    Inbound.objects.update(state=Inbound.State.PARKED, attempts=3, error="an action failed")
    assert [row["id"] for row in inbox.parked()] == [first.turn, second.turn]
    assert "text" not in inbox.parked()[0]
    assert inbox.retry(first.turn)
    assert inbox.drop(second.turn)
    assert not inbox.retry("t_unknown")
    assert inbox.parked() == []
    turn = turns.claim(talk.pk, "process", NOW)
    assert turn is not None
    assert (turn.turn, turn.attempts) == (first.turn, 0)
    assert not Outbound.objects.exists()
