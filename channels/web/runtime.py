"""What the web process keeps while it runs: its readers, its dispatcher, its limits."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import secrets
import socket

from bot.settings import Settings, current
from channels.assistant import Assistants
from channels.dispatcher import Dispatcher
from channels.posts import Posts
from channels.system_texts import say
from channels.web.hub import Hub
from channels.web.limits import Limits, Network, trusted_networks


def process_name() -> str:
    """A name that no other process has, to own leases under."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclasses.dataclass(frozen=True)
class Runtime:
    """The running parts of one web process."""

    hub: Hub
    assistants: Assistants
    dispatcher: Dispatcher
    posts: Posts
    limits: Limits
    trusted_proxies: tuple[Network, ...]
    takes_files: bool
    origins: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Runtime:
        hub = Hub()
        assistants = Assistants(settings.assistant_urls)
        owner = process_name()

        def changed(conversation: int) -> None:
            hub.changed(conversation)
            posts.said(conversation)

        posts = Posts(settings, owner, leads=False, wake=lambda conversation: dispatcher.wake(conversation))
        dispatcher = Dispatcher(
            assistants,
            owner,
            say,
            on_change=changed,
            on_state=hub.assistant_is,
            on_forgotten=posts.forgotten,
        )
        return cls(
            hub=hub,
            assistants=assistants,
            dispatcher=dispatcher,
            posts=posts,
            limits=Limits.of(settings),
            trusted_proxies=trusted_networks(settings.trusted_proxies),
            takes_files=settings.web_files == "on",
            origins=frozenset(part.strip().rstrip("/") for part in settings.web_origins.split(",") if part.strip()),
        )

    async def start(self) -> None:
        self.hub.start()
        await self.dispatcher.start()
        await self.posts.start()

    async def close(self) -> None:
        await self.hub.close()
        # At once: the process is to end within two seconds, and each gives its work a second of grace.
        await asyncio.gather(self.dispatcher.close(), self.posts.close())
        await self.assistants.close()


_running: list[Runtime] = []


async def start() -> None:
    """Start this process's runtime."""
    new = Runtime.of(current())
    _running.append(new)
    await new.start()


async def stop() -> None:
    """Stop it again."""
    while _running:
        await _running.pop().close()


def runtime() -> Runtime:
    """The runtime of this process. Raises RuntimeError where the application was not started by its server."""
    if not _running:
        raise RuntimeError("the web process was not started: run `loket run`, or a server that speaks ASGI lifespan")
    return _running[-1]


def end_streams() -> None:
    """Let every open stream end, as the process is about to."""
    for running in _running:
        running.hub.end_streams()
