"""Who is reading which conversation, in this process, and waking them when something is new.

A change in this process wakes its readers at once. Changes that other processes make are found by one query for all
conversations that are read here, every two seconds: no reader holds a thread or a database connection.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterator

import structlog
from django.db import DatabaseError

from channels.assistant import AssistantState
from channels.waiting import woken
from desk.messages import outbox, transcript
from desk.threads import in_thread, noted

log = structlog.get_logger(__name__)

POLL_SECONDS = 2.0
MOST_READERS = 20
"""Streams of one conversation: a person's tabs and devices, not a crowd's."""


class TooManyReaders(RuntimeError):
    """The conversation is read in more places than a person has."""


class Reader:
    """One open stream. ``revision`` is what it has read; ``wait`` returns when there may be more."""

    def __init__(self, conversation: int) -> None:
        self.conversation = conversation
        self.revision = -1
        self._new = asyncio.Event()

    def wake(self) -> None:
        self._new.set()

    async def wait(self, seconds: float) -> bool:
        """True when woken, False when ``seconds`` went by."""
        found = await woken(self._new, seconds)
        self._new.clear()
        return found


class Hub:
    """The readers of this process."""

    def __init__(self) -> None:
        self.assistant = AssistantState.READY
        self.closing = False
        self._readers: defaultdict[int, set[Reader]] = defaultdict(set)
        self._shown: dict[int, int] = {}
        self._task: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def reader(self, conversation: int) -> Iterator[Reader]:
        """A reader for as long as the block runs. Raises `TooManyReaders`."""
        readers = self._readers[conversation]
        if len(readers) >= MOST_READERS:
            raise TooManyReaders
        reader = Reader(conversation)
        readers.add(reader)
        try:
            yield reader
        finally:
            readers.discard(reader)
            if not readers:
                self._readers.pop(conversation, None)

    def crowded(self, conversation: int) -> bool:
        return len(self._readers.get(conversation, ())) >= MOST_READERS

    def changed(self, conversation: int) -> None:
        """Something is new in this conversation."""
        for reader in self._readers.get(conversation, ()):
            reader.wake()

    def assistant_is(self, state: AssistantState) -> None:
        """The assistant came or went: every reader is told."""
        self.assistant = state
        self._wake_all()

    def shown(self, conversation: int, seq: int) -> None:
        """A reader has been sent everything up to ``seq``; noted in the outbox a little later, many at once."""
        self._shown[conversation] = max(seq, self._shown.get(conversation, 0))

    def start(self) -> None:
        self._task = asyncio.create_task(self._poll(), name="hub")

    def end_streams(self) -> None:
        """Let every stream end now, so that the process can."""
        self.closing = True
        self._wake_all()

    async def close(self) -> None:
        self.end_streams()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._note_shown()

    def _wake_all(self) -> None:
        for readers in self._readers.values():
            for reader in readers:
                reader.wake()

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self._wake_outdated()
                await self._note_shown()
            except DatabaseError as error:
                log.error("desk.failed", error=str(error))

    async def _wake_outdated(self) -> None:
        read = list(self._readers)
        for start in range(0, len(read), 500):
            part = read[start : start + 500]
            present = await in_thread(transcript.revisions, part)
            for conversation in part:
                for reader in self._readers.get(conversation, ()):
                    if reader.revision != present.get(conversation):
                        reader.wake()

    async def _note_shown(self) -> None:
        shown, self._shown = self._shown, {}
        if shown:
            await noted(outbox.mark_sent, shown)
