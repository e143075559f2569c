"""Pauses inside a process that people wait for, kept short.

Python lets a thread go on for 5 ms while others wait, and a thread that writes to the database gives way at each of its
statements: beside a busy one it takes ten times as long, and whoever wants to write after it waits, too. And its
collector of cycles looks at all there is every so often, some 200 ms for what a start has loaded. Measured by
`python -m benchmarks channels`: docs/decisions/0012-pauses.md.
"""

from __future__ import annotations

import gc
import sys

_SHARE_SECONDS = 0.0005


def share_often() -> None:
    """Let threads that wait have their turn soon."""
    sys.setswitchinterval(_SHARE_SECONDS)


def keep_what_is_loaded() -> None:
    """Never look again at what is there now: it stays as long as the process."""
    gc.collect()
    gc.freeze()
