"""The events of the web chat, as a stream (HTML standard, server-sent events) and as a list."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from channels.assistant import AssistantState
from channels.system_texts import say
from channels.web.hub import Hub, TooManyReaders
from desk.messages import transcript
from desk.messages.transcript import Entry, Snapshot
from desk.threads import in_thread

KEEP_ALIVE_SECONDS = 15.0
RETRY_MILLISECONDS = 1000


@dataclasses.dataclass(frozen=True)
class Event:
    """One event; ``id`` is the sequence number of a message, None of what is not kept."""

    name: str
    data: dict[str, Any]
    id: int | None = None

    def as_stream(self) -> str:
        number = f"id: {self.id}\n" if self.id is not None else ""
        return f"{number}event: {self.name}\ndata: {json.dumps(self.data, ensure_ascii=False)}\n\n"

    def as_json(self) -> dict[str, Any]:
        return {"event": self.name, "id": self.id, "data": self.data}


def message_event(entry: Entry) -> Event:
    """A message, as docs/architecture.md describes it."""
    data = {
        "seq": entry.seq,
        "id": entry.id,
        "from": entry.speaker,
        "at": entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "text": entry.text,
        "language": entry.language,
        "dir": entry.direction,
        "reply_to": entry.reply_to,
        "buttons": [{"id": choice, "title": title} for choice, title in entry.buttons],
        "card": entry.card,
    }
    return Event("message", data, entry.seq)


def forgotten_event(language: str) -> Event:
    """The conversation is no more."""
    return Event("notice", {"code": "forgotten", "message": say("channel-forgotten", language)})


class Teller:
    """Turns snapshots into events and remembers what was told, so that a state is told when it changes."""

    def __init__(self, after: int) -> None:
        self.after = after
        self._language: str | None = None
        self._typing: bool | None = None
        self._assistant: str | None = None

    @property
    def language(self) -> str:
        return self._language or "en"

    def tell(self, snapshot: Snapshot, assistant: AssistantState) -> Iterator[Event]:
        """The events since the last call."""
        if snapshot.language and snapshot.language != self._language:
            self._language = snapshot.language
            yield Event("language", {"code": snapshot.language, "dir": transcript.direction(snapshot.language)})
        for entry in snapshot.entries:
            self.after = entry.seq
            yield message_event(entry)
        told = "ready" if assistant is AssistantState.READY else "away"
        if told != self._assistant:
            self._assistant = told
            yield Event("state", {"assistant": told})
        typing = snapshot.answering and assistant is AssistantState.READY
        if typing != self._typing:
            self._typing = typing
            yield Event("typing", {"on": typing})


async def stream(hub: Hub, conversation: int, after: int) -> AsyncIterator[str]:
    """Server-sent events of a conversation from number ``after`` on, until the reader leaves or the process ends."""
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    teller = Teller(after)
    with contextlib.suppress(TooManyReaders), hub.reader(conversation) as reader:
        while not hub.closing:
            snapshot = await in_thread(transcript.read, conversation, teller.after)
            if snapshot is None:
                yield forgotten_event(teller.language).as_stream()
                return
            reader.revision = snapshot.revision
            events = "".join(event.as_stream() for event in teller.tell(snapshot, hub.assistant))
            if events:
                yield events
            hub.shown(conversation, teller.after)
            while not hub.closing and not await reader.wait(KEEP_ALIVE_SECONDS):
                yield ": still here\n\n"


async def listed(hub: Hub, conversation: int, after: int) -> list[dict[str, Any]] | None:
    """The same events as a list, for a client that streams do not reach; None where the conversation is gone."""
    snapshot = await in_thread(transcript.read, conversation, after)
    if snapshot is None:
        return None
    teller = Teller(after)
    events = [event.as_json() for event in teller.tell(snapshot, hub.assistant)]
    hub.shown(conversation, teller.after)
    return events
