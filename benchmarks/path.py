"""The whole path of a message: HTTP, inbox, NLU, actions, database, events; a start, and what the processes weigh.

A counter of its own runs in a folder beside LOKET_VAR with its model, on free ports.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.crowd import Citizen
from benchmarks.table import Row, at_least, at_most, median_and_p95
from benchmarks.turn import mixed_turns
from bot.settings import current
from tests.running.conftest import Counter

RATE, SECONDS, CITIZENS = 10.0, 30.0, 40
_WARM_UP = 20
_QUESTION = "How do I get a library card?"
_AT_ONCE, _SUSTAINED_SECONDS = 12, 15.0
_MEGABYTE = 1024


def measure() -> list[Row]:
    """Rows of the whole path, a second start, and memory."""
    with tempfile.TemporaryDirectory(prefix="loket-path-") as folder:
        counter = prepared(Path(folder))
        counter.start()  # the first start: what it keeps, the second finds
        counter.ask(_QUESTION)
        counter.interrupt()
        began = time.monotonic()
        counter.launch()
        try:
            asyncio.run(_first_answer(counter))
            started = time.monotonic() - began
            counter.wait_until_up()
            rows = asyncio.run(_measured(counter))
            return [at_most("second start to the first answer", started, "s", 15), *rows, *memory(counter)]
        finally:
            counter.interrupt()


def prepared(var: Path) -> Counter:
    """A counter whose model, vectors and catalogue are made already."""
    settings = current()
    counter = Counter(var)
    counter.environment |= {"LOKET_MESSAGE_RATE": "100000/minute", "LOKET_SESSION_RATE": "100000/minute"}
    (var / "models").mkdir()
    for model in settings.model_dir.glob("loket-*.tar.gz"):
        shutil.copy2(model, var / "models")
    if (settings.var / "vectors.db").exists():
        shutil.copy2(settings.var / "vectors.db", var / "vectors.db")
    if (settings.var / "cache").exists():
        # What was learned takes minutes; what does not fit is made anew.
        shutil.copytree(settings.var / "cache", var / "cache")
    done = counter.loket("run", "--prepare-only", timeout=1200)
    assert done.returncode == 0, done.stderr
    # The vectors are the worker's business; a second start finds them made.
    for job in (
        "from bot.search.jobs import embed_missing; embed_missing(processes=2)",
        "from actions.forms.likeness import embed_missing; embed_missing()",
    ):
        done = counter.python(f"import django; django.setup(); {job}", timeout=1800)
        assert done.returncode == 0, done.stderr
    return counter


async def _first_answer(counter: Counter) -> None:
    """Knock at the web chat until it opens, then ask: a command's own start would be measured with it."""
    host, port = counter.web.removeprefix("http://").split(":")
    citizen = Citizen(host, int(port))
    while True:
        try:
            await citizen.open()
            break
        except OSError:
            await asyncio.sleep(0.1)
    await citizen.ask(_QUESTION, within=120.0)
    await citizen.close()


async def _measured(counter: Counter) -> list[Row]:
    host, port = counter.web.removeprefix("http://").split(":")
    turns = itertools.cycle(mixed_turns())
    citizens = [Citizen(host, int(port)) for _ in range(CITIZENS)]
    for citizen in citizens:
        await citizen.open()
    for citizen in citizens[:_WARM_UP]:
        await citizen.ask(next(turns)[1])
    times = await _at_rate(citizens, turns)
    middle, late = median_and_p95(times)
    rate = await _sustained(citizens, turns)
    for citizen in citizens:
        await citizen.close()
    return [
        at_most(f"whole path at {RATE:.0f} turns/s, median", middle, "ms", 50),
        at_most(f"whole path at {RATE:.0f} turns/s, p95", late, "ms", 120),
        at_least(f"highest sustained rate, {_AT_ONCE} at once", rate, "turns/s", RATE),
    ]


async def _at_rate(citizens: list[Citizen], turns: itertools.cycle[tuple[str, str]]) -> list[float]:
    """Milliseconds of turns that begin at a steady rate, whether earlier ones are answered or not."""
    began = time.perf_counter()
    running = []
    for number in range(int(RATE * SECONDS)):
        await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        running.append(asyncio.create_task(citizens[number % len(citizens)].ask(next(turns)[1])))
    return list(await asyncio.gather(*running))


async def _sustained(citizens: list[Citizen], turns: itertools.cycle[tuple[str, str]]) -> float:
    """Turns a second while so many people always wait for an answer."""
    done = 0
    end = time.perf_counter() + _SUSTAINED_SECONDS

    async def chat(citizen: Citizen) -> None:
        nonlocal done
        while time.perf_counter() < end:
            await citizen.ask(next(turns)[1])
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(chat(citizen) for citizen in citizens[:_AT_ONCE]))
    return done / (time.perf_counter() - began)


def memory(counter: Counter) -> list[Row]:
    """The proportional set size of each process, with those it started."""
    rows = []
    for process in counter.status()["processes"]:
        total = sum(_pss(pid) for pid in _family(int(process["pid"])))
        rows.append(Row(f"memory of {process['name']}", total / _MEGABYTE, "MB"))
    return rows


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        found = [int(child) for child in children.read_text().split()]
    except FileNotFoundError:
        return []
    return [pid, *itertools.chain.from_iterable(_family(child) for child in found)]


def _pss(pid: int) -> int:
    """Kilobytes, shared pages counted in shares (Linux, proc(5) smaps_rollup)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, PermissionError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for row in measure():
        print(f"{row.name:50} {row.value:10.1f} {row.unit}")
