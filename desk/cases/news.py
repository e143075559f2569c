"""News for the citizen: written with each public move, delivered by whoever sends messages.

A piece of news is a message's id and its arguments; who delivers it renders it in the reader's language
(locale/<language>/*.ftl). An anonymous case keeps no sender, so its news wait behind its code.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from desk.cases.kinds import State
from desk.cases.models import Case, Contact, Delivery, Follower, News
from desk.cases.states import UNTOLD
from desk.composed import Changed, Given, composed, insert
from desk.disk import not_waiting_for_disk

STATE_MESSAGES: Mapping[State, str] = {state: f"case-state-{state.value.replace('_', '-')}" for state in State}
"""What a state is called in plain words."""
MOVE_MESSAGES: Mapping[State, str] = {
    state: f"case-news-{state.value.replace('_', '-')}" for state in State if state not in UNTOLD
}
"""What a citizen is told when a case reaches a state."""
EXTENDED, RELEASED, SURVEY, LATER_SURVEY = (
    "case-news-extended",
    "case-news-released",
    "case-survey-closing",
    "case-survey-later",
)


@dataclasses.dataclass(frozen=True)
class ToDeliver:
    """News for one person. ``conversation`` is the row's number, or None: then on any channel of the person."""

    delivery: int
    case: int
    person: int
    conversation: int | None
    language: str
    message: str
    arguments: Mapping[str, Any]


def tell(case: Case, message: str, arguments: Mapping[str, Any], now: dt.datetime, *, followers: bool = True) -> News:
    """Write news of a case and note whom to tell, in the caller's transaction."""
    row = News(
        case=case,
        ordinal=len(_told(case.pk)) + 1,
        message=message,
        arguments={"code": case.code_mask, "kind": case.kind, **arguments},
        at=now,
    )
    insert([row])
    deliveries = {
        follower.person_id: Delivery(
            news=row,
            person_id=follower.person_id,
            conversation_id=follower.conversation_id,
            language=follower.language,
            due_at=now,
        )
        for follower in (_followers(case.pk) if followers else ())
    }
    for contact in _contact(case.pk):
        deliveries[contact.person_id] = Delivery(
            news=row,
            person_id=contact.person_id,
            conversation_id=contact.conversation_id,
            language=case.language,
            due_at=now,
        )
    insert(list(deliveries.values()))
    return row


@composed
def _told(case: Given) -> Any:
    return News.objects.filter(case=case).order_by().values_list("pk")


@composed
def _followers(case: Given) -> Any:
    return Follower.objects.filter(case=case)


@composed
def _contact(case: Given) -> Any:
    return Contact.objects.filter(case=case).exclude(person=None)


@composed
def _untold(case: Given, message: Given, now: Given) -> Changed:
    return Changed(Delivery.objects.filter(news__case=case, news__message=message, delivered_at=None), delivered_at=now)


def pending(now: dt.datetime, limit: int = 100) -> list[ToDeliver]:
    """News that someone is still to be told, oldest first."""
    rows = (
        Delivery.objects.filter(delivered_at=None, due_at__lte=now)
        .select_related("news")
        .order_by("due_at", "id")[:limit]
    )
    return [
        ToDeliver(
            delivery=row.pk,
            case=row.news.case_id,
            person=row.person_id,
            conversation=row.conversation_id,
            language=row.language,
            message=row.news.message,
            arguments=row.news.arguments,
        )
        for row in rows
    ]


def told_at_filing(case: int, now: dt.datetime) -> None:
    """The answer that gave the code told that the case has arrived: no news of it any more."""
    # The answer itself is stored after it, and waits for the disk.
    with not_waiting_for_disk(), transaction.atomic():
        _untold(case, MOVE_MESSAGES[State.RECEIVED], now)


def delivered(delivery: int, now: dt.datetime) -> bool:
    """Mark news as told, in the transaction that puts the message into the outbox; False where it was told before."""
    return bool(Delivery.objects.filter(pk=delivery, delivered_at=None).update(delivered_at=now))


def dropped(delivery: int) -> bool:
    """This person is not told, now or later; False where they were told already."""
    return bool(Delivery.objects.filter(pk=delivery, delivered_at=None).delete()[0])


def later(delivery: int, due: dt.datetime) -> None:
    """Try again at ``due``: the channel could not be reached, or it is night."""
    Delivery.objects.filter(pk=delivery, delivered_at=None).update(due_at=due)
