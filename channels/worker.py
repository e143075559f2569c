"""The worker process, ``python -m channels.worker``: messages that were left over, erasures, periodic jobs.

It tells that it lives by a file ``$LOKET_VAR/workers/<pid>.json``, written every few seconds:
``{"pid", "at": "2026-01-31T09:30:00+00:00", "assistant": "ready" | "loading" | "away", "jobs": {name: "ok" | error}}``.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
import structlog
from django.db import close_old_connections
from django.utils import timezone

from bot import logs
from bot.pauses import keep_what_is_loaded, share_often
from bot.priority import Niceness, give_way
from bot.settings import Settings, SettingsError, current
from channels.jobs import PERIODIC, Job

log = structlog.get_logger(__name__)

HEARTBEAT_SECONDS = 5.0
STALE_SECONDS = 60.0
AGAIN_SECONDS = 30.0
"""A long job that failed is not begun again before: each beginning takes a processor for seconds."""
PATIENCE = dt.timedelta(seconds=4)
"""So long a message waits for the process that took it in before it counts as left over."""
_OK = "ok"


class Worker:
    """One worker: a dispatcher for what is left over, and the periodic jobs."""

    def __init__(self, settings: Settings, jobs: list[Job]) -> None:
        from channels.assistant import Assistant
        from channels.dispatcher import Dispatcher
        from channels.posts import Posts
        from channels.system_texts import say
        from channels.web.runtime import process_name

        self._assistant = Assistant(f"http://127.0.0.1:{settings.assistant_port}")
        owner = process_name()
        self._posts = Posts(settings, owner, leads=True, wake=lambda conversation: self._dispatcher.wake(conversation))
        self._dispatcher = Dispatcher(
            self._assistant,
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
        self._file = settings.var / "workers" / f"{os.getpid()}.json"
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
        await self._assistant.close()
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
        folder = self._file.parent
        folder.mkdir(parents=True, exist_ok=True)
        now = timezone.now()
        for other in folder.glob("*.json"):
            if other != self._file and now.timestamp() - _written(other) > STALE_SECONDS:
                other.unlink(missing_ok=True)
        beat = {
            "pid": os.getpid(),
            "at": now.isoformat(timespec="seconds"),
            "assistant": self._dispatcher.state.value,
            "jobs": self._results,
        }
        # Written aside and moved, so that no reader finds half a file.
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(beat), encoding="utf-8")
        part.replace(self._file)

    async def _repeat(self, job: Job) -> None:
        await asyncio.sleep(job.after)
        done: object = None
        while True:
            if job.changes is None:
                self._results[job.name], _ = await self._in_thread(job.name, job.run)
            else:
                result, now = await self._in_thread(job.name, job.changes)
                if result == _OK and now != done:
                    result = await _run_apart(job)
                    done = now if result == _OK else None
                self._results[job.name] = result
                if result != _OK:
                    await asyncio.sleep(AGAIN_SECONDS)
            await asyncio.sleep(job.every)

    async def _in_thread(self, name: str, call: Callable[[], object]) -> tuple[str, object]:
        return await asyncio.get_running_loop().run_in_executor(self._pool, _called, name, call)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _called(name: str, call: Callable[[], object]) -> tuple[str, object]:
    """(`_OK` or the error in a line, what ``call`` gave)."""
    close_old_connections()
    try:
        return _OK, call()
    except Exception as error:
        # Whatever one job does, the next one and the messages must go on.
        log.exception("job.failed", job=name)
        return f"{type(error).__name__}: {error}"[:200], None
    finally:
        close_old_connections()


async def _run_apart(job: Job) -> str:
    """Run a long job in its own process, which ends with this one; `_OK`, or how it ended."""
    command = (sys.executable, "-m", "channels.background", job.name, str(os.getpid()))
    process = await asyncio.create_subprocess_exec(*command)
    try:
        code = await process.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    return _OK if code == 0 else f"its process ended with {code}"


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
