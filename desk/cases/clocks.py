"""Working time: when a span of it is over, pauses left out. Rules in, moments out; nothing is stored here.

A working day is as long as the office is open on it; a span of n working days is over when the office has been open
for n whole days' shares. So a span that begins in the middle of an opening hour ends in the middle of one, a night, a
weekend, a holiday or a change to summer time counts nothing, and pauses can be cut anywhere without loss: shares are
exact fractions. Months are calendar months (Regulation (EEC, Euratom) 1182/71, Article 3): they end with the last hour
of the day of the same number, or of the next working day.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from desk.catalogue.hours import holiday_name, opening_at
from desk.catalogue.town import town

_MICROSECOND = dt.timedelta(microseconds=1)
_ONE_DAY = dt.timedelta(days=1)
_LONGEST_CLOSURE = 400

Spans = tuple[tuple[dt.datetime, dt.datetime], ...]


class Unit(Enum):
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclasses.dataclass(frozen=True)
class Rule:
    """The clock of a kind of case. Spans in working days, but for ``decide`` and ``extension``, in ``unit``.

    ``from_receipt``: the decision's clock starts at receipt and not when a person acknowledges. ``warn``: how long
    before a deadline staff are warned.
    """

    acknowledge: int
    decide: int
    extension: int
    unit: Unit = Unit.WORKING_DAYS
    from_receipt: bool = False
    warn: int = 2

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Rule:
        """Read a stored rule. Raises `ValueError` naming what is wrong."""
        try:
            rule = cls(
                acknowledge=int(data["acknowledge"]),
                decide=int(data["decide"]),
                extension=int(data.get("extension", 0)),
                unit=Unit(data.get("unit", Unit.WORKING_DAYS.value)),
                from_receipt=bool(data.get("from_receipt", False)),
                warn=int(data.get("warn", 2)),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"a clock needs acknowledge and decide in whole days: {error}") from error
        if min(rule.acknowledge, rule.decide) < 1 or min(rule.extension, rule.warn) < 0:
            raise ValueError("a clock's acknowledge and decide are 1 or more, its extension and warn 0 or more")
        return rule

    def as_data(self) -> dict[str, Any]:
        return {**dataclasses.asdict(self), "unit": self.unit.value}


@dataclasses.dataclass(frozen=True)
class Pause:
    """A span that does not count; ``until`` is None while it lasts."""

    since: dt.datetime
    until: dt.datetime | None


@dataclasses.dataclass(frozen=True)
class Calendar:
    """When the office is open: OSM opening hours in ``zone``, and closed on ``country``'s public holidays."""

    hours: str
    zone: ZoneInfo
    country: str

    def spans(self, day: dt.date) -> Spans:
        """The opening spans of a day, empty where it is closed."""
        return _spans(self, day)

    def elapsed(self, start: dt.datetime, end: dt.datetime) -> Fraction:
        """Working days between two moments, exactly. Raises `ValueError` where ``end`` is before ``start``."""
        if end < start:
            raise ValueError("a span ends before it begins")
        first, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        days = Fraction(0)
        day = first
        while day <= last:
            days += self._share(day, end) - self._share(day, start)
            day += _ONE_DAY
        return days

    def after(self, start: dt.datetime, days: Fraction) -> dt.datetime:
        """The first moment (UTC) at which ``days`` working days have passed since ``start``."""
        wanted = days
        day = start.astimezone(self.zone).date()
        closed = 0
        while True:
            before = self._share(day, start)
            here = (Fraction(1) if self.spans(day) else Fraction(0)) - before
            if self.spans(day) and here >= wanted:
                return self._moment(day, before + wanted)
            closed = 0 if self.spans(day) else closed + 1
            if closed > _LONGEST_CLOSURE:
                raise ValueError(f"the office hours {self.hours!r} never open: correct office_hours in town.yml")
            wanted -= here
            day += _ONE_DAY

    def is_working_day(self, day: dt.date) -> bool:
        return bool(self.spans(day))

    def _share(self, day: dt.date, moment: dt.datetime) -> Fraction:
        """How much of the day's opening time is over at ``moment``: 0 to 1; 0 on a closed day."""
        spans = self.spans(day)
        if not spans:
            return Fraction(0)
        at = moment.astimezone(dt.timezone.utc)
        over = sum((_micros(min(max(at, first), last) - first) for first, last in spans), 0)
        return Fraction(over, _length(spans))

    def _moment(self, day: dt.date, share: Fraction) -> dt.datetime:
        spans = self.spans(day)
        exact = share * _length(spans)
        # Rounded up: a deadline is never a moment too early.
        left = -((-exact.numerator) // exact.denominator)
        for first, last in spans:
            length = _micros(last - first)
            if left <= length:
                return first + left * _MICROSECOND
            left -= length
        return spans[-1][1]


@lru_cache(maxsize=20000)
def _spans(calendar: Calendar, day: dt.date) -> Spans:
    if holiday_name(day, calendar.country):
        return ()
    noon = dt.datetime.combine(day, dt.time(12), calendar.zone)
    found = opening_at(calendar.hours, (), noon, calendar.zone, calendar.country).day
    return tuple((first.astimezone(dt.timezone.utc), last.astimezone(dt.timezone.utc)) for first, last in found)


def town_calendar() -> Calendar:
    """The calendar of this town's office."""
    here = town()
    return Calendar(here.office_hours, here.zone, here.country)


def acknowledge_due(rule: Rule, started: dt.datetime, calendar: Calendar) -> dt.datetime:
    """By when a person must acknowledge. The machine's receipt stops nothing."""
    return calendar.after(started, Fraction(rule.acknowledge))


def decide_start(rule: Rule, started: dt.datetime, acknowledged: dt.datetime | None, due: dt.datetime) -> dt.datetime:
    """When the decision's clock starts: when a person acknowledges, at the latest when that was ``due``."""
    if rule.from_receipt:
        return started
    return due if acknowledged is None else min(acknowledged, due)


def decide_due(
    rule: Rule, start: dt.datetime, pauses: Sequence[Pause], extension: int, calendar: Calendar
) -> dt.datetime | None:
    """By when the decision is due; None while the clock is paused. ``extension`` in the rule's unit."""
    spans = _merged(pauses, start)
    if spans is None:
        return None
    if rule.unit is Unit.MONTHS:
        paused = sum((until - since for since, until in spans), dt.timedelta())
        return _months_after(start, rule.decide + extension, paused, calendar)
    position, left = start, Fraction(rule.decide + extension)
    for since, until in spans:
        worked = calendar.elapsed(position, since)
        if worked >= left:
            break
        position, left = until, left - worked
    return calendar.after(position, left)


def warn_at(rule: Rule, start: dt.datetime, due: dt.datetime, calendar: Calendar) -> dt.datetime:
    """When staff are warned: ``rule.warn`` working days before ``due``, at the earliest half-way."""
    whole = calendar.elapsed(start, due)
    return calendar.after(start, whole - min(Fraction(rule.warn), whole / 2))


def _merged(pauses: Sequence[Pause], start: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]] | None:
    """The pauses after ``start`` in order, overlapping ones joined; None if one still lasts."""
    merged: list[tuple[dt.datetime, dt.datetime]] = []
    for pause in sorted(pauses, key=lambda pause: pause.since):
        if pause.until is None:
            return None
        since, until = max(pause.since, start), pause.until
        if until <= since:
            continue
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _months_after(start: dt.datetime, months: int, paused: dt.timedelta, calendar: Calendar) -> dt.datetime:
    begin = start.astimezone(calendar.zone)
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    end_of_month = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - _ONE_DAY
    day = min(dt.date(year, month + 1, min(begin.day, end_of_month.day)), end_of_month)
    # The time of day is the start's on the wall; pauses are real time.
    base = dt.datetime.combine(day, begin.time(), calendar.zone).astimezone(dt.timezone.utc) + paused
    last = base.astimezone(calendar.zone).date()
    while not calendar.is_working_day(last):
        last += _ONE_DAY
    return dt.datetime.combine(last + _ONE_DAY, dt.time(), calendar.zone).astimezone(dt.timezone.utc)


def _micros(span: dt.timedelta) -> int:
    return span // _MICROSECOND


def _length(spans: Spans) -> int:
    return sum(_micros(last - first) for first, last in spans)
