"""Reading a conversation: everything said in it, both directions, in the order of its one sequence."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from django.db import connection

from desk.cases.hiding import revealed
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


# Read with every event of every open page: written out, since composing them takes Django longer than running them.
_CONVERSATION = f"""
    SELECT c.revision, c.language, c.held_by_id, c.last_seq,
           EXISTS (SELECT 1 FROM {Inbound._meta.db_table} i WHERE i.conversation_id = c.id AND i.state = 'stored')
    FROM {Conversation._meta.db_table} c WHERE c.id = %s"""
_BY_PERSON = f"""
    SELECT seq, provider_id, stored_at, text
    FROM {Inbound._meta.db_table} WHERE conversation_id = %s AND seq > %s AND seq <= %s"""
_TO_PERSON = f"""
    SELECT o.id, o.seq, o.sender, o.created_at, o.text, o.language, o.direction, o.card, o."case", i.provider_id
    FROM {Outbound._meta.db_table} o LEFT JOIN {Inbound._meta.db_table} i ON i.id = o.inbound_id
    WHERE o.conversation_id = %s AND o.seq > %s AND o.seq <= %s"""
_CHOICES = f"""
    SELECT c.outbound_id, c.public_id, c.title
    FROM {Choice._meta.db_table} c JOIN {Outbound._meta.db_table} o ON o.id = c.outbound_id
    WHERE o.conversation_id = %s AND o.seq > %s AND o.seq <= %s ORDER BY c.outbound_id, c.ordinal"""


def read(conversation: int, after: int) -> Snapshot | None:
    """What came after number ``after``; None where the conversation was erased."""
    with connection.cursor() as cursor:
        cursor.execute(_CONVERSATION, [conversation])
        row = cursor.fetchone()
        if row is None:
            return None
        revision, language, held_by, last_seq, waiting = row
        entries: list[Entry] = []
        if last_seq > after:
            # No further than the row said first: what is stored between the queries would otherwise come half.
            new = [conversation, after, last_seq]
            entries = [*_said_by_person(cursor, new, language), *_said_to_person(cursor, new)]
            entries.sort(key=lambda entry: entry.seq)
    return Snapshot(revision, language, bool(waiting) and held_by is None, tuple(entries))


def revisions(conversations: Collection[int]) -> dict[int, int]:
    """The present revision of each conversation that still exists."""
    return dict(Conversation.objects.filter(pk__in=conversations).values_list("pk", "revision"))


def _said_by_person(cursor: Any, new: Sequence[int], language: str) -> list[Entry]:
    cursor.execute(_BY_PERSON, new)
    return [
        Entry(
            seq=seq,
            id=_client_id(provider_id),
            speaker="person",
            at=_moment(stored_at),
            text=text,
            language=language,
            direction=direction(language) if language else "auto",
            reply_to=None,
            buttons=(),
            card=None,
        )
        for seq, provider_id, stored_at, text in cursor.fetchall()
    ]


def _said_to_person(cursor: Any, new: Sequence[int]) -> list[Entry]:
    cursor.execute(_TO_PERSON, new)
    rows = cursor.fetchall()
    buttons: dict[int, list[tuple[str, str]]] = {}
    if rows:
        cursor.execute(_CHOICES, new)
        for outbound, public_id, title in cursor.fetchall():
            buttons.setdefault(outbound, []).append((public_id, title))
    return [_entry_of(row, tuple(buttons.get(row[0], ()))) for row in rows]


def _entry_of(row: Sequence[Any], buttons: tuple[tuple[str, str], ...]) -> Entry:
    key, seq, sender, created_at, text, language, written, card, case, provider_id = row
    return Entry(
        seq=seq,
        id=f"m{key}",
        speaker=sender,
        at=_moment(created_at),
        text=text if case is None else revealed(text, case),
        language=language,
        direction=written,
        reply_to=_client_id(provider_id) if provider_id else None,
        buttons=buttons,
        card=json.loads(card) if isinstance(card, str) else card,
    )


def _client_id(provider_id: str) -> str:
    """The id that the person's own client gave a message; the channel prefixed it to keep clients apart."""
    return provider_id.rpartition("/")[2]


def _moment(value: dt.datetime | str) -> dt.datetime:
    """A stored moment; SQLite gives text in UTC where Django's fields do not read it."""
    moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.timezone.utc)
