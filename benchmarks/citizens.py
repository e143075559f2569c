"""Scripted citizens file cases on the web chat, in every language, from sentences that were written apart.

What counts is the case as the desk holds it, found by the code that its citizen was told. Conversations that went wrong
lie in ``$LOKET_VAR/citizens-failed.txt``, as they read on the page.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.crowd import Citizen
from benchmarks.path import prepared
from benchmarks.scripted import Course, Person, Script, scripts
from benchmarks.table import Row, at_least, at_most
from bot.settings import LAUNCH_LANGUAGES, current
from tests.running.conftest import Counter

_AT_ONCE = 6
_FILED = """
import json, pathlib, django; django.setup()
from desk.cases.tracking import find
codes = json.loads(pathlib.Path({path!r}).read_text())
cases = {{code: find(code) for code in codes}}
print(json.dumps({{code: [case.kind, case.category.slug] if case else ["", ""] for code, case in cases.items()}}))
"""


@dataclasses.dataclass(frozen=True)
class Filed:
    """A course with what the desk holds of it; "" where nothing was filed."""

    course: Course
    kind: str
    category: str

    @property
    def script(self) -> Script:
        return self.course.script

    @property
    def ended(self) -> bool:
        return bool(self.course.code)

    @property
    def right_kind(self) -> bool:
        return self.kind == self.script.kind

    @property
    def right_category(self) -> bool:
        return self.category == self.script.category

    @property
    def right(self) -> bool:
        """As promised: filed, rightly, and nothing asked that was said already."""
        return self.ended and self.right_kind and self.right_category and not self.course.again


def measure() -> list[Row]:
    """Rows for all languages together and each alone."""
    with tempfile.TemporaryDirectory(prefix="loket-citizens-") as folder:
        counter = prepared(Path(folder))
        counter.start()
        try:
            courses = asyncio.run(_all(counter.web))
            filed = _filed(counter, courses)
        finally:
            counter.interrupt()
    failed = current().var / "citizens-failed.txt"
    failed.write_text("\n\n".join(_told(one) for one in filed if not one.right) + "\n", encoding="utf-8")
    print(_table(filed), f"\nwhat went wrong: {failed}", sep="\n")
    return _rows(filed)


async def _all(web: str) -> list[Course]:
    host, port = web.removeprefix("http://").split(":")
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(script: Script) -> Course:
        async with room:
            citizen = Citizen(host, int(port))
            person = Person(script, citizen)
            try:
                await citizen.open(script.language)
                return await person.file()
            except (AssertionError, asyncio.TimeoutError) as error:
                person.course.lines.append(f"! {error!r}")
                return person.course
            finally:
                await citizen.close()

    return list(await asyncio.gather(*(one(script) for script in scripts())))


def _filed(counter: Counter, courses: Sequence[Course]) -> list[Filed]:
    """Each course with its case, looked up by its code in the desk's own database."""
    path = counter.var / "codes.json"
    path.write_text(json.dumps([course.code for course in courses if course.code]), encoding="utf-8")
    done = counter.python(_FILED.format(path=str(path)))
    assert done.returncode == 0, done.stderr
    cases = json.loads(done.stdout.splitlines()[-1])
    return [Filed(course, *cases.get(course.code, ("", ""))) for course in courses]


def _share(filed: Sequence[Filed], holds: Callable[[Filed], bool]) -> float:
    return sum(map(holds, filed)) / len(filed)


def _questions(filed: Sequence[Filed]) -> list[int]:
    """How many questions each complaint that was filed took, fewest first."""
    return sorted(len(one.course.asked) for one in filed if one.script.kind == "complaint" and one.ended) or [99]


def _of(filed: Sequence[Filed], language: str) -> list[Filed]:
    return [one for one in filed if one.script.language == language]


def _rows(filed: Sequence[Filed]) -> list[Row]:
    promised = "cases filed rightly, nothing asked twice"
    complaints = _questions(filed)
    return [
        at_least(f"{promised}, all languages", _share(filed, lambda one: one.right), "", 0.95),
        *(Row(f"{promised}, {code}", _share(_of(filed, code), lambda one: one.right), "") for code in LAUNCH_LANGUAGES),
        Row("cases filed", _share(filed, lambda one: one.ended), ""),
        Row("cases of the right kind", _share(filed, lambda one: one.right_kind), ""),
        Row("cases of the right category", _share(filed, lambda one: one.right_category), ""),
        Row("cases where nothing was asked twice", _share(filed, lambda one: not one.course.again), ""),
        Row("openings that began a case", _share(filed, lambda one: one.course.understood), ""),
        Row("cases that their citizen put right", _share(filed, lambda one: bool(one.course.corrected)), ""),
        at_most("questions a complaint, median", statistics.median(complaints), "", 6),
        Row("questions a complaint, 95th percentile", complaints[int(0.95 * len(complaints))], ""),
    ]


def _table(filed: Sequence[Filed]) -> str:
    """A line a language: shares, then questions a complaint."""
    heads = ("promise", "filed", "kind", "category", "no repeat", "opening", "put right", "median", "p95")
    lines = [" " * 4 + "".join(f"{head:>11}" for head in heads)]
    for language in ("all", *LAUNCH_LANGUAGES):
        some = filed if language == "all" else _of(filed, language)
        asked = _questions(some)
        shares = (
            _share(some, lambda one: one.right),
            _share(some, lambda one: one.ended),
            _share(some, lambda one: one.right_kind),
            _share(some, lambda one: one.right_category),
            _share(some, lambda one: not one.course.again),
            _share(some, lambda one: one.course.understood),
            _share(some, lambda one: bool(one.course.corrected)),
        )
        counts = (statistics.median(asked), asked[int(0.95 * len(asked))])
        lines.append(
            f"{language:4}" + "".join(f"{share:11.2f}" for share in shares) + "".join(f"{n:11g}" for n in counts)
        )
    return "\n".join(lines)


def _told(one: Filed) -> str:
    """Why a course did not keep the promise, and the conversation."""
    script = one.script
    reasons = [
        *([] if one.ended else ["not filed"]),
        *([] if one.right_kind else [f"kind {one.kind or '-'}, meant {script.kind}"]),
        *([] if one.right_category else [f"category {one.category or '-'}, meant {script.category}"]),
        *([f"asked again: {', '.join(one.course.again)}"] if one.course.again else []),
        *([f"put right: {', '.join(one.course.corrected)}"] if one.course.corrected else []),
    ]
    return "\n".join([f"=== {script.language}: {'; '.join(reasons)}", *one.course.lines])
