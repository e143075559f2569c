"""The messaging channels of one process: their senders, and what they bring in. A channel is added here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.settings import Settings
from channels.sender import Sender
from channels.system_texts import say


class Posts:
    """``leads`` is true in the worker, which sets providers up and polls them. ``wake`` gets a conversation's key when
    a message of its was stored."""

    def __init__(self, settings: Settings, owner: str, *, leads: bool, wake: Callable[[int], None]) -> None:
        self.telegram = None
        self.senders: list[Sender] = []
        self._background: set[asyncio.Task[None]] = set()
        if settings.telegram != "off":
            from channels.telegram.service import TelegramService

            self.telegram = TelegramService(settings, owner, leads=leads, on_message=wake, on_said=self.said)
            self.senders.append(Sender(self.telegram.out, owner))

    async def start(self) -> None:
        for sender in self.senders:
            await sender.start()
        if self.telegram is not None:
            await self.telegram.start()

    async def close(self) -> None:
        if self.telegram is not None:
            await self.telegram.close_intake()
        for sender in self.senders:
            await sender.close()
        if self.telegram is not None:
            await self.telegram.close()

    def said(self, conversation: int) -> None:
        """Something was put into the outbox."""
        for sender in self.senders:
            sender.wake()

    def forgotten(self, channel: str, address: str, language: str) -> None:
        """A conversation was erased because its person asked for it: they are told."""
        if self.telegram is not None and channel == self.telegram.out.name and address:
            task = asyncio.create_task(self.telegram.forgotten(address, say("channel-forgotten", language)))
            self._background.add(task)
            task.add_done_callback(self._background.discard)
