"""Requests are found by number, service, status and time, in pages."""

from __future__ import annotations

import datetime as dt
import re

import requests
from django.utils import timezone

from desk.cases.kinds import State
from tests.open311.conftest import Api, Make, refused

DAY = dt.timedelta(days=1)


def at(days: float) -> dt.datetime:
    """So many days ago."""
    return timezone.now() - days * DAY


def written(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_numbers_override_every_other_filter_and_unknown_ones_are_left_out(api: Api, make: Make) -> None:
    first, second = make(at=at(300)), make()
    make()
    asked = f"{first},{second.lower()},CUNKNOWN"
    assert api.ids(service_request_id=asked, status="closed", start_date="2001-01-01") == [second, first]
    assert api.ids(service_request_id="CUNKNOWN") == []


def test_by_service(api: Api, make: Make) -> None:
    lamp, hole = make(), make(category="road-damage")
    assert api.ids(service_code="road-damage") == [hole]
    assert set(api.ids(service_code="road-damage, street-lighting")) == {lamp, hole}
    assert len(api.ids(service_code="")) == 2
    assert "nothing" in refused(api.get("requests.xml", service_code="road-damage,nothing"), 404)


def test_by_status(api: Api, make: Make) -> None:
    going, done = make(), make(state=State.DECIDED)
    assert api.ids(status="open") == [going]
    assert api.ids(status="closed") == [done]
    assert set(api.ids(status="open,closed")) == {going, done}
    assert "open" in refused(api.get("requests.json", status="open,mended"), 400)


def test_ninety_days_where_nothing_is_said(api: Api, make: Make) -> None:
    old, edge, fresh = make(at=at(91)), make(at=at(89)), make()
    assert api.ids() == [fresh, edge]
    assert api.ids(end_date=written(at(90))) == [old]
    assert api.ids(start_date=written(at(100))) == [edge, old]
    assert api.ids(start_date=written(at(92)), end_date=written(at(90))) == [old]


def test_dates_are_read_in_every_form_of_the_w3c_note(api: Api, make: Make) -> None:
    reference = make(at=dt.datetime(2026, 3, 2, 22, 30, tzinfo=dt.timezone.utc))
    for start, end in (
        ("2026-03-02T22:30:00Z", "2026-03-02T22:30:00Z"),
        ("2026-03-03T00:30:00+02:00", "2026-03-03T00:30:00.75+02:00"),
        ("2026-03-03", "2026-03-03"),  # a day of the town, whole
        ("2026-03", "2026-03"),
        ("2026-03-02T17:30-05:00", "2026-03-02T17:31-05:00"),
    ):
        assert api.ids(start_date=start, end_date=end) == [reference], (start, end)
    assert api.ids(start_date="2026-03-02", end_date="2026-03-02") == []
    unencoded = requests.get(f"{api.base}/requests.json?start_date=2026-03-03T00:00:00+02:00", timeout=20)
    assert [row["service_request_id"] for row in unencoded.json()] == [reference]


def test_what_cannot_be_is_refused(api: Api) -> None:
    wrong = [
        {"start_date": "yesterday"},
        {"start_date": "2026-02-30"},
        {"start_date": "2026-01-01", "end_date": "2026-05-01"},
        {"start_date": "2026-02-01", "end_date": "2026-01-01"},
        {"end_date": "0001-01-01"},
        {"start_date": "9999-12-31"},
        {"start_date": "2026-01-01T00:00:00+99:00"},
        {"page": "0"},
        {"page": "²"},
        {"page_size": "1001"},
        {"page_size": "many"},
        {"status": "gone"},
    ]
    for params in wrong:
        assert refused(api.get("requests.json", **params), 400), params


def test_ninety_whole_days_may_be_asked_for(api: Api) -> None:
    assert api.ids(start_date="2026-01-01", end_date="2026-04-01") == []


def test_pages_follow_one_another_by_their_links(api: Api, make: Make) -> None:
    made = [make(at=at(number)) for number in range(1, 6)]
    first = api.get("requests.json", page_size="2", status="open")
    assert first.headers["X-Total-Count"] == "5"
    found, answer = [], first
    for _ in made:
        found += [row["service_request_id"] for row in answer.json()]
        link = re.search('<([^>]*)>; rel="next"', answer.headers.get("Link", ""))
        if link is None:
            break
        answer = requests.get(link[1], timeout=20)
    assert found == made
    assert 'rel="prev"' in answer.headers["Link"]
    assert api.ids(page="7") == []
    assert "Link" not in api.get("requests.json").headers


def test_signs_that_no_database_holds_do_no_harm(api: Api) -> None:
    for path in ("requests.json", "services.json"):
        assert api.get(path, service_request_id="C\x00A", jurisdiction_id="\x00").status_code == 200
    for path in ("requests/C%00A.json", "tokens/a%00b.json", "services/a%00b.json", "a%00b"):
        refused(api.get(path), 404)
