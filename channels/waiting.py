"""Waiting for an event or for some time, whichever comes first."""

from __future__ import annotations

import asyncio


async def woken(event: asyncio.Event, seconds: float) -> bool:
    """Wait until ``event`` is set, at most so many seconds; whether it is set now.

    Not `asyncio.wait_for`: in Python 3.10 that loses a cancellation which comes with the event (bugs.python.org/37658),
    and a loop that should end goes on, with whoever waits for its end.
    """
    waiting = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait((waiting,), timeout=seconds)
    finally:
        waiting.cancel()
    return event.is_set()
