"""The worker's jobs do not wait for one another, and long ones keep out of everybody's way."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot import heartbeats
from bot.cli import doctor, status
from bot.priority import Niceness
from bot.settings import ROOT, current
from channels import worker as module
from channels.jobs import Job
from channels.worker import Worker

_SLEEPER = """
import os, time
from channels import background, jobs
jobs.PERIODIC.append(jobs.Job("sleeper", 1.0, lambda: (print("asleep", flush=True), time.sleep(60)) and None))
background.main("sleeper", os.getppid())
"""
_PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {_SLEEPER!r}])
print(child.pid, flush=True)
child.wait()
"""


Until = Callable[[int], Awaitable[list[tuple[int, float]]]]


@contextlib.asynccontextmanager
async def repeated(jobs: list[Job]) -> AsyncIterator[Worker]:
    worker = Worker(current(), jobs)
    tasks = [asyncio.create_task(worker._repeat(job)) for job in jobs]
    try:
        yield worker
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)


async def test_jobs_that_take_long_hold_no_other_up() -> None:
    go_on, told = threading.Event(), threading.Event()
    long = [Job(f"long {number}", 1.0, lambda: go_on.wait(30) and None) for number in range(4)]
    async with repeated([*long, Job("news", 1.0, told.set)]):
        try:
            assert await asyncio.to_thread(told.wait, 10)
        finally:
            go_on.set()


async def test_a_long_job_is_done_once_a_change_and_again_where_it_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = [1]
    done: list[tuple[str, int]] = []
    ends = iter(["its process ended with -9", "ok", "ok"])

    async def run(job: Job) -> str:
        done.append((job.name, version[0]))
        return next(ends)

    async def until(count: int) -> None:
        end = time.monotonic() + 10
        while len(done) < count:
            assert time.monotonic() < end
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)  # in which it would be done again

    monkeypatch.setattr(module, "_run_apart", run)
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.5)
    async with repeated([Job("vectors", 0.01, lambda: None, changes=lambda: version[0])]) as worker:
        await until(1)
        assert done == [("vectors", 1)], "what failed is not begun again at once"
        await until(2)
        assert done == [("vectors", 1)] * 2 and worker._results == {"vectors": "ok"}
        version[0] = 2
        await until(3)
        assert done[2:] == [("vectors", 2)]


@contextlib.asynccontextmanager
async def failing(monkeypatch: pytest.MonkeyPatch, version: list[int]) -> AsyncIterator[Until]:
    """A long job that always fails; gives how to wait for so many beginnings: (version, when) of each."""
    begun: list[tuple[int, float]] = []

    async def run(job: Job) -> str:
        begun.append((version[0], time.monotonic()))
        return "its process ended with -9"

    async def until(count: int) -> list[tuple[int, float]]:
        end = time.monotonic() + 20
        while len(begun) < count:
            assert time.monotonic() < end
            await asyncio.sleep(0.005)
        return begun

    monkeypatch.setattr(module, "_run_apart", run)
    async with repeated([Job("vectors", 0.01, lambda: None, changes=lambda: version[0])]) as worker:
        yield until
        assert worker._results == {"vectors": "its process ended with -9"}


async def test_what_fails_is_tried_after_ever_longer_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(module, "LONGEST_AGAIN_SECONDS", 0.4)
    async with failing(monkeypatch, [1]) as until:
        times = [when for _, when in await until(6)]
    pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.4, 0.4, 0.4), strict=True)), pauses


async def test_what_failed_is_tried_at_once_where_something_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 3600.0)
    version = [1]
    async with failing(monkeypatch, version) as until:
        await until(1)
        version[0] = 2
        assert [tried for tried, _ in await until(2)] == [1, 2]


def test_the_operator_is_told_of_a_job_that_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = dataclasses.replace(current(), var=tmp_path)
    now = time.time()
    lives, died = (heartbeats.path_of(settings, pid) for pid in (11, 12))
    heartbeats.beat(lives, {"jobs": {"cases": "ok", "category vectors": "its process ended with -9"}}, now)
    heartbeats.beat(died, {"jobs": {"news": "OSError: disk full"}}, now)
    os.utime(died, (now - 2 * heartbeats.STALE_SECONDS,) * 2)
    assert heartbeats.failing_jobs(settings, now) == {"category vectors": "its process ended with -9"}
    (finding,) = doctor._jobs(settings)
    assert finding.level == "warn" and "category vectors" in finding.what and "memory" in finding.mend
    monkeypatch.setattr(status, "current", lambda: settings)
    status.run(argparse.Namespace(json=False))
    assert "job 'category vectors' failed: its process ended with -9" in capsys.readouterr().out
    heartbeats.beat(lives, {"jobs": {"cases": "ok"}}, now)
    assert not died.exists(), "a worker that lives no more is forgotten"
    assert heartbeats.failing_jobs(settings, now) == {} and list(doctor._jobs(settings)) == []


async def test_what_cannot_be_run_is_told() -> None:
    assert await module._run_apart(Job("no such job", 1.0, lambda: None)) == "its process ended with 1"


def test_a_long_job_gives_way_to_everything_and_ends_with_its_worker() -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert parent.stdout.readline().strip() == "asleep"
    assert os.getpriority(os.PRIO_PROCESS, child) == Niceness.BACKGROUND
    assert Path(f"/proc/{child}/oom_score_adj").read_text(encoding="ascii").strip() == "1000"
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and _state(child) != "Z":
        assert time.monotonic() < end
        time.sleep(0.05)
    parent.stdout.close()


def test_a_long_job_whose_worker_died_while_it_started_ends_at_once() -> None:
    worker = subprocess.Popen([sys.executable, "-c", ""])
    worker.wait()
    command = [sys.executable, "-c", _SLEEPER.replace("os.getppid()", str(worker.pid))]
    assert subprocess.run(command, cwd=ROOT, timeout=30, check=False).returncode == -signal.SIGKILL


def _state(process: int) -> str:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    return "Z"
