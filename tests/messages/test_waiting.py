"""Whoever waits for an event or a moment wakes by either, and ends when told to, whatever comes at the same time."""

from __future__ import annotations

import asyncio

from channels.waiting import woken


async def test_an_event_wakes_at_once_and_its_absence_after_the_seconds() -> None:
    event = asyncio.Event()
    assert not await woken(event, 0.01)
    asyncio.get_running_loop().call_later(0.01, event.set)
    assert await asyncio.wait_for(woken(event, 60), 5)


async def test_a_loop_that_is_ended_in_the_moment_of_the_event_ends() -> None:
    event = asyncio.Event()

    async def loop() -> None:
        while True:
            event.clear()
            await woken(event, 60)

    for turns in range(4):
        running = asyncio.ensure_future(loop())
        await asyncio.sleep(0.01)
        event.set()
        for _ in range(turns):
            # One step of the event loop: the waiting future is done, and its task has not gone on yet.
            await asyncio.sleep(0)
        running.cancel()
        done, _ = await asyncio.wait((running,), timeout=1)
        assert done, f"it goes on, {turns} steps after the event"
