"""Updates are read in the order of their numbers, each once, also where they come out of turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from desk.messages import arrivals, inbox
from desk.messages.models import Arrival

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + arrivals.HELD_BACK


def keep(*numbers: int, at: dt.datetime = NOW) -> None:
    for number in numbers:
        arrivals.keep("telegram", [arrivals.Arriving(number, {"update_id": number}, at)])


def due(now: dt.datetime = NOW) -> list[int]:
    return [arrived.number for arrived in arrivals.due("telegram", now)]


def test_the_first_of_all_waits_for_those_that_may_come_before_it() -> None:
    keep(7)
    assert due() == []
    keep(6)
    assert due(LATER) == [6, 7]


def test_what_follows_what_is_known_is_read_at_once() -> None:
    keep(5)
    arrivals.done("telegram", [5])
    keep(6, 7)
    assert due() == [6, 7]


def test_a_gap_holds_up_what_is_after_it_for_a_while() -> None:
    keep(5)
    arrivals.done("telegram", [5])
    keep(7, 8)
    assert due() == []
    keep(6)
    assert due() == [6, 7, 8]
    Arrival.objects.filter(number=6).delete()
    assert due(LATER) == [7, 8]


def test_one_that_is_stored_while_we_look_is_not_overtaken() -> None:
    keep(5)
    arrivals.done("telegram", [5])
    keep(7)
    asked = 0

    def late(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal asked
        found = execute(sql, *rest)
        asked += 1
        if asked == 1:
            keep(6)
        return found

    with connection.execute_wrapper(late):
        assert due() == []
    assert due() == [6, 7]


def test_a_repeated_number_is_stored_once_and_not_read_again() -> None:
    keep(5, 5)
    arrivals.done("telegram", [5])
    keep(5)
    assert due(LATER) == []
    assert Arrival.objects.get().body == b""


def test_one_that_cannot_be_read_is_parked_listed_and_tried_again_by_hand() -> None:
    keep(5)
    assert [arrivals.failed("telegram", [5], "a defect") for _ in range(arrivals.ATTEMPTS)] == [False, False, True]
    assert due(LATER) == []
    (listed,) = inbox.parked()
    assert (listed["id"], listed["error"]) == ("telegram/5", "a defect")
    assert inbox.retry("telegram/5")
    assert due(LATER) == [5]


def test_a_parked_one_that_is_dropped_is_forgotten() -> None:
    keep(5)
    for _ in range(arrivals.ATTEMPTS):
        arrivals.failed("telegram", [5], "a defect")
    assert inbox.drop("telegram/5")
    assert bytes(Arrival.objects.get().body) == b""
    assert not inbox.drop("telegram/5")


def test_numbers_are_known_for_two_days_and_the_newest_for_good() -> None:
    keep(5, 6, at=NOW - arrivals.KEPT * 2)
    arrivals.done("telegram", [5, 6])
    arrivals.clear(NOW)
    assert arrivals.newest("telegram") == 6
    assert Arrival.objects.count() == 1


def test_the_last_number_is_not_gone_on_from_after_a_week_without_any() -> None:
    keep(900)
    keep(30)
    assert arrivals.newest("telegram", NOW) == 30
    assert arrivals.newest("telegram", NOW + arrivals.NUMBERS_GO_ON * 2) is None


def test_one_that_was_sealed_under_another_key_does_not_hold_up_the_next() -> None:
    keep(5, 6)
    Arrival.objects.filter(number=5).update(body=b"x" * 40)
    assert due(LATER) == [6]
    assert Arrival.objects.get(number=5).state == Arrival.State.PARKED
