"""A counter that takes cases: the demo town's categories, the real actions, and the hour that a test needs."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.messages.counter import Counter
from tests.town import small_town

DAY, NIGHT = 12, 2
"""Hours of the town."""
_CLOSED = """
from desk.cases import jobs, moving
from desk.cases.audit import staff
from desk.cases.kinds import Outcome, State
from desk.cases.models import Case
from django.utils import timezone
case, now = Case.objects.get(reference={reference!r}), timezone.now()
for state in (State.ACKNOWLEDGED, State.TRIAGE, State.ASSIGNED, State.INVESTIGATING):
    moving.move(case.pk, state, staff(), now)
moving.decide(case.pk, Outcome.UPHELD, "We replaced the lamp.", staff(), now)
moving.move(case.pk, State.CLOSED, staff(), now)
jobs.run(now)
"""
_PREPARED = """
from bot.settings import current
from desk.cases.importing import import_categories, import_streets
import_categories(current().town / "categories.yml")
import_streets(current().town / "streets.csv")
"""


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def town_at(hour: int, folder: Path) -> Path:
    """The small town, moved to a time zone in which it is about ``hour`` o'clock now."""
    there = small_town(folder / f"town{hour}")
    path = there / "town.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    ahead = hour - dt.datetime.now(dt.timezone.utc).hour
    ahead += 24 if ahead < -12 else 0
    # POSIX counts westwards: Etc/GMT-2 is two hours ahead of UTC.
    content["time_zone"] = f"Etc/GMT{-ahead:+d}"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return there


def take_cases(counter: Counter, folder: Path) -> None:
    """Make a prepared counter one that takes cases, at noon."""
    assistant = (str(counter.assistant_port), str(counter.stub_folder), counter.token)
    for name in ("web", "worker"):
        # Several answers to one person a second, so that tests wait less.
        counter.commands[name] = (sys.executable, "-m", "tests.telegram.quick", name)
    counter.commands["assistant"] = (sys.executable, "-m", "tests.messages.acting_assistant", *assistant)
    counter.set("LOKET_TOWN", str(town_at(DAY, folder)))
    counter.python(_PREPARED)


def last_case(counter: Counter) -> str:
    """The reference of the case that was filed last."""
    return str(counter.rows("desk", "SELECT reference FROM cases_case ORDER BY id DESC LIMIT 1")[0][0])


def close(counter: Counter, reference: str) -> None:
    """The city deals with a case and closes it; its survey is due."""
    counter.python(_CLOSED.format(reference=reference))


def survey_of(counter: Counter, reference: str, column: str) -> object:
    """A column of the survey at closing."""
    query = (
        f"SELECT s.{column} FROM cases_survey s JOIN cases_case c ON c.id = s.case_id"
        " WHERE c.reference = ? AND s.occasion = 'closing'"
    )
    return counter.rows("desk", query, reference)[0][0]


def consents_of(counter: Counter, reference: str) -> list[tuple[object, ...]]:
    """Whether whoever filed a case agreed, and whether that was withdrawn."""
    query = (
        "SELECT p.agreed, p.withdrawn_at IS NOT NULL FROM people_consent p JOIN cases_contact k"
        " ON k.person_id = p.person_id JOIN cases_case c ON c.id = k.case_id WHERE c.reference = ? ORDER BY p.id"
    )
    return counter.rows("desk", query, reference)


def hours_put_off(counter: Counter, reference: str) -> float | None:
    """For how many hours the survey at closing waits to be told; None where it does not."""
    query = (
        "SELECT d.due_at FROM cases_delivery d JOIN cases_news n ON n.id = d.news_id"
        " JOIN cases_case c ON c.id = n.case_id"
        " WHERE c.reference = ? AND n.message = 'case-survey-closing' AND d.delivered_at IS NULL"
    )
    found = counter.rows("desk", query, reference)
    if not found:
        return None
    due = dt.datetime.fromisoformat(str(found[0][0])).replace(tzinfo=dt.timezone.utc)
    hours = (due - dt.datetime.now(dt.timezone.utc)).total_seconds() / 3600
    return hours if hours > 0 else None
