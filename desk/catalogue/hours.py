"""Opening hours: checked, and asked whether a counter is open at a moment.

Hours are OSM opening_hours expressions (wiki.openstreetmap.org/wiki/Key:opening_hours/specification), read by
opening-hours-py in the town's time zone; public holidays are those of the town's country.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from desk.catalogue.records import SpecialDays

LOOK_AHEAD = dt.timedelta(days=366)
_SPANS = re.compile(
    r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d(,([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d)*"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOLIDAY_LANGUAGES = {"en": ("en_US", "en_GB", "en"), "sv": ("sv_FI", "sv")}


class HoursError(ValueError):
    """Hours cannot be read; the text says where and shows how to write them."""


@dataclasses.dataclass(frozen=True)
class Opening:
    """Whether a channel is open at a moment, and what comes next (aware datetimes in the town's zone).

    ``open`` is None where the hours are unknown. ``until`` is when it closes if it is open now, ``next_open`` when it
    opens if it is closed (None: not within a year, or never closes). ``day`` holds the spans of the asked day, empty
    when closed all day; ``holiday`` names a public holiday of that day or is "".
    """

    open: bool | None
    until: dt.datetime | None
    next_open: dt.datetime | None
    day: tuple[tuple[dt.datetime, dt.datetime], ...]
    holiday: str


def check_hours(expression: str) -> None:
    """Raises `HoursError` unless ``expression`` is blank or a usable opening_hours expression."""
    if not expression.strip():
        return
    try:
        OpeningHours(expression)
    except ParserError as error:
        position = re.search(r"--> \d+:(\d+)", str(error))
        column = int(position.group(1)) - 1 if position else 0
        raise HoursError(
            f"“{expression}” cannot be read from “{expression[column : column + 20]}” on. "
            "Write days as Mo Tu We Th Fr Sa Su and times as 08:00-16:00, "
            "for example: Mo-Th 08:00-16:00; Fr 08:00-12:00,13:00-15:00; PH off"
        ) from error


def check_spans(spans: str) -> None:
    """Raises `HoursError` unless ``spans`` is blank or spans of time such as "10:00-12:00,13:00-15:00"."""
    if spans.strip() and not _SPANS.fullmatch(spans.strip()):
        raise HoursError(f"“{spans}” cannot be read. Write times as 10:00-12:00,13:00-15:00, or nothing when closed.")


def with_special_days(hours: str, special: Sequence[SpecialDays]) -> str:
    """One expression in which the special days overrule the ordinary week."""
    rules = [hours.strip().rstrip(";")] if hours.strip() else []
    for days in sorted(special, key=lambda days: days.first):
        when = _date(days.first) if days.first == days.last else f"{_date(days.first)}-{_date(days.last)}"
        rules.append(f"{when} {days.hours.strip() or 'off'}")
    return "; ".join(rules)


def opening_at(hours: str, special: Sequence[SpecialDays], at: dt.datetime, zone: ZoneInfo, country: str) -> Opening:
    """Whether something with these hours is open at ``at`` (aware). Raises `HoursError` for unreadable hours."""
    moment = at.astimezone(zone)
    holiday = holiday_name(moment.date(), country)
    expression = with_special_days(hours, special)
    if not expression:
        return Opening(None, None, None, (), holiday)
    book = _book(expression, zone, country)
    start = dt.datetime.combine(moment.date(), dt.time(), zone)
    end = dt.datetime.combine(moment.date() + dt.timedelta(days=1), dt.time(), zone)
    day = tuple((first, last) for first, last, state, _ in book.intervals(start, end) if state == State.OPEN)
    if book.is_unknown(moment):
        return Opening(None, None, None, _joined(day), holiday)
    if book.is_open(moment):
        return Opening(True, _next(book, moment, State.OPEN, ends=True), None, _joined(day), holiday)
    return Opening(False, None, _next(book, moment, State.OPEN, ends=False), _joined(day), holiday)


def holiday_name(day: dt.date, country: str, language: str = "en") -> str:
    """The public holiday on ``day`` in ``country``, named in ``language`` where the names are known; "" on others."""
    return str(_holidays(country, language).get(day) or "")


@lru_cache(maxsize=32)
def _holidays(country: str, language: str) -> Any:
    known = holidays.country_holidays(country)
    names = known.supported_languages
    wanted = next((name for name in (*_HOLIDAY_LANGUAGES.get(language, (language,)), "en_US") if name in names), None)
    return holidays.country_holidays(country, language=wanted) if wanted else known


@lru_cache(maxsize=4096)
def _book(expression: str, zone: ZoneInfo, country: str) -> Any:
    check_hours(expression)
    return OpeningHours(expression, timezone=zone, country=country, max_interval_days=LOOK_AHEAD.days)


def _date(day: dt.date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}"


def _joined(spans: Sequence[tuple[dt.datetime, dt.datetime]]) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    joined: list[tuple[dt.datetime, dt.datetime]] = []
    for first, last in spans:
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)


def _next(book: Any, moment: dt.datetime, wanted: Any, *, ends: bool) -> dt.datetime | None:
    """When the state ``wanted`` next ends or begins after ``moment``; None if not within a year."""
    limit = moment + LOOK_AHEAD
    for first, _, state, _ in book.intervals(moment, limit):
        if first > moment and (state != wanted) is ends:
            return first  # type: ignore[no-any-return]
    return None
