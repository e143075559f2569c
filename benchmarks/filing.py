"""A thousand cases filed by conversation, ten people at a time, in an empty desk and in one that holds many cases.

Two assistants share the people, as docs/running.md has it where many write at once. Every person has a session of their
own and plays a script of `benchmarks.scripted`, without a pause to think. A step is what lies between sending and the
first message of the answer. Each desk takes its thousand in two halves, the empty one first and last, so that a machine
that grows slower or quicker meanwhile does so for both.
"""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import shutil
import tempfile
from collections.abc import Iterable, Iterator
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


@dataclasses.dataclass
class _Desk:
    """A counter, and how filing in it went: what each step took, in milliseconds, and the errors."""

    counter: Counter
    took: list[float] = dataclasses.field(default_factory=list)
    failed: list[str] = dataclasses.field(default_factory=list)

    def file(self, matters: Iterable[Script]) -> None:
        """Have people file these, `AT_ONCE` at a time; the counter runs meanwhile."""
        self.counter.start()
        try:
            asyncio.run(self._crowd(iter(matters)))
        finally:
            self.counter.interrupt()

    async def _crowd(self, matters: Iterator[Script]) -> None:
        await asyncio.gather(*(self._line(matters) for _ in range(AT_ONCE)))

    async def _line(self, matters: Iterator[Script]) -> None:
        host, port = self.counter.web.removeprefix("http://").split(":")
        for script in matters:
            citizen = _Timed(host, int(port), self.took)
            person = Person(script, citizen)
            try:
                await citizen.open(script.language)
                await person.file()
            except (AssertionError, OSError, asyncio.TimeoutError) as error:
                self.failed.append(f"{script.language}, {script.category}: {error!r} after {person.course.lines[-3:]}")
            finally:
                await citizen.close()


def measure() -> list[Row]:
    """Rows for a thousand cases in an empty desk, then for a thousand in one that holds twenty thousand."""
    matters = list(itertools.islice(itertools.cycle(scripts()), CASES))
    with tempfile.TemporaryDirectory(prefix="loket-filing-") as folder:
        empty, held = _desks(Path(folder))
        for desk, half in ((empty, 0), (held, 0), (held, 1), (empty, 1)):
            desk.file(matters[half * CASES // 2 : (half + 1) * CASES // 2])
    late_first, late = (median_and_p95(desk.took)[1] for desk in (empty, held))
    return [
        *_rows("", empty),
        *_rows(f", {HELD} cases held", held),
        at_most(f"a step's p95 with {HELD} cases held", late, "ms", _NO_SLOWER, "an empty desk", late_first),
    ]


def _desks(folder: Path) -> tuple[_Desk, _Desk]:
    """An empty one and one that holds cases."""
    (folder / "empty").mkdir()
    empty = prepared(folder / "empty")
    empty.environment["LOKET_ASSISTANTS"] = str(ASSISTANTS)
    shutil.copytree(empty.var, folder / "held")
    held = Counter(folder / "held")
    held.environment = empty.environment | {"LOKET_VAR": str(held.var)}
    held.web = empty.web
    filled = held.python(_FILL.format(held=HELD, together=_TOGETHER), timeout=3600)
    assert filled.returncode == 0, filled.stderr
    return _Desk(empty), _Desk(held)


def _rows(beside: str, desk: _Desk) -> list[Row]:
    middle, late = median_and_p95(desk.took)
    for line in desk.failed:
        print(line)
    return [
        Row(f"filing, {AT_ONCE} at a time, a step's median{beside}", middle, "ms"),
        at_most(f"filing, {AT_ONCE} at a time, a step's p95{beside}", late, "ms", 500),
        at_most(f"filing, cases of {CASES} that met an error{beside}", len(desk.failed), "", 0),
    ]
