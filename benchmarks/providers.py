"""Telegram and Twilio, emulated in a process of their own: what they do must not hold up whoever calls the webhooks."""

from __future__ import annotations

import contextlib
import dataclasses
import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from tests.running.conftest import free_ports
from tests.sms.line import Line
from tests.telegram.emulator import Emulator
from tests.telegram.spec import Spec


@dataclasses.dataclass(frozen=True)
class Seen:
    """What reached the providers: chat and moment of each Telegram message, the moments of each SMS, and what they
    refused. Moments are seconds of the monotonic clock."""

    chats: tuple[tuple[int, float], ...]
    sms: tuple[float, ...]
    breaches: tuple[str, ...]


class Providers:
    """Both, at ``telegram`` and ``twilio``, as long as the context `running`."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.telegram, self.twilio = pipe.recv()

    def seen(self) -> Seen:
        self._pipe.send("seen")
        found: Seen = self._pipe.recv()
        return found


@contextlib.contextmanager
def running(spec: Path, counter: str) -> Iterator[Providers]:
    """Providers that call the counter at this address. ``spec`` is Telegram's own description of its API."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, spec, counter), daemon=True)
    process.start()
    theirs.close()  # so that the end of the process is the end of the pipe
    try:
        yield Providers(ours)
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection, spec: Path, counter: str) -> None:
    telegram, twilio = Emulator(Spec(spec), free_ports(1)[0]), Line()
    twilio.public = twilio.counter = counter
    telegram.start()
    pipe.send((telegram.url, twilio.url))
    while pipe.recv() == "seen":
        chats = tuple((given["chat_id"], at) for method, given, at in telegram.calls if method == "sendMessage")
        sms = tuple(one["at"] for one in twilio.sent)
        pipe.send(Seen(chats, sms, (*telegram.breaches, *twilio.breaches)))
