"""One process runs a conversation at a time; a turn's effects are stored whole, once, or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from desk.messages import erasure, inbox, transcript, turns
from desk.messages.models import Conversation, Erasure, Inbound, Outbound
from desk.messages.turns import LEASE, Button, LeaseLost, Message, Outcome, Turn
from desk.people.models import Identity, Person
from tests.messages.test_inbox import conversation, incoming

NOW = timezone.now()
LATER = NOW + LEASE + dt.timedelta(seconds=1)
SORRY = Message("Sorry.", "en", "ltr")


def outcome(*texts: str, language: str = "fi") -> Outcome:
    return Outcome(tuple(Message(text, language, "ltr") for text in texts), language, False, {"n": 1})


def talk_with(*texts: str) -> Conversation:
    talk = conversation()
    for number, text in enumerate(texts):
        inbox.accept(incoming(talk, str(number), text), NOW)
    return talk


def claimed(talk: Conversation, owner: str = "one", now: dt.datetime = NOW) -> Turn:
    turn = turns.claim(talk.pk, owner, now)
    assert turn is not None
    return turn


@pytest.mark.django_db
def test_only_one_process_has_a_conversation() -> None:
    talk = talk_with("a")
    claimed(talk)
    assert turns.claim(talk.pk, "two", NOW) is None
    assert turns.due(NOW) == []


@pytest.mark.django_db
def test_the_lease_of_a_dead_process_is_taken_over_and_a_renewed_one_is_not() -> None:
    dead, alive = talk_with("a"), conversation("b")
    inbox.accept(incoming(alive, "1"), NOW)
    claimed(dead)
    claimed(alive)
    turns.renew([alive.pk], "one", LATER)
    assert turns.due(LATER) == [dead.pk]
    assert claimed(dead, "two", LATER).text == "a"
    assert turns.claim(alive.pk, "two", LATER) is None


@pytest.mark.django_db
def test_a_process_that_lost_its_lease_stores_nothing() -> None:
    talk = talk_with("a")
    old = claimed(talk)
    new = claimed(talk, "two", LATER)
    with pytest.raises(LeaseLost):
        turns.finish(old, outcome("from the old"), "one", LATER)
    turns.finish(new, outcome("from the new"), "two", LATER)
    assert [row.text for row in Outbound.objects.all()] == ["from the new"]


@pytest.mark.django_db
def test_turns_come_in_the_order_of_storing_and_then_the_lease_is_free() -> None:
    talk = talk_with("a", "b", "c")
    turn: Turn | None = claimed(talk)
    order = []
    while turn is not None:
        order.append(turn.text)
        turn = turns.finish(turn, outcome(f"{turn.text}!"), "one", NOW)
    assert order == ["a", "b", "c"]
    talk.refresh_from_db()
    assert (talk.lease_owner, talk.lease_until, talk.language, talk.context) == ("", None, "fi", {"n": 1})
    snapshot = transcript.read(talk.pk, 0)
    assert snapshot is not None
    assert [entry.text for entry in snapshot.entries] == ["a", "b", "c", "a!", "b!", "c!"]
    assert [entry.seq for entry in snapshot.entries] == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db
def test_a_failed_turn_waits_and_the_ones_behind_it_wait_with_it() -> None:
    talk = talk_with("a", "b")
    turn = claimed(talk)
    soon = NOW + dt.timedelta(seconds=1)
    turns.fail(turn, "no", "one", soon)
    assert turns.claim(talk.pk, "two", NOW) is None
    assert turns.due(NOW) == []
    assert turns.due(soon) == [talk.pk]
    again = claimed(talk, "two", soon)
    assert (again.text, again.attempts, again.turn) == ("a", 1, turn.turn)


@pytest.mark.django_db
def test_a_parked_message_is_told_of_and_does_not_block_the_next() -> None:
    talk = talk_with("a", "b")
    following = turns.park(claimed(talk), "an action failed", SORRY, "one", NOW)
    assert following is not None
    assert following.text == "b"
    parked = Inbound.objects.get(state=Inbound.State.PARKED)
    assert (parked.text, parked.error) == ("a", "an action failed")
    assert [(row.sender, row.text) for row in Outbound.objects.all()] == [("system", "Sorry.")]


@pytest.mark.django_db
def test_a_parked_message_can_fail_again_and_then_be_answered() -> None:
    talk = talk_with("a")
    turns.park(claimed(talk), "no", SORRY, "one", NOW)
    inbox.retry(Inbound.objects.get().turn)
    turns.park(claimed(talk), "no", SORRY, "one", NOW)
    inbox.retry(Inbound.objects.get().turn)
    turns.finish(claimed(talk), outcome("At last."), "one", NOW)
    assert [row.text for row in Outbound.objects.order_by("seq")] == ["Sorry.", "Sorry.", "At last."]


@pytest.mark.django_db
def test_while_a_person_of_the_staff_holds_it_the_assistant_is_not_asked() -> None:
    talk = talk_with("a")
    Conversation.objects.update(held_by=User.objects.create_user("agent"))
    assert turns.claim(talk.pk, "one", NOW) is None
    Conversation.objects.update(held_by=None)
    assert turns.claim(talk.pk, "one", NOW) is None, "what staff have read is not answered by the assistant afterwards"


@pytest.mark.django_db
def test_a_language_chosen_while_the_assistant_thinks_is_kept() -> None:
    talk = talk_with("a")
    turn = claimed(talk)
    Conversation.objects.update(language="ar", language_chosen=True)
    turns.finish(turn, outcome("moi", language="fi"), "one", NOW)
    talk.refresh_from_db()
    assert talk.language == "ar"


@pytest.mark.django_db
def test_urgent_stays_urgent() -> None:
    talk = talk_with("a", "b")
    following = turns.finish(claimed(talk), Outcome((), "en", True, {}), "one", NOW)
    assert following is not None
    turns.finish(following, Outcome((), "en", False, {}), "one", NOW)
    talk.refresh_from_db()
    assert talk.urgent


@pytest.mark.django_db
def test_erasing_leaves_no_row_and_asks_the_assistant_to_forget() -> None:
    talk = talk_with("a", "b")
    turn = claimed(talk)
    turns.finish(turn, Outcome((Message("x", "en", "ltr", (Button("y", "yes", {}),)),), "en", False, {}), "one", NOW)
    turns.release(talk.pk, "one")
    assert erasure.erase(talk.pk, NOW)
    assert not erasure.erase(talk.pk, NOW)
    for model in (Conversation, Inbound, Outbound, Identity, Person):
        assert not model.objects.exists()
    assert [pending.conversation for pending in erasure.due(NOW)] == [talk.public_id]


@pytest.mark.django_db
def test_a_turn_that_runs_while_its_conversation_is_erased_cannot_bring_it_back() -> None:
    talk = talk_with("a")
    turn = claimed(talk)
    erasure.erase(talk.pk, NOW)
    assert erasure.due(NOW) == [], "the assistant would store the running turn after it forgot"
    with pytest.raises(LeaseLost):
        turns.finish(turn, outcome("late"), "one", NOW)
    erasure.turn_ended(turn.public_id, NOW)
    assert len(erasure.due(NOW)) == 1
    assert not Outbound.objects.exists()


@pytest.mark.django_db
def test_an_erasure_that_the_assistant_misses_is_tried_ever_later_and_never_given_up() -> None:
    Erasure.objects.create(conversation="c_1", next_try=NOW)
    now = NOW
    pauses = []
    for _ in range(15):
        (pending,) = erasure.due(now)
        erasure.failed(pending, "away", now)
        following = Erasure.objects.get().next_try
        pauses.append((following - now).total_seconds())
        now = following
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (2.0, 600.0)


@pytest.mark.django_db
def test_a_message_is_left_over_only_once_it_has_waited() -> None:
    talk = talk_with("one")
    patience = dt.timedelta(seconds=4)
    assert turns.due(NOW, waited=patience) == []
    assert turns.due(NOW + patience, waited=patience) == [talk.pk]
