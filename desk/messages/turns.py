"""One turn at a time for each conversation: who may run it, what comes next, and what it left behind.

A process claims a conversation by a conditional update with a lease that it renews; when it dies, the lease runs out
and another takes over. Everything that a turn changes is committed at once, and only by the owner of the lease.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from desk.composed import Changed, Given, composed, insert, save
from desk.messages.models import Choice, Conversation, Inbound, Outbound

LEASE = dt.timedelta(seconds=10)
"""How long a claim holds without being renewed; a dead process's conversations wait that long."""

SENT_CHANNELS = frozenset({"telegram", "sms"})
"""Channels whose messages we send; those of the web chat are read by the person's page."""
USEFUL_FOR = dt.timedelta(hours=24)
"""How long an answer is of use to whoever asked."""
_CHANGED_BY_TURNS = (
    "language",
    "language_chosen",
    "context",
    "urgent",
    "next_try",
    "revision",
    "last_seq",
    "lease_owner",
    "lease_until",
)
_LOOKED_AT = 500
"""Of so many waiting messages at most the conversations are looked up at once."""


@composed
def _due(now: Given, stored_by: Given, *, limit: int) -> Any:
    free = Q(conversation__lease_until=None) | Q(conversation__lease_until__lt=now)
    ripe = Q(conversation__next_try=None) | Q(conversation__next_try__lte=now)
    rows = Inbound.objects.filter(free, ripe, state=Inbound.State.STORED, stored_at__lte=stored_by).order_by("id")
    return rows.values_list("conversation_id")[:limit]


@composed
def _free(conversation: Given, owner: Given, now: Given) -> Any:
    free = Q(lease_until=None) | Q(lease_until__lt=now) | Q(lease_owner=owner)
    ripe = Q(next_try=None) | Q(next_try__lte=now)
    return Conversation.objects.select_for_update().filter(free, ripe, pk=conversation)


@composed
def _owned(conversation: Given, owner: Given) -> Any:
    return Conversation.objects.select_for_update().filter(pk=conversation, lease_owner=owner)


@composed
def _waiting(conversation: Given) -> Any:
    return Inbound.objects.filter(conversation=conversation, state=Inbound.State.STORED).order_by("seq")[:1]


@composed
def _marked(inbound: Given, state: Given, now: Given) -> Changed:
    stored = Inbound.objects.filter(pk=inbound, state=Inbound.State.STORED)
    return Changed(stored, state=state, done_at=now, origin="")


@composed
def _released(conversation: Given, owner: Given, next_try: Given) -> Changed:
    held = Conversation.objects.filter(pk=conversation, lease_owner=owner)
    return Changed(held, lease_owner="", lease_until=None, next_try=next_try)


@composed
def _unanswered(turn: Given) -> Any:
    return Inbound.objects.filter(turn=turn, state=Inbound.State.STORED).values_list("pk")


@dataclasses.dataclass(frozen=True)
class Turn:
    """A stored message whose turn has come, with what the assistant is told about its conversation."""

    conversation: int
    public_id: str
    inbound: int
    turn: str
    session: int
    channel: str
    text: str
    choice: Mapping[str, Any] | None
    metadata: Mapping[str, Any]
    codes: tuple[str, ...]
    origin: str
    language: str
    language_hint: str
    context: Mapping[str, Any]
    attempts: int
    drops: int


@dataclasses.dataclass(frozen=True)
class Button:
    title: str
    intent: str
    entities: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Message:
    """A message to be said. ``direction`` is ltr or rtl; ``card`` is as in docs/architecture.md.

    ``case`` is the number of the case whose code is to be shown where the text has its mask.
    """

    text: str
    language: str
    direction: str
    buttons: tuple[Button, ...] = ()
    card: Mapping[str, Any] | None = None
    case: int | None = None


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a turn leaves in the conversation."""

    messages: tuple[Message, ...]
    language: str
    urgent: bool
    context: Mapping[str, Any]
    language_asked_for: bool = False


class LeaseLost(RuntimeError):
    """Another process has taken the conversation over, or it was erased: this turn's result must not be stored."""


def waits(turn: str) -> bool:
    """Whether the turn of this id is still to be run, or running."""
    return bool(_unanswered(turn))


def due(now: dt.datetime, limit: int = 50, waited: dt.timedelta = dt.timedelta()) -> list[int]:
    """Conversations with messages waiting, at least so long, that nobody runs, the longest waiting first."""
    found: dict[int, None] = dict.fromkeys(key for (key,) in _due(now, now - waited, limit=_LOOKED_AT))
    return list(found)[:limit]


def claim(conversation: int, owner: str, now: dt.datetime) -> Turn | None:
    """Take the conversation for ``owner`` and return its next turn; None if it is taken, not due, or idle."""
    with transaction.atomic(savepoint=False):
        rows = _free(conversation, owner, now)
        if not rows:
            return None
        rows[0].lease_owner, rows[0].lease_until = owner, now + LEASE
        return _advance(rows[0], now)


def renew(conversations: Collection[int], owner: str, now: dt.datetime) -> None:
    """Prolong the leases that ``owner`` holds."""
    Conversation.objects.filter(pk__in=conversations, lease_owner=owner).update(lease_until=now + LEASE)


def release(conversation: int, owner: str, next_try: dt.datetime | None = None) -> None:
    """Give the conversation back, not to be tried before ``next_try``."""
    _released(conversation, owner, next_try)


def finish(turn: Turn, outcome: Outcome, owner: str, now: dt.datetime) -> Turn | None:
    """Store everything that the turn said and changed, in one transaction; returns the conversation's next turn.

    Raises `LeaseLost`.
    """
    with transaction.atomic():
        conversation = _held(turn, owner)
        _mark(turn, Inbound.State.DONE, now)
        say(conversation, turn.turn, outcome.messages, now, inbound=turn.inbound)
        # A language chosen by hand while the assistant was thinking is newer than its answer's.
        if conversation.language == turn.language:
            conversation.language = outcome.language
            conversation.language_chosen = conversation.language_chosen or outcome.language_asked_for
        conversation.context = dict(outcome.context)
        conversation.urgent = conversation.urgent or outcome.urgent
        conversation.next_try = None
        conversation.revision += 1
        return _advance(conversation, now)


def fail(turn: Turn, error: str, owner: str, next_try: dt.datetime, *, dropped: bool = False) -> None:
    """Note that the turn failed and give the conversation back until ``next_try``. Raises `LeaseLost`."""
    counter = "drops" if dropped else "attempts"
    with transaction.atomic():
        _held(turn, owner)
        Inbound.objects.filter(pk=turn.inbound).update(**{counter: F(counter) + 1}, error=error[:2000])
        release(turn.conversation, owner, next_try)


def park(turn: Turn, error: str, apology: Message, owner: str, now: dt.datetime) -> Turn | None:
    """Give the message up, tell the person, and return the next turn, which is not blocked. Raises `LeaseLost`."""
    with transaction.atomic():
        conversation = _held(turn, owner)
        _mark(turn, Inbound.State.PARKED, now)
        Inbound.objects.filter(pk=turn.inbound).update(attempts=F("attempts") + 1, error=error[:2000])
        # An id of its own, so that the answer can still be stored under the turn's when staff try it again.
        parked_before = Outbound.objects.filter(inbound=turn.inbound).count()
        say(
            conversation,
            f"{turn.turn}.parked{parked_before}",
            (apology,),
            now,
            inbound=turn.inbound,
            sender=Outbound.Sender.SYSTEM,
        )
        conversation.revision += 1
        conversation.next_try = None
        return _advance(conversation, now)


def say(
    conversation: Conversation,
    turn: str,
    messages: Sequence[Message],
    now: dt.datetime,
    *,
    inbound: int | None = None,
    sender: Outbound.Sender = Outbound.Sender.ASSISTANT,
    useful_for: dt.timedelta = USEFUL_FOR,
) -> None:
    """Put messages into the outbox, in the caller's transaction, who then saves the conversation's ``last_seq``.

    A message that could not be sent within ``useful_for`` is not sent any more.
    """
    channel = conversation.channel if conversation.channel in SENT_CHANNELS else ""
    rows = [
        Outbound(
            conversation=conversation,
            inbound_id=inbound,
            turn=turn,
            ordinal=ordinal,
            seq=conversation.next_seq(),
            sender=sender,
            text=message.text,
            language=message.language,
            direction=message.direction,
            card=dict(message.card) if message.card else None,
            case=message.case,
            channel=channel,
            expires_at=now + useful_for if channel else None,
            created_at=now,
        )
        for ordinal, message in enumerate(messages)
    ]
    insert(rows)
    choices = [
        Choice(outbound=row, ordinal=number, title=button.title, intent=button.intent, entities=dict(button.entities))
        for row, message in zip(rows, messages, strict=True)
        for number, button in enumerate(message.buttons)
    ]
    insert(choices)


def tell(
    conversation: int,
    key: str,
    messages: Sequence[Message],
    now: dt.datetime,
    *,
    sender: Outbound.Sender = Outbound.Sender.SYSTEM,
    useful_for: dt.timedelta = USEFUL_FOR,
) -> bool:
    """Say something that answers no turn; False where it was said under this ``key`` before, or nobody is there."""
    try:
        with transaction.atomic():
            row = Conversation.objects.select_for_update().filter(pk=conversation).first()
            if row is None:
                return False
            say(row, key, messages, now, sender=sender, useful_for=useful_for)
            row.revision += 1
            row.save(update_fields=["last_seq", "revision"])
    except IntegrityError:
        return False
    return True


def _held(turn: Turn, owner: str) -> Conversation:
    rows: list[Conversation] = _owned(turn.conversation, owner)
    if not rows:
        raise LeaseLost
    return rows[0]


def _mark(turn: Turn, state: Inbound.State, now: dt.datetime) -> None:
    if not _marked(turn.inbound, state, now):
        raise LeaseLost


def _advance(conversation: Conversation, now: dt.datetime) -> Turn | None:
    """Save a conversation that the caller holds, with its next waiting turn found or the lease given back.

    While a person of the staff holds the conversation, messages are for that person: they are marked done.
    """
    rows: list[Inbound] = []
    if conversation.held_by_id is None:
        rows = _waiting(conversation.pk)
    elif conversation.inbox.filter(state=Inbound.State.STORED).update(state=Inbound.State.DONE, done_at=now):
        conversation.revision += 1
    if not rows:
        conversation.lease_owner, conversation.lease_until = "", None
    save(conversation, _CHANGED_BY_TURNS)
    return _turn_of(conversation, rows[0]) if rows else None


def _turn_of(conversation: Conversation, row: Inbound) -> Turn:
    return Turn(
        conversation=conversation.pk,
        public_id=conversation.public_id,
        inbound=row.pk,
        turn=row.turn,
        session=row.session,
        channel=row.channel,
        text=row.text,
        choice=row.choice,
        metadata=row.metadata,
        codes=tuple(row.sealed_codes),
        origin=row.origin,
        language=conversation.language,
        language_hint=conversation.language_hint,
        context=conversation.context,
        attempts=row.attempts,
        drops=row.drops,
    )
