"""The day a person means: "tomorrow", "next Sunday", "Christmas Eve", "24.12.", in the launch languages.

Only single days are found, and only as dates: what is open then is the catalogue's business. How days are called lies
in ``data/language/days.yml``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from bot.folding import fold
from bot.settings import ROOT

DAYS = ROOT / "data" / "language" / "days.yml"

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
# "24.12.", "24.12.2026", "24/12"; not "3.5", which is more often a price.
_NUMERIC = re.compile(r"(?<![\d.:/])(\d{1,2})(?:\.(\d{1,2})\.|/(\d{1,2})/?|\.(\d{1,2})\.(?=\d))(\d{4}|\d{2})?(?![\d:])")


@dataclass(frozen=True)
class _Feast:
    pattern: re.Pattern[str]
    day: str

    def on(self, year: int) -> dt.date:
        if self.day.startswith("easter"):
            return easter(year) + dt.timedelta(days=int(self.day.removeprefix("easter")))
        if self.day.startswith("midsummer"):
            return midsummer_eve(year) + dt.timedelta(days=int(self.day.removeprefix("midsummer")))
        month, day = self.day.split("-")
        return dt.date(year, int(month), int(day))


@dataclass(frozen=True)
class _Calendar:
    relative: dict[int, re.Pattern[str]]
    weekdays: tuple[tuple[int, re.Pattern[str]], ...]
    feasts: tuple[_Feast, ...]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    skipped, leap = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - skipped - correction + 15) % 30
    fours, odd = divmod(rest, 4)
    week = (32 + 2 * leap + 2 * fours - moon - odd) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)


def midsummer_eve(year: int) -> dt.date:
    """Friday between 19 and 25 June, as in Finland and Sweden."""
    return next(day for day in (dt.date(year, 6, 19) + dt.timedelta(n) for n in range(7)) if day.weekday() == 4)


def find_day(text: str, today: dt.date) -> dt.date | None:
    """The day named in ``text``; None where none is.

    ``today`` is the date in the town's own time zone. A weekday means the next such day, today included; a date without
    a year, and a feast, the next one.
    """
    plain = fold(text)
    return (
        _relative(plain, today, 2)
        or _written(plain, today)
        or _feast(plain, today)
        or _weekday(plain, today)
        or _relative(plain, today, 1)
        or _relative(plain, today, 0)
    )


def _relative(plain: str, today: dt.date, days: int) -> dt.date | None:
    return today + dt.timedelta(days=days) if _calendar().relative[days].search(plain) else None


def _written(plain: str, today: dt.date) -> dt.date | None:
    iso = _ISO.search(plain)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    for pattern in (_calendar().day_month, _calendar().month_day):
        found = pattern.search(plain)
        if found:
            month = next(int(name[1:]) for name, value in found.groupdict().items() if value and name != "day")
            return _next(month, int(found["day"]), today)
    numeric = _NUMERIC.search(plain)
    if not numeric:
        return None
    day, month, year = int(numeric[1]), int(numeric[2] or numeric[3] or numeric[4]), numeric[5]
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _next(month, day, today)


def _feast(plain: str, today: dt.date) -> dt.date | None:
    for feast in _calendar().feasts:
        if feast.pattern.search(plain):
            day = feast.on(today.year)
            return day if day >= today else feast.on(today.year + 1)
    return None


def _weekday(plain: str, today: dt.date) -> dt.date | None:
    for weekday, pattern in _calendar().weekdays:
        if pattern.search(plain):
            return today + dt.timedelta(days=(weekday - today.weekday()) % 7)
    return None


def _next(month: int, day: int, today: dt.date) -> dt.date | None:
    found = _date(today.year, month, day)
    return found if found is None or found >= today else _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _word(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


@lru_cache(maxsize=1)
def _calendar() -> _Calendar:
    with DAYS.open(encoding="utf-8") as stream:
        content = yaml.safe_load(stream)
    months = "|".join(f"(?P<m{index}>{'|'.join(names)})" for index, names in enumerate(content["months"], start=1))
    weekdays = [(index, _word(names)) for index, names in enumerate(content["weekdays"])]
    return _Calendar(
        relative={int(days): _word(names) for days, names in content["relative"].items()},
        weekdays=(*weekdays, (5, _word(content["weekend"]))),
        feasts=tuple(_Feast(_word(feast["say"]), feast["day"]) for feast in content["feasts"]),
        day_month=re.compile(
            rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|:e|:a|ª|º)? ?(?:of |de |den )?(?:{months})(?!\w)"
        ),
        month_day=re.compile(rf"(?<!\w)(?:{months}) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|:)"),
    )
