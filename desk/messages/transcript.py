"""Reading a conversation: everything said in it, both directions, in the order of its one sequence."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Literal

from django.db.models import Prefetch

from desk.messages.models import Choice, Conversation, Inbound, Outbound

Speaker = Literal["person", "assistant", "staff", "system"]
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The writing direction of a language."""
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclasses.dataclass(frozen=True)
class Entry:
    """One thing said. ``id`` and ``reply_to`` are the client's own ids of messages where a person wrote them."""

    seq: int
    id: str
    speaker: Speaker
    at: dt.datetime
    text: str
    language: str
    direction: str
    reply_to: str | None
    buttons: tuple[tuple[str, str], ...]
    card: Mapping[str, Any] | None


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """What a reader who has seen everything up to a number has not seen yet. ``answering``: an answer is being made."""

    revision: int
    language: str
    answering: bool
    entries: tuple[Entry, ...]


def read(conversation: int, after: int) -> Snapshot | None:
    """What came after number ``after``; None where the conversation was erased."""
    row = Conversation.objects.filter(pk=conversation).first()
    if row is None:
        return None
    # No further than the row said first: what is stored between the queries below would otherwise come half.
    waiting = row.held_by_id is None and row.inbox.filter(state=Inbound.State.STORED).exists()
    entries = [*_said_by_person(row, after), *_said_to_person(row, after)] if row.last_seq > after else []
    return Snapshot(row.revision, row.language, waiting, tuple(sorted(entries, key=lambda entry: entry.seq)))


def revisions(conversations: Collection[int]) -> dict[int, int]:
    """The present revision of each conversation that still exists."""
    return dict(Conversation.objects.filter(pk__in=conversations).values_list("pk", "revision"))


def _said_by_person(conversation: Conversation, after: int) -> list[Entry]:
    return [
        Entry(
            seq=row.seq,
            id=row.client_id,
            speaker="person",
            at=row.stored_at,
            text=row.text,
            language=conversation.language,
            direction=direction(conversation.language) if conversation.language else "auto",
            reply_to=None,
            buttons=(),
            card=None,
        )
        for row in conversation.inbox.filter(seq__gt=after, seq__lte=conversation.last_seq)
    ]


def _said_to_person(conversation: Conversation, after: int) -> list[Entry]:
    choices = Prefetch("choices", queryset=Choice.objects.order_by("ordinal"))
    rows = conversation.outbox.filter(seq__gt=after, seq__lte=conversation.last_seq)
    return [_entry_of(row) for row in rows.select_related("inbound").prefetch_related(choices)]


def _entry_of(row: Outbound) -> Entry:
    return Entry(
        seq=row.seq,
        id=f"m{row.pk}",
        speaker=row.sender,  # type: ignore[arg-type]
        at=row.created_at,
        text=row.text,
        language=row.language,
        direction=row.direction,
        reply_to=row.inbound.client_id if row.inbound else None,
        buttons=tuple((choice.public_id, choice.title) for choice in row.choices.all()),
        card=row.card,
    )
