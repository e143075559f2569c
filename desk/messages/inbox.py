"""The inbox: a message is stored here before its channel acknowledges it, once for each id of the channel's."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from desk.cases.hiding import hide
from desk.composed import Given, composed, insert, save
from desk.messages import arrivals
from desk.messages.models import Choice, Conversation, Inbound
from desk.people.identities import address_hash

SESSION_PAUSE = dt.timedelta(minutes=30)
"""After such a pause the assistant begins a new session; its trackers must stay short to stay quick."""
SESSION_TURNS = 40
"""Turns after which the assistant begins a new session."""


@dataclasses.dataclass(frozen=True)
class Asks:
    """An intent with its entities, as a button would carry them."""

    intent: str
    entities: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Incoming:
    """A message as its channel read it.

    ``provider_id`` is the channel's own id of the message, unique on that channel. ``choice`` is the id of an offered
    button, or None; the button's title then stands for ``text``. ``asks`` is what the channel itself read out of the
    message (a command, a file), as an intent and its entities, or None. ``edits`` is the provider's id of the message
    that this one corrects, or empty. ``metadata`` is what the channel knows besides the text, as docs/architecture.md
    lists it. ``origin`` is the address it came from, which is kept as a keyed hash only until the turn is done.
    """

    conversation: int
    channel: str
    provider_id: str
    text: str
    choice: str | None = None
    origin: str = ""
    asks: Asks | None = None
    edits: str = ""
    metadata: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Accepted:
    """A stored message: its number in the conversation, its turn, and whether it was known already."""

    conversation: int
    seq: int
    turn: str
    known: bool


@composed
def _held(conversation: Given) -> Any:
    return Conversation.objects.select_for_update().filter(pk=conversation)


@composed
def _known(channel: Given, provider_id: Given) -> Any:
    return Inbound.objects.filter(channel=channel, provider_id=provider_id)


class ChoiceNotOffered(ValueError):
    """The button's id was not offered in this conversation."""


class ConversationGone(LookupError):
    """The conversation was erased."""


def known(channel: str, provider_id: str) -> Accepted | None:
    """The message of this id if it is stored already."""
    rows = _known(channel, provider_id)
    return Accepted(rows[0].conversation_id, rows[0].seq, rows[0].turn, known=True) if rows else None


def accept(incoming: Incoming, now: dt.datetime | None = None) -> Accepted:
    """Store a message, or find that it is stored. Raises `ChoiceNotOffered`, `ConversationGone`."""
    moment = now or timezone.now()
    try:
        with transaction.atomic():
            # The row is taken first: so numbers come in the order of commits on PostgreSQL, too.
            rows = _held(incoming.conversation)
            if not rows:
                raise ConversationGone
            return _store(rows[0], incoming, moment)
    except IntegrityError:
        # Known already, most likely; finding out this way saves every new message a query.
        duplicate = known(incoming.channel, incoming.provider_id)
        if duplicate is None:
            raise
        return duplicate


def _store(conversation: Conversation, incoming: Incoming, now: dt.datetime) -> Accepted:
    choice = _offered(conversation, incoming.choice) if incoming.choice is not None else None
    asks = Asks(choice.intent, choice.entities) if choice else incoming.asks
    _count_session(conversation, now)
    hidden = hide(choice.title if choice else incoming.text)
    row = Inbound(
        conversation=conversation,
        channel=incoming.channel,
        provider_id=incoming.provider_id,
        seq=conversation.next_seq(),
        session=conversation.session,
        text=hidden.text,
        sealed_codes=list(hidden.codes),
        origin=address_hash("origin", incoming.origin) if incoming.origin else "",
        edits=incoming.edits,
        metadata=dict(incoming.metadata),
        choice={"intent": asks.intent, "entities": dict(asks.entities)} if asks else None,
        stored_at=now,
    )
    insert([row])
    conversation.revision += 1
    save(conversation, ("last_seq", "revision", "session", "session_turns", "last_activity"))
    return Accepted(conversation.pk, row.seq, row.turn, known=False)


@composed
def _choice(choice: Given, conversation: Given) -> Any:
    return Choice.objects.filter(public_id=choice, outbound__conversation=conversation)


def _offered(conversation: Conversation, choice: str) -> Choice:
    rows: list[Choice] = _choice(choice, conversation.pk)
    if not rows:
        raise ChoiceNotOffered
    return rows[0]


def _count_session(conversation: Conversation, now: dt.datetime) -> None:
    """Fix the session of a new message now, so that the same turn asked again later asks the same session."""
    paused = conversation.last_activity is not None and now - conversation.last_activity > SESSION_PAUSE
    if paused or conversation.session_turns >= SESSION_TURNS:
        conversation.session += 1
        conversation.session_turns = 0
    conversation.session_turns += 1
    conversation.last_activity = now


def queue(now: dt.datetime | None = None) -> tuple[int, float]:
    """How many messages wait for their turn, and for how many seconds the oldest has."""
    waiting = Inbound.objects.filter(state=Inbound.State.STORED, conversation__held_by=None)
    oldest = waiting.order_by("id").values_list("stored_at", flat=True).first()
    if oldest is None:
        return 0, 0.0
    return waiting.count(), max(0.0, ((now or timezone.now()) - oldest).total_seconds())


def parked() -> list[Mapping[str, Any]]:
    """The messages that were given up, oldest first, without their texts; those at last that could not be read."""
    rows = Inbound.objects.filter(state=Inbound.State.PARKED).select_related("conversation").order_by("id")
    of_turns = [
        {
            "id": row.turn,
            "conversation": row.conversation.public_id,
            "channel": row.channel,
            "stored_at": row.stored_at.isoformat(timespec="seconds"),
            "attempts": row.attempts,
            "error": row.error,
        }
        for row in rows
    ]
    return [*of_turns, *arrivals.parked()]


def retry(turn: str) -> bool:
    """Put a parked message back; False where no parked message has that id."""
    if "/" in turn:
        return arrivals.retry(turn)
    with transaction.atomic():
        changed = Inbound.objects.filter(turn=turn, state=Inbound.State.PARKED).update(
            state=Inbound.State.STORED, attempts=0, drops=0, error="", done_at=None
        )
    return bool(changed)


def drop(turn: str) -> bool:
    """Give a parked message up for good: it stays in the transcript, and nobody tries it again."""
    if "/" in turn:
        return arrivals.drop(turn)
    changed = Inbound.objects.filter(turn=turn, state=Inbound.State.PARKED).update(
        state=Inbound.State.DONE, done_at=timezone.now()
    )
    return bool(changed)
