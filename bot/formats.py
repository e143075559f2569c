"""Dates, times, money, durations and opening hours as a language writes them (Unicode CLDR, through Babel)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta, get_day_names
from babel.lists import format_list
from babel.numbers import format_currency

from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say

# The year at the end of CLDR's full date, with what joins it: Spanish "'de' y", Ukrainian "y 'р'.".
_YEAR = re.compile(r"[,،]?\s*(?:'de'\s*)?y+(?:\s*'р'\.)?")
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    # Babel's plain English is the American one: twelve hours and the month first. A European counter writes 16:00.
    return Locale.parse({"en": "en_GB"}.get(language, language).replace("-", "_"))


def language_name(code: str, language: str) -> str:
    """The name of the language ``code``, said in ``language``; the code itself where CLDR has none."""
    return _locale(language).languages.get(code) or code


@lru_cache(maxsize=64)
def language_names(language: str) -> str:
    """The launch languages, listed in ``language``."""
    return str(format_list([language_name(code, language) for code in LAUNCH_LANGUAGES], locale=_locale(language)))


def money(value: float, currency: str, language: str) -> str:
    """42.5 EUR -> "€42.50", "42,50 €" …; whole amounts without decimals."""
    pattern = None if value % 1 else re.sub(r"[.,]0+", "", _locale(language).currency_formats["standard"].pattern)
    digits = bool(value % 1)
    text = str(format_currency(value, currency, format=pattern, locale=_locale(language), currency_digits=digits))
    return text.replace("EUR", "€")  # CLDR spells the euro out where it is not the local currency


def time(moment: dt.time | dt.datetime, language: str) -> str:
    """The time of day, without seconds, in the clock that the moment carries."""
    return str(format_time(moment, format="short", locale=_locale(language)))


def day(date: dt.date, language: str, today: dt.date) -> str:
    """A day as one says it: today, tomorrow, or weekday with date."""
    if date == today:
        return say("day-today", language)
    if date == today + dt.timedelta(days=1):
        return say("day-tomorrow", language)
    pattern = _YEAR.sub("", _locale(language).date_formats["full"].pattern)
    return str(format_date(date, format=pattern, locale=_locale(language)))


def duration(length: dt.timedelta, language: str) -> str:
    """A processing time in the unit that fits: 5 days, 3 weeks, 2 months."""
    days = round(length.total_seconds() / 86400)
    unit: Literal["year", "month", "week", "day", "hour", "minute"]
    if days and days % 365 == 0:
        unit = "year"
    elif days >= 60 and days % 30 in (0, 1, 2):
        unit = "month"
    elif days >= 14 and days % 7 == 0:
        unit = "week"
    elif days:
        unit = "day"
    else:
        unit = "minute" if length < dt.timedelta(hours=2) else "hour"
    text = str(format_timedelta(length, granularity=unit, threshold=10**6, locale=_locale(language)))
    # CLDR counts Swedish days as spans of 24 hours; an office counts days.
    return re.sub(r"^1 dygn$", "1 dag", text).replace("dygn", "dagar") if language == "sv" else text


def spans(times: tuple[tuple[dt.datetime, dt.datetime], ...], language: str) -> str:
    """The open spans of one day: "8:00–12:00, 13:00–16:00"."""
    return ", ".join(f"{time(start, language)}–{time(end, language)}" for start, end in times)


_RULE = re.compile(r"^(?:(?P<days>[A-Za-z,\- ]+?)\s+)?(?P<times>off|closed|24/7|[\d:,\- ]+)$")


def _days_text(days: str, language: str) -> str | None:
    names = get_day_names("abbreviated", "stand-alone", _locale(language))
    parts = []
    for part in days.replace(" ", "").split(","):
        if part == "PH":
            parts.append(say("hours-holidays", language))
            continue
        ends = part.split("-")
        if not all(end in OSM_DAYS for end in ends) or len(ends) > 2:
            return None
        parts.append("–".join(names[OSM_DAYS.index(end)] for end in ends))
    return ", ".join(parts)


def _times_text(times: str, language: str) -> str:
    if times in ("off", "closed"):
        return say("hours-closed", language)
    if times == "24/7":
        return say("hours-always", language)
    said = []
    for span in times.replace(" ", "").split(","):
        start, end = (_clock(part) for part in span.split("-"))
        said.append(f"{time(start, language)}–{time(end, language)}")
    return ", ".join(said)


def _clock(text: str) -> dt.time:
    hour, minute = text.split(":")
    return dt.time(int(hour) % 24, int(minute))


def opening_hours(osm: str, language: str) -> str | None:
    """An OSM opening_hours expression in words; None where it uses more of the syntax than we can say.

    Source: wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
    """
    said = []
    for rule in (part.strip() for part in osm.split(";")):
        found = _RULE.match(rule)
        if not found:
            return None
        try:
            times = _times_text(found["times"].strip(), language)
        except ValueError:
            return None
        days = _days_text(found["days"], language) if found["days"] else ""
        if days is None:
            return None
        said.append(f"{days} {times}".strip())
    return "; ".join(said) if said else None
