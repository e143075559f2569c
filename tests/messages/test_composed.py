"""Queries composed once give what Django's own give, whatever values they are asked with."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from desk.composed import Changed, Given, GivenSet, composed, insert, save
from desk.messages.models import Conversation, Inbound, Outbound
from desk.people import identities

pytestmark = pytest.mark.django_db
NOW = timezone.now()
made: list[dict[str, Any]] = []


@composed
def _numbered(conversation: Given, numbers: GivenSet, *, limit: int) -> Any:
    made.append({"limit": limit})
    rows = Inbound.objects.filter(conversation=conversation, seq__in=numbers)
    return rows.select_related("conversation").order_by("seq")[:limit]


@composed
def _but(numbers: GivenSet) -> Any:
    return Inbound.objects.exclude(seq__in=numbers).order_by("seq").values_list("seq", "metadata", "stored_at")


@composed
def _told(message: Given, metadata: Given, state: Given, at: Given) -> Changed:
    rows = Inbound.objects.filter(pk=message)
    return Changed(rows, metadata=metadata, state=state, done_at=at, attempts=F("attempts") + 1, error="told")


@pytest.fixture
def conversation() -> Conversation:
    identity = identities.find_or_create("web", "token", keep_address=False)
    return Conversation.objects.create(channel="web", person=identity.person, identity=identity, context={"a": [1]})


def _message(conversation: Conversation, seq: int) -> Inbound:
    return Inbound(
        conversation=conversation,
        channel="web",
        provider_id=f"p{seq}",
        seq=seq,
        session=1,
        text=f"text % {seq} äö مرحبا",
        choice={"intent": "greet"} if seq % 2 else None,
        sealed_codes=["x"],
        stored_at=NOW + dt.timedelta(seconds=seq),
    )


@pytest.fixture
def messages(conversation: Conversation) -> list[Inbound]:
    rows = [_message(conversation, seq) for seq in range(1, 8)]
    insert(rows)
    return rows


def test_new_rows_get_their_keys_and_are_what_was_said(messages: list[Inbound]) -> None:
    stored = {row.pk: row for row in Inbound.objects.all()}
    assert len(stored) == len(messages)
    for row in messages:
        same = stored[row.pk]
        for field in Inbound._meta.concrete_fields:
            assert getattr(same, field.attname) == getattr(row, field.attname), field.name
        assert same == row


def test_a_row_twice_is_refused_and_leaves_nothing(conversation: Conversation, messages: list[Inbound]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([_message(conversation, 20), _message(conversation, 3)])
    assert Inbound.objects.count() == len(messages)
    insert([])


@pytest.mark.parametrize("numbers", [{2}, {1, 7}, {3, 4, 5}, {1, 2, 3, 4, 5, 6, 7, 99}, set()])
def test_rows_are_those_of_django(conversation: Conversation, messages: list[Inbound], numbers: set[int]) -> None:
    found = _numbered(conversation.pk, numbers, limit=4)
    assert found == list(Inbound.objects.filter(conversation=conversation, seq__in=numbers).order_by("seq")[:4])
    assert all(row.conversation.context == {"a": [1]} and row.stored_at.tzinfo for row in found)
    left = Inbound.objects.exclude(seq__in=numbers).order_by("seq")
    assert _but(frozenset(numbers)) == list(left.values_list("seq", "metadata", "stored_at"))


def test_a_query_is_composed_once_for_each_shape(conversation: Conversation, messages: list[Inbound]) -> None:
    for number in (1, 2, 3):
        assert [row.seq for row in _numbered(conversation.pk, {number}, limit=9)] == [number]
    assert _numbered(conversation.pk + 1, {1}, limit=9) == []
    assert made.count({"limit": 9}) == 1
    # Three numbers are asked for as four, so that they are of one shape.
    assert len(_numbered(conversation.pk, {1, 2, 3}, limit=9)) == 3
    assert len(_numbered(conversation.pk, {1, 2, 3, 4}, limit=9)) == 4
    assert made.count({"limit": 9}) == 2


def test_rows_are_changed_with_each_call_s_values(messages: list[Inbound]) -> None:
    at = NOW + dt.timedelta(hours=1)
    assert _told(messages[0].pk, {"ä": [1, None]}, Inbound.State.PARKED, at) == 1
    assert _told(messages[1].pk, {}, Inbound.State.DONE, None) == 1
    assert _told(0, {}, Inbound.State.DONE, None) == 0
    first, second, third = Inbound.objects.order_by("seq")[:3]
    assert (first.metadata, first.state, first.done_at, first.attempts) == ({"ä": [1, None]}, "parked", at, 1)
    assert (second.metadata, second.state, second.done_at, second.error) == ({}, "done", None, "told")
    assert (third.state, third.attempts) == ("stored", 0)


def test_a_row_is_saved_in_the_fields_that_are_named(conversation: Conversation) -> None:
    conversation.context, conversation.last_activity, conversation.language = {"ä": 1}, NOW, "sv"
    save(conversation, ("context", "last_activity"))
    stored = Conversation.objects.get()
    assert (stored.context, stored.last_activity, stored.language) == ({"ä": 1}, NOW, "")
    Conversation.objects.all().delete()
    with pytest.raises(DatabaseError, match="gone"):
        save(conversation, ("language",))


def test_several_models_may_be_stored(conversation: Conversation, messages: list[Inbound]) -> None:
    row = Outbound(
        conversation=conversation,
        inbound=messages[0],
        turn="t",
        ordinal=0,
        seq=9,
        text="x",
        language="en",
        created_at=NOW,
    )
    insert([row])
    assert Outbound.objects.get().inbound == messages[0]
