"""Keeps one process alive: ``python -m bot.keep NAME COMMAND…`` starts the command again when it dies.

A process that was told to stop, or that cannot start (it dies within seconds, several times), is not started again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from types import FrameType

from bot.parent import end_with
from bot.processes import forget_pid, note_pid
from bot.settings import current

SHORTEST_LIFE = 5.0
GIVE_UP_AFTER = 5
LONGEST_PAUSE = 10.0


def keep(name: str, command: list[str]) -> int:
    """Run ``command`` until it ends well or is told to stop; returns its exit code."""
    settings = current()
    stopping = False
    child: subprocess.Popen[bytes] | None = None

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        if child is not None:
            child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    short_lives = 0
    while True:
        started = time.monotonic()
        child = subprocess.Popen(command, preexec_fn=partial(end_with, os.getpid(), signal.SIGTERM))
        note_pid(settings, name, child.pid)
        code = child.wait()
        forget_pid(settings, name)
        if stopping or code == 0:
            return 0
        short_lives = short_lives + 1 if time.monotonic() - started < SHORTEST_LIFE else 0
        if short_lives >= GIVE_UP_AFTER:
            print(f"{name} died {short_lives} times within seconds (exit code {code}); giving up.", file=sys.stderr)
            return 1
        print(f"{name} died (exit code {code}); starting it again.", file=sys.stderr, flush=True)
        time.sleep(min(LONGEST_PAUSE, 0.2 * 2**short_lives))


if __name__ == "__main__":
    raise SystemExit(keep(sys.argv[1], sys.argv[2:]))
