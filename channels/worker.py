"""The worker process, ``python -m channels.worker``: messages that were left over, erasures, periodic jobs.

It tells every few seconds that it lives, and how its jobs ended (`bot.heartbeats`).
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django
import structlog
from django.db import close_old_connections
from django.utils import timezone

from bot import heartbeats, logs
from bot.heartbeats import OK
from bot.pauses import keep_what_is_loaded, share_often
from bot.priority import Niceness, give_way
from bot.settings import Settings, SettingsError, current
from channels.jobs import PERIODIC, Job

log = structlog.get_logger(__name__)

HEARTBEAT_SECONDS = 5.0
AGAIN_SECONDS, LONGEST_AGAIN_SECONDS = 30.0, 3600.0
"""A long job that failed is not begun again before, and each time it fails again, not for twice as long: where memory
runs out whenever it is nearly done, it would keep a processor busy for ever."""
PATIENCE = dt.timedelta(seconds=4)
"""So long a message waits for the process that took it in before it counts as left over."""


class Worker:
    """One worker: a dispatcher for what is left over, and the periodic jobs."""

    def __init__(self, settings: Settings, jobs: list[Job]) -> None:
        from channels.assistant import Assistants
        from channels.dispatcher import Dispatcher
        from channels.posts import Posts
        from channels.system_texts import say
        from channels.web.runtime import process_name

        self._assistants = Assistants(settings.assistant_urls)
        owner = process_name()
        self._posts = Posts(settings, owner, leads=True, wake=lambda conversation: self._dispatcher.wake(conversation))
        self._dispatcher = Dispatcher(
            self._assistants,
            owner,
            say,
            on_change=self._posts.said,
            on_forgotten=self._posts.forgotten,
            patience=PATIENCE,
        )
        self._jobs = jobs
        self._results: dict[str, str] = {}
        # One thread for each: the news of a case must not wait for another job.
        self._pool = ThreadPoolExecutor(max(1, len(jobs)), thread_name_prefix="job")
        self._file = heartbeats.path_of(settings, os.getpid())
        self._ended = asyncio.Event()

    async def run(self) -> None:
        """Work until `end` is called."""
        await self._dispatcher.start()
        await self._posts.start()
        tasks = [asyncio.create_task(self._beat()), *(asyncio.create_task(self._repeat(job)) for job in self._jobs)]
        share_often()
        keep_what_is_loaded()
        log.info("worker.started", jobs=[job.name for job in self._jobs])
        await self._ended.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(self._dispatcher.close(), self._posts.close())
        await self._assistants.close()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._file.unlink(missing_ok=True)
        log.info("worker.ended")

    def end(self) -> None:
        self._ended.set()

    async def _beat(self) -> None:
        while True:
            await asyncio.to_thread(self._write_heartbeat)
            await asyncio.sleep(HEARTBEAT_SECONDS)

    def _write_heartbeat(self) -> None:
        now = timezone.now()
        told = {
            "pid": os.getpid(),
            "at": now.isoformat(timespec="seconds"),
            "assistant": self._dispatcher.state.value,
            "jobs": self._results,
        }
        heartbeats.beat(self._file, told, now.timestamp())

    async def _repeat(self, job: Job) -> None:
        await asyncio.sleep(job.after)
        if job.changes is not None:
            await self._repeat_apart(job, job.changes)
        while True:
            self._results[job.name], _ = await self._in_thread(job.name, job.run)
            await asyncio.sleep(job.every)

    async def _repeat_apart(self, job: Job, changes: Callable[[], object]) -> None:
        """Run a long job whenever there is something new, and what failed again after ever longer pauses."""
        clock = asyncio.get_running_loop().time
        done: object = None
        failed: object = None
        pause, not_before = AGAIN_SECONDS, 0.0
        while True:
            result, now = await self._in_thread(job.name, changes)
            if result != OK:
                self._results[job.name] = result
                await asyncio.sleep(AGAIN_SECONDS)
            elif now == done:
                self._results[job.name] = OK
            elif now != failed or clock() >= not_before:
                self._results[job.name] = result = await _run_apart(job)
                if result == OK:
                    done, failed, pause = now, None, AGAIN_SECONDS
                else:
                    pause = min(pause * 2, LONGEST_AGAIN_SECONDS) if now == failed else AGAIN_SECONDS
                    failed, not_before = now, clock() + pause
            await asyncio.sleep(job.every)

    async def _in_thread(self, name: str, call: Callable[[], object]) -> tuple[str, object]:
        return await asyncio.get_running_loop().run_in_executor(self._pool, _called, name, call)


def _called(name: str, call: Callable[[], object]) -> tuple[str, object]:
    """(`OK` or the error in a line, what ``call`` gave)."""
    close_old_connections()
    try:
        return OK, call()
    except Exception as error:
        # Whatever one job does, the next one and the messages must go on.
        log.exception("job.failed", job=name)
        return f"{type(error).__name__}: {error}"[:200], None
    finally:
        close_old_connections()


async def _run_apart(job: Job) -> str:
    """Run a long job in its own process, which ends with this one; `OK`, or how it ended."""
    command = (sys.executable, "-m", "channels.background", job.name, str(os.getpid()))
    process = await asyncio.create_subprocess_exec(*command)
    try:
        code = await process.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    return OK if code == 0 else f"its process ended with {code}"


async def _work(settings: Settings) -> None:
    worker = Worker(settings, PERIODIC)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.end)
    await worker.run()


def main() -> int:
    """Work until a signal comes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    settings = current()
    logs.configure("worker")
    give_way(Niceness.SENDING)
    django.setup()
    asyncio.run(_work(settings))
    # A job may be in the middle of something long; it is safe to be killed, and the process must end now.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    try:
        main()
    except SettingsError as error:
        sys.exit(f"loket worker: {error}")
