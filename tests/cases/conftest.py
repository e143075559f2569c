"""What the tests of cases share: a small set of categories, a calendar, and a case at any state."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest

from desk.cases import drafts, filing, moving
from desk.cases.audit import staff
from desk.cases.kinds import Outcome, State
from desk.cases.models import Category, CategoryGroup
from desk.people.models import Person

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone.utc)
"""A Monday, eleven o'clock in the town."""
PATH = (State.ACKNOWLEDGED, State.TRIAGE, State.ASSIGNED, State.INVESTIGATING)
WORDS = "The lamp outside number 5 has been dark for two weeks"
_turns = itertools.count()


@pytest.fixture
def categories(db: None) -> dict[str, Category]:
    """Two categories: lamps, which others may see, and conduct of staff."""
    group = CategoryGroup.objects.create(slug="streets", labels={"en": "Streets"})
    lamp = Category.objects.create(slug="street-lighting", group=group, team="streets", public=True, fields=["where"])
    staff_conduct = Category.objects.create(slug="staff-conduct", group=group, team="complaints")
    return {category.slug: category for category in (lamp, staff_conduct)}


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(language="en")


Filer = Callable[..., filing.Filed]


def answers(category: str, **more: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Everything that a complaint or a request needs."""
    return {
        "category": {"slug": category},
        "what": {"text": WORDS},
        "where": {"text": "Torikatu 5"},
        "when": {"text": "two weeks ago", "date": "2026-02-16"},
        "remedy": {"text": "mend it"},
        "contact": {"name": "Maria Virtanen", "email": "maria@example.org"},
        **more,
    }


@pytest.fixture
def file_case(categories: dict[str, Category]) -> Filer:
    """File a case: ``file_case(kind=…, category=…, person=…, now=…, danger=…, contact=…)``."""

    def make(
        kind: str = "complaint",
        category: str = "staff-conduct",
        person: Person | None = None,
        now: dt.datetime = NOW,
        danger: bool = False,
        **more: dict[str, Any],
    ) -> filing.Filed:
        draft = drafts.begin(
            channel="web",
            language="ar",
            now=now,
            person=person.pk if person else None,
            kind=kind,
            danger=danger,
            answers=answers(category, **more),
        )
        return filing.file(draft.id, f"t_{next(_turns)}", "file", now)

    return make


def walk(case: int, to: State, now: dt.datetime = NOW, user: int | None = None) -> None:
    """Move a fresh case along the usual way to ``to`` (up to closed)."""
    for state in PATH:
        moving.move(case, state, staff(user), now)
        if state is to:
            return
    if to is State.INVESTIGATING:
        return
    moving.decide(case, Outcome.UPHELD, "The lamp was out.", staff(user), now)
    if to is State.CLOSED:
        moving.move(case, State.CLOSED, staff(user), now)
