"""A counter over the demo catalogue: turns go to the real actions, without Rasa."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from actions.base import Asked, Context, CounterAction, Reply
from bot.settings import ROOT
from bot.turn import Turn
from desk.cases.importing import import_categories, import_streets
from desk.catalogue.importing.run import Format, Request, run_import

TUESDAY_NOON = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.timezone.utc)  # 12:00 in Helsinki
Ask = Callable[..., Reply]


@pytest.fixture(scope="module", autouse=True)
def demo_catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo town's services, categories and streets, imported once a module and rolled back after it."""
    folder = ROOT / "data" / "catalogue"
    files = [path for path in sorted(folder.glob("*.jsonld")) if path.name != "context.jsonld"]
    with django_db_blocker.unblock(), transaction.atomic():
        run_import(Request(files, Format.CPSV, "demo"), TUESDAY_NOON)
        import_categories(ROOT / "data" / "town" / "categories.yml")
        import_streets(ROOT / "data" / "town" / "streets.csv")
        yield
        transaction.set_rollback(True)


def turn(intent: str, text: str = "…", **values: Any) -> Turn:
    """A turn as the pipeline would have made it."""
    found = {
        "id": "t_1", "text": text, "channel": "web", "language": "en", "unserved": "", "intent": intent,
        "confidence": 0.9,
        "services": (), "verdict": "", "questions": (), "entities": (), "danger": "", "context": {},
    }  # fmt: skip
    return Turn(**{**found, **values})


@pytest.fixture
def ask(db: None) -> Ask:
    """Run an action on a turn; ``context`` and ``said`` are what the conversation had before."""

    def run(
        action: CounterAction,
        asked: Turn,
        context: Context | None = None,
        now: dt.datetime = TUESDAY_NOON,
        said: tuple[str, ...] = (),
    ) -> Reply:
        return action.respond(Asked(asked, context or Context(), asked.language, lambda: now, said))

    return run
