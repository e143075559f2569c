"""Who gives way when the processors are busy: taking a message in goes before thinking of an answer, both before what
nobody waits for. On a quiet machine nothing is slower for it."""

from __future__ import annotations

import contextlib
import enum
import os
from pathlib import Path


class Niceness(enum.IntEnum):
    """As of nice(1); the web process stays at 0."""

    SENDING = 3
    THINKING = 10
    BACKGROUND = 19


def first_to_go() -> None:
    """Where memory runs out, the system ends the calling process before any other (proc(5), ``oom_score_adj``)."""
    # Only Linux has it.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def give_way(to: Niceness) -> None:
    """Lower the priority of the calling thread and of all that it starts; it cannot be raised again."""
    # Linux takes 0 for the thread, not the process: setpriority(2). A sandbox may forbid it: then all are equal.
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, max(to, os.getpriority(os.PRIO_PROCESS, 0)))
