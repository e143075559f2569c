"""Working time: nights, weekends, holidays, pauses and summer time neither lose a moment nor invent one."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.cases import clocks
from desk.cases.clocks import Calendar, Pause, Rule, Unit

UTC = dt.timezone.utc
HELSINKI = Calendar("Mo-Fr 08:00-16:00; PH off", ZoneInfo("Europe/Helsinki"), "FI")
CALENDARS = [
    HELSINKI,
    Calendar("Mo-Th 08:00-12:00,13:00-17:00; Fr 08:00-13:00", ZoneInfo("Europe/Berlin"), "DE"),
    # Open on the nights of the change to summer time and back.
    Calendar("Mo-Su 00:00-06:00", ZoneInfo("Europe/Helsinki"), "FI"),
]
RULE = Rule(acknowledge=5, decide=10, extension=10)
MONTH = Rule(acknowledge=5, decide=1, extension=2, unit=Unit.MONTHS, from_receipt=True)
_FIRST = dt.datetime(2025, 11, 1, tzinfo=UTC)
moments = st.integers(0, 395 * 24 * 3600 * 1_000_000).map(lambda micros: _FIRST + dt.timedelta(microseconds=micros))
spans = st.integers(0, 20 * 24 * 3600 * 1_000_000).map(lambda micros: dt.timedelta(microseconds=micros))
calendars = st.sampled_from(CALENDARS)
NOTHING = Fraction(1, 3 * 3600 * 1_000_000)
"""Less than a microsecond of the shortest working day."""


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (local(2026, 3, 2, 11), 5, local(2026, 3, 9, 11)),
        (local(2026, 3, 6, 20), 1, local(2026, 3, 9, 16)),
        # Good Friday and Easter Monday 2026 are 3 and 6 April.
        (local(2026, 4, 2, 12), 2, local(2026, 4, 8, 12)),
        # Summer time begins on 29 March 2026.
        (local(2026, 3, 27, 12), 1, local(2026, 3, 30, 12)),
        (local(2026, 12, 23, 8), 3, local(2026, 12, 29, 16)),
    ],
)
def test_working_days_end_at_the_same_hour_past_weekends_holidays_and_summer_time(
    start: dt.datetime, days: int, due: dt.datetime
) -> None:
    assert HELSINKI.after(start, Fraction(days)) == due


@settings(max_examples=80, deadline=None)
@given(calendar=calendars, start=moments, days=st.integers(1, 60))
def test_a_span_is_exactly_as_long_as_it_should_be(calendar: Calendar, start: dt.datetime, days: int) -> None:
    due = calendar.after(start, Fraction(days))
    assert 0 <= calendar.elapsed(start, due) - days < NOTHING


@settings(max_examples=80, deadline=None)
@given(calendar=calendars, start=moments, one=spans, two=spans)
def test_time_cut_in_two_is_the_same_time(
    calendar: Calendar, start: dt.datetime, one: dt.timedelta, two: dt.timedelta
) -> None:
    middle, end = start + one, start + one + two
    assert calendar.elapsed(start, middle) + calendar.elapsed(middle, end) == calendar.elapsed(start, end)


@settings(max_examples=80, deadline=None)
@given(
    calendar=calendars,
    start=moments,
    cuts=st.lists(st.tuples(spans, spans), max_size=4),
)
def test_pauses_give_back_exactly_the_working_time_they_took(
    calendar: Calendar, start: dt.datetime, cuts: list[tuple[dt.timedelta, dt.timedelta]]
) -> None:
    pauses, at = [], start
    for before, length in cuts:
        pauses.append(Pause(at + before, at + before + length))
        at += before + length
    due = clocks.decide_due(RULE, start, pauses, 0, calendar)
    assert due is not None
    paused = sum(
        (calendar.elapsed(pause.since, min(pause.until, due)) for pause in pauses if pause.until and pause.since < due),
        Fraction(0),
    )
    assert 0 <= calendar.elapsed(start, due) - paused - RULE.decide < NOTHING


@settings(max_examples=60, deadline=None)
@given(start=moments, offset=spans, length=spans, share=st.fractions(0, 1))
def test_a_pause_in_two_parts_is_the_same_pause(
    start: dt.datetime, offset: dt.timedelta, length: dt.timedelta, share: Fraction
) -> None:
    since, until = start + offset, start + offset + length
    middle = since + dt.timedelta(microseconds=int(length / dt.timedelta(microseconds=1) * share))
    whole = clocks.decide_due(RULE, start, [Pause(since, until)], 0, HELSINKI)
    parts = clocks.decide_due(RULE, start, [Pause(middle, until), Pause(since, middle)], 0, HELSINKI)
    assert whole == parts


@settings(max_examples=60, deadline=None)
@given(start=moments, offset=spans, length=spans)
def test_a_month_with_a_pause_is_never_shorter_than_both_and_ends_with_a_working_day(
    start: dt.datetime, offset: dt.timedelta, length: dt.timedelta
) -> None:
    plain = clocks.decide_due(MONTH, start, [], 0, HELSINKI)
    paused = clocks.decide_due(MONTH, start, [Pause(start + offset, start + offset + length)], 0, HELSINKI)
    assert plain is not None and paused is not None
    assert paused >= start + dt.timedelta(days=28) + length and paused >= plain
    last = (paused - dt.timedelta(seconds=1)).astimezone(HELSINKI.zone)
    assert HELSINKI.is_working_day(last.date()) and paused.astimezone(HELSINKI.zone).time() == dt.time()


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (local(2026, 1, 31, 10), local(2026, 3, 3, 0)),  # 28 February is a Saturday: the Monday after, to its end
        (local(2026, 3, 10, 23), local(2026, 4, 11, 0)),
        (local(2026, 11, 25, 9), local(2026, 12, 29, 0)),  # Christmas Day, then a weekend
    ],
)
def test_a_data_request_has_one_calendar_month(start: dt.datetime, due: dt.datetime) -> None:
    assert clocks.decide_due(MONTH, start, [], 0, HELSINKI) == due


def test_while_a_pause_lasts_nothing_is_due() -> None:
    start = local(2026, 3, 2, 9)
    assert clocks.decide_due(RULE, start, [Pause(start, None)], 0, HELSINKI) is None


def test_the_decisions_clock_starts_with_a_person_or_when_that_was_due() -> None:
    start, due = local(2026, 3, 2, 9), local(2026, 3, 9, 9)
    assert clocks.decide_start(RULE, start, None, due) == due
    assert clocks.decide_start(RULE, start, local(2026, 3, 3, 9), due) == local(2026, 3, 3, 9)
    assert clocks.decide_start(RULE, start, local(2026, 3, 20, 9), due) == due
    assert clocks.decide_start(MONTH, start, local(2026, 3, 3, 9), due) == start


def test_an_office_that_never_opens_is_told_and_not_waited_for() -> None:
    with pytest.raises(ValueError, match="office_hours"):
        Calendar("Mo-Su off", ZoneInfo("Europe/Helsinki"), "FI").after(local(2026, 3, 2, 9), Fraction(1))
