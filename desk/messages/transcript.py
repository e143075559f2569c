"""Reading a conversation: everything said in it, both directions, in the order of its one sequence."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Prefetch

from desk.cases.hiding import revealed
from desk.messages.models import Choice, Conversation, Inbound, Outbound

Speaker = Literal["person", "assistant", "staff", "system"]
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The writing direction of a language."""
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


_OUTBOUND_FIELDS = (
    *("seq", "sender", "created_at", "text", "language", "direction", "card", "case"),
    "inbound__provider_id",
)


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
    stored = Inbound.objects.filter(conversation=OuterRef("pk"), state=Inbound.State.STORED)
    row = (
        Conversation.objects.filter(pk=conversation)
        .values_list("revision", "language", "held_by", "last_seq", Exists(stored))
        .first()
    )
    if row is None:
        return None
    revision, language, held_by, last_seq, waiting = row
    # No further than the row said first: what is stored between the queries below would otherwise come half.
    new = {"conversation": conversation, "seq__gt": after, "seq__lte": last_seq}
    entries = [*_said_by_person(new, language), *_said_to_person(new)] if last_seq > after else []
    entries.sort(key=lambda entry: entry.seq)
    return Snapshot(revision, language, waiting and held_by is None, tuple(entries))


def revisions(conversations: Collection[int]) -> dict[int, int]:
    """The present revision of each conversation that still exists."""
    return dict(Conversation.objects.filter(pk__in=conversations).values_list("pk", "revision"))


def _said_by_person(new: dict[str, int], language: str) -> list[Entry]:
    return [
        Entry(
            seq=row.seq,
            id=row.client_id,
            speaker="person",
            at=row.stored_at,
            text=row.text,
            language=language,
            direction=direction(language) if language else "auto",
            reply_to=None,
            buttons=(),
            card=None,
        )
        for row in Inbound.objects.filter(**new).only("seq", "provider_id", "stored_at", "text")
    ]


def _said_to_person(new: dict[str, int]) -> list[Entry]:
    choices = Prefetch("choices", queryset=Choice.objects.only("public_id", "title", "outbound_id"))
    rows = Outbound.objects.filter(**new).select_related("inbound")
    return [_entry_of(row) for row in rows.only(*_OUTBOUND_FIELDS).prefetch_related(choices)]


def _entry_of(row: Outbound) -> Entry:
    return Entry(
        seq=row.seq,
        id=f"m{row.pk}",
        speaker=row.sender,  # type: ignore[arg-type]
        at=row.created_at,
        text=row.text if row.case is None else revealed(row.text, row.case),
        language=row.language,
        direction=row.direction,
        reply_to=row.inbound.client_id if row.inbound else None,
        buttons=tuple((choice.public_id, choice.title) for choice in row.choices.all()),
        card=row.card,
    )
