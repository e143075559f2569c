"""A thousand cases filed by conversation, ten people at a time, in an empty desk and in one that holds many cases.

Two assistants share the people, as docs/running.md has it where many write at once. Every person has a session of their
own and plays a script of `benchmarks.scripted`, without a pause to think. A step is what lies between sending and the
first message of the answer.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from pathlib import Path

from benchmarks.crowd import Citizen
from benchmarks.path import prepared
from benchmarks.scripted import Person, Script, scripts
from benchmarks.table import Row, at_most, median_and_p95
from tests.running.conftest import Counter

CASES, AT_ONCE, HELD, ASSISTANTS = 1_000, 10, 20_000, 2
_NO_SLOWER = 1.1
"""What two runs of the same differ by on a machine that does nothing else."""
_TOGETHER = 500
_FILL = """
import datetime as dt, django; django.setup()
from django.db import transaction
from django.utils import timezone
from desk.cases import categories, drafts, filing
open_to_all = [row for row in categories.active() if row.anonymous_allowed]
slugs = [row.slug for row in open_to_all if not row.kinds or "service_request" in row.kinds]
now = timezone.now()
for first in range(0, {held}, {together}):
    with transaction.atomic():
        for number in range(first, first + {together}):
            at = now - dt.timedelta(minutes=6 * ({held} - number))
            told = {{
                "category": {{"slug": slugs[number % len(slugs)]}},
                "what": {{"text": f"Number {{number}} has been broken for {{number % 50}} days and nobody came"}},
                "where": {{"text": f"Market Street {{number % 400}}"}},
                "when": {{"skipped": True}},
                "evidence": {{"skipped": True}},
                "contact": {{"anonymous": True}},
            }}
            draft = drafts.begin(
                channel="web", language="en", now=at, kind="service_request", answers=told, turn=f"fill-{{number}}"
            )
            filing.file(draft.id, f"fill-{{number}}", "file", at)
"""


class _Timed(Citizen):
    """Notes how long each step took, in milliseconds."""

    def __init__(self, host: str, port: int, took: list[float]) -> None:
        super().__init__(host, port)
        self._took = took

    async def ask(self, text: str, within: float = 30.0, choice: str | None = None) -> float:
        took = await super().ask(text, within, choice)
        self._took.append(took)
        return took


def measure() -> list[Row]:
    """Rows for the first thousand, then for a thousand in a desk that holds twenty thousand."""
    with tempfile.TemporaryDirectory(prefix="loket-filing-") as folder:
        counter = prepared(Path(folder))
        counter.environment["LOKET_ASSISTANTS"] = str(ASSISTANTS)
        few = _filed(counter, 0)
        filled = counter.python(_FILL.format(held=HELD, together=_TOGETHER), timeout=3600)
        assert filled.returncode == 0, filled.stderr
        many = _filed(counter, 1)
    late_first, late = (median_and_p95(steps)[1] for steps, _ in (few, many))
    return [
        *_rows("", *few),
        *_rows(f", {HELD} cases held", *many),
        at_most(f"a step's p95 with {HELD} cases held", late, "ms", _NO_SLOWER, "an empty desk", late_first),
    ]


def _rows(beside: str, steps: list[float], failed: list[str]) -> list[Row]:
    middle, late = median_and_p95(steps)
    for line in failed:
        print(line)
    return [
        Row(f"filing, {AT_ONCE} at a time, a step's median{beside}", middle, "ms"),
        at_most(f"filing, {AT_ONCE} at a time, a step's p95{beside}", late, "ms", 500),
        at_most(f"filing, cases of {CASES} that met an error{beside}", len(failed), "", 0),
    ]


def _filed(counter: Counter, turn: int) -> tuple[list[float], list[str]]:
    """The steps' times, and what went wrong."""
    counter.start()
    try:
        return asyncio.run(_crowd(counter.web, itertools.islice(itertools.cycle(scripts()), turn * CASES, None)))
    finally:
        counter.interrupt()


async def _crowd(web: str, matters: itertools.islice[Script]) -> tuple[list[float], list[str]]:
    host, port = web.removeprefix("http://").split(":")
    took: list[float] = []
    failed: list[str] = []
    left = iter(range(CASES))

    async def line() -> None:
        for _ in left:
            script = next(matters)
            citizen = _Timed(host, int(port), took)
            person = Person(script, citizen)
            try:
                await citizen.open(script.language)
                await person.file()
            except (AssertionError, OSError, asyncio.TimeoutError) as error:
                failed.append(f"{script.language}, {script.category}: {error!r} after {person.course.lines[-3:]}")
            finally:
                await citizen.close()

    await asyncio.gather(*(line() for _ in range(AT_ONCE)))
    return took, failed
