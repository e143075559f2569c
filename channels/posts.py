"""The messaging channels of one process: their senders, and what they bring in. A channel is added here."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from bot.settings import Settings
from bot.texts import texts
from channels.sender import Sender
from channels.system_texts import say
from channels.telegram.client import arrivals_of
from desk.messages import arrivals, leases, outbox


def state_of_channels(settings: Settings, now: dt.datetime | None = None) -> dict[str, dict[str, Any]]:
    """How each messaging channel is: who does its work, how much waits, and what failed last."""
    moment = now or timezone.now()
    modes = {"telegram": settings.telegram, "sms": settings.sms}
    stored_as = {"telegram": arrivals_of(settings), "sms": "sms"}
    return {
        name: _state(name, mode, stored_as.get(name, name), moment) for name, mode in modes.items() if mode != "off"
    }


def _state(channel: str, mode: str, stored_as: str, now: dt.datetime) -> dict[str, Any]:
    count, oldest = outbox.waiting(channel)
    found: dict[str, Any] = {
        "mode": mode,
        "sender": "up" if leases.holder(f"sender/{channel}", now) else "down",
        "to_send": count,
        "oldest_seconds": round(max(0.0, (now - oldest).total_seconds()), 1) if oldest else 0.0,
        "to_read": arrivals.waiting(stored_as),
        "failing": outbox.failing(channel),
    }
    if mode == "polling":
        found["poller"] = "up" if leases.holder(f"poller/{channel}", now) else "down"
    return found


class Posts:
    """``leads`` is true in the worker, which sets providers up and polls them. ``wake`` gets a conversation's key when
    a message of its was stored."""

    def __init__(self, settings: Settings, owner: str, *, leads: bool, wake: Callable[[int], None]) -> None:
        self.telegram = None
        self.sms = None
        self.senders: list[Sender] = []
        self._background: set[asyncio.Task[None]] = set()
        if settings.telegram != "off":
            from channels.telegram.service import TelegramService

            self.telegram = TelegramService(settings, owner, leads=leads, on_message=wake, on_said=self.said)
            self.senders.append(Sender(self.telegram.out, owner))
        if settings.sms != "off":
            from channels.sms.service import SmsService

            self.sms = SmsService(settings, owner, leads=leads, on_message=wake, on_said=self.said)
            self.senders.append(Sender(self.sms.out, owner))
        self._services = [service for service in (self.telegram, self.sms) if service is not None]

    async def start(self) -> None:
        if self.senders:
            # Read once, in two seconds: not while somebody waits for the first answer.
            await asyncio.to_thread(texts)
        for sender in self.senders:
            await sender.start()
        for service in self._services:
            await service.start()

    async def close(self) -> None:
        for service in self._services:
            await service.close_intake()
        for sender in self.senders:
            await sender.close()
        for service in self._services:
            await service.close()

    def said(self, conversation: int) -> None:
        """Something was put into the outbox."""
        for sender in self.senders:
            sender.wake()

    def forgotten(self, channel: str, address: str, language: str) -> None:
        """A conversation was erased because its person asked for it: they are told."""
        service = next((service for service in self._services if service.out.name == channel), None)
        if service is not None and address:
            task = asyncio.create_task(service.forgotten(address, say("channel-forgotten", language)))
            self._background.add(task)
            task.add_done_callback(self._background.discard)
