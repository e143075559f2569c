"""The worker's jobs do not wait for one another."""

from __future__ import annotations

import asyncio
import contextlib
import threading

from bot.settings import current
from channels.jobs import Job
from channels.worker import Worker


async def test_jobs_that_take_long_hold_no_other_up() -> None:
    go_on, told = threading.Event(), threading.Event()
    long = [Job(f"long {number}", 1.0, lambda: go_on.wait(30) and None) for number in range(4)]
    jobs = [*long, Job("news", 1.0, told.set)]
    worker = Worker(current(), jobs)
    tasks = [asyncio.create_task(worker._repeat(job)) for job in jobs]
    try:
        assert await asyncio.to_thread(told.wait, 10)
    finally:
        go_on.set()
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)
