"""What the tests of Open311 share: categories with questions, streets, keys, cases to release, and real HTTP."""

from __future__ import annotations

import datetime as dt
import itertools
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from django.utils import timezone

from desk.cases import drafts, filing, moving
from desk.cases.audit import staff
from desk.cases.kinds import Outcome, State
from desk.cases.models import Category, CategoryGroup, Street
from desk.open311 import keys

WORDS = "The lamp outside number 5 has been dark for two weeks"
_turns = itertools.count()
_WAY = (State.ACKNOWLEDGED, State.TRIAGE, State.ASSIGNED, State.INVESTIGATING)
QUESTIONS = [
    {"code": "pole", "datatype": "string", "required": False, "description": {"en": "Number on the pole"}},
    {
        "code": "fault",
        "datatype": "singlevaluelist",
        "required": True,
        "description": {"en": "What is wrong?", "fi": "Mikä on vialla?"},
        "values": [{"key": "dark", "name": {"en": "Dark", "fi": "Pimeä"}}, {"key": "blinks", "name": {"en": "Blinks"}}],
    },
    {
        "code": "seen",
        "datatype": "multivaluelist",
        "description": {"en": "Seen when?"},
        "values": [{"key": "night", "name": {"en": "At night"}}, {"key": "dawn", "name": {"en": "At dawn"}}],
    },
    {"code": "poles", "datatype": "number", "description": {"en": "How many?"}},
]


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    keys.usual_limits.cache_clear()
    yield
    keys.usual_limits.cache_clear()


@pytest.fixture
def town(transactional_db: None) -> dict[str, Category]:
    """Lamps with questions and potholes, which others may see; noise, which they may not; conduct, for complaints."""
    group = CategoryGroup.objects.create(slug="streets", labels={"en": "Streets", "fi": "Kadut"})
    public: dict[str, Any] = {"group": group, "team": "streets", "public": True, "fields": ["where"]}
    rows = [
        Category.objects.create(
            slug="street-lighting",
            labels={"en": "Street lighting", "fi": "Katuvalot"},
            descriptions={"en": "Dark & <broken> lamps"},
            keywords={"en": ["lamp", "school~"]},
            questions=QUESTIONS,
            **public,
        ),
        Category.objects.create(slug="road-damage", labels={"en": "Road damage"}, position=1, **public),
        Category.objects.create(
            slug="noise", group=group, team="health", position=2, labels={"en": "Noise"}, fields=["where", "when"]
        ),
        Category.objects.create(slug="conduct", group=group, team="law", position=3, kinds=["complaint"]),
        Category.objects.create(slug="old", active=False, position=4, labels={"en": "Old"}, **public),
    ]
    Street.objects.create(
        name="Torikatu", district="Keskusta", postcode="07100", latitude="60.390512", longitude="25.662599"
    )
    Street.objects.create(name="Rantatie", district="Satama")
    return {row.slug: row for row in rows}


@pytest.fixture
def key(town: dict[str, Category]) -> str:
    return keys.add("city app", timezone.now())


Make = Callable[..., str]


@pytest.fixture
def make(town: dict[str, Category]) -> Make:
    """File a case by chat and release it: ``make(state=…, release=…, at=…, text=…, place=…)``; gives its reference."""

    def filed(
        category: str = "street-lighting",
        kind: str = "service_request",
        state: State = State.RECEIVED,
        release: bool = True,
        at: dt.datetime | None = None,
        text: str = WORDS,
        place: dict[str, Any] | None = None,
    ) -> str:
        now = at or timezone.now() - dt.timedelta(days=1)
        answers = {
            "category": {"slug": category},
            "what": {"text": text},
            "where": place or {"text": "Torikatu 5", "street": "Torikatu"},
            "when": {"text": "yesterday"},
            "remedy": {"text": "mend it"},
            "contact": {"name": "Maria Virtanen", "email": "maria@example.org"},
        }
        draft = drafts.begin(channel="web", language="en", now=now, kind=kind, answers=answers)
        case = filing.file(draft.id, f"t_{next(_turns)}", "file", now)
        if release:
            moving.release(case.case, staff(None), now)
        walk(case.case, state, now)
        return case.reference

    return filed


def walk(case: int, to: State, now: dt.datetime) -> None:
    """Move a fresh case to ``to``."""
    if to is State.RECEIVED:
        return
    if to in (State.SPAM, State.DUPLICATE, State.NOT_RESPONSIBLE):
        moving.move(case, to, staff(None), now, body="The county")
        return
    for state in _WAY:
        moving.move(case, state, staff(None), now)
        if state is to:
            return
    moving.decide(case, Outcome.UPHELD, "The lamp was out.", staff(None), now)


class Api:
    """The API over real HTTP."""

    def __init__(self, address: str) -> None:
        self.base = f"{address}/open311/v2"

    def get(self, path: str, language: str = "en", **params: str) -> requests.Response:
        headers = {"Accept-Language": language}
        return requests.get(f"{self.base}/{path}", params=params, headers=headers, timeout=20)

    def post(self, path: str = "requests.json", language: str = "en", **form: Any) -> requests.Response:
        headers = {"Accept-Language": language}
        return requests.post(f"{self.base}/{path}", data=form, headers=headers, timeout=20)

    def ids(self, **params: str) -> list[str]:
        """The numbers of the requests that fit."""
        answer = self.get("requests.json", **params)
        assert answer.status_code == 200, answer.text
        return [row["service_request_id"] for row in answer.json()]


@pytest.fixture
def api(live_server: Any, town: dict[str, Category]) -> Api:
    return Api(live_server.url)


def tree(answer: requests.Response) -> ET.Element:
    """The XML of an answer, which must say that it is."""
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    return ET.fromstring(answer.content)


def refused(answer: requests.Response, status: int) -> str:
    """The description of a refusal, whose body must be the specification's in either format."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    if answer.headers["Content-Type"].startswith("application/json"):
        (error,) = answer.json()
        assert error["code"] == status
        return str(error["description"])
    root = tree(answer)
    assert root.tag == "errors" and [child.tag for child in root] == ["error"]
    assert root.findtext("error/code") == str(status)
    return root.findtext("error/description") or ""
