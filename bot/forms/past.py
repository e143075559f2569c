"""The past day or time that a person names: "last Monday", "for three days", "on 12.11.", in the launch languages.

Only what lies before or on ``today`` is found, never a day to come. How days are called: ``data/forms``, part ``time``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.forms.phrases import Aligned, Scanner, align, alternatives, languages, openings, split, words
from bot.patterns import compiled

_UNITS = ("minute", "hour", "day", "week", "month", "year")
_FUTURE, _MORE = "future", "more"
# In this order where two begin at the same word; "future" hides what is to come.
_KINDS = (_FUTURE, "ago", "days2", "days1", "last", "weekend", "month", "weekday", "days0", "vague", _MORE)
_VAGUE_DAYS = frozenset(("days0",))
_ISO = re.compile(r"(?<![\w/-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_FULL = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")
_SHORT = re.compile(r"(?<![\w./:,-])(?:(\d{1,2})\.(\d{1,2})\.|(\d{1,2})/(\d{1,2}))(?![\w/:-])")
_OPEN = re.compile(r"(\d{1,2})\.(\d{1,2})(?![\w./:,-]| ?(?:€|eur|euro|km|kg|m\b|%))")
_FAR_DAY = dt.date(2400, 6, 15)
_BARE_MONTHS = frozenset(("may", "mar", "march", "mars", "jan", "sept", "dec"))
_EVERYDAY_SLASHES = frozenset(((24, 7), (1, 2), (1, 3), (1, 4), (3, 4), (2, 3)))


@dataclass(frozen=True)
class When:
    """``text``: the words as written. ``date``: the day that they name; of a span or period ("since March", "for three
    days", "last week") its first day; None where they name no single day ("every night").
    """

    text: str
    date: dt.date | None


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    kind: str
    date: dt.date | None


@dataclass(frozen=True)
class _Speech:
    """How one language speaks of time."""

    numbers: tuple[tuple[int, re.Pattern[str]], ...]
    units: tuple[tuple[str, re.Pattern[str]], ...]
    twice: tuple[tuple[str, re.Pattern[str]], ...]
    weekdays: tuple[tuple[int, re.Pattern[str]], ...]
    months: tuple[tuple[int, re.Pattern[str]], ...]
    written: re.Pattern[str]


def names_time(text: str) -> bool:
    """Whether a text names a day or time that may have been, whatever day is today."""
    return find_when(text, _FAR_DAY) is not None


def find_when(text: str, today: dt.date) -> When | None:
    """The past moment or span that a text names, with what stands beside it ("at 3 am last night"), or None."""
    aligned = align(text)
    found = _united(aligned, sorted(_all(aligned, today), key=lambda one: (one.start, -one.end)))
    told = [one for one in found if one.kind not in (_FUTURE, _MORE) and (one.date is None or one.date <= today)]
    best = min(told, key=lambda one: (one.date is None, one.kind in _VAGUE_DAYS, one.start), default=None)
    return When(aligned.words(best.start, best.end).strip(" ,;:!?-"), best.date) if best else None


def _all(aligned: Aligned, today: dt.date) -> list[_Found]:
    found = _numeric(aligned, today)
    for speech in _speeches():
        for match in speech.written.finditer(aligned.plain):
            one = _day_and_month(match, speech, aligned, today)
            if one:
                found.append(one)
    for index, match in _scanner().scan(aligned.plain):
        kind = str(match.lastgroup)
        end = match.end() - len(match[0]) + len(match[0].rstrip(" '-"))
        found.append(_Found(match.start(), end, kind, _date_of(kind, match[0], _speeches()[index], today)))
    return found


def _united(aligned: Aligned, found: list[_Found]) -> list[_Found]:
    """Of two that overlap the longer, of two side by side one; what is in a part to come goes."""
    kept: list[_Found] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is None or (one.start >= last.end and aligned.plain[last.end : one.start].strip(" ,")):
            kept.append(one)
            continue
        if one.start < last.end:
            if one.end - one.start > last.end - last.start:
                kept[-1] = one
            continue
        kept[-1] = _joined(last, one)
    return kept


def _joined(last: _Found, one: _Found) -> _Found:
    if _FUTURE in (last.kind, one.kind):
        return one if last.kind == _FUTURE and one.kind != _MORE else last
    strong = min((last, one), key=lambda part: (part.kind == _MORE, part.date is None, part.kind in _VAGUE_DAYS))
    return _Found(last.start, one.end, strong.kind, strong.date)


def _date_of(kind: str, words_: str, speech: _Speech, today: dt.date) -> dt.date | None:
    reader: Mapping[str, Callable[[], dt.date | None]] = {
        "ago": lambda: _ago(words_, speech, today),
        "days0": lambda: today,
        "days1": lambda: today - dt.timedelta(days=1),
        "days2": lambda: today - dt.timedelta(days=2),
        "last": lambda: _last(words_, speech, today),
        "weekend": lambda: today - dt.timedelta(days=(today.weekday() - 5) % 7 or 7),
        "month": lambda: _month(words_, speech, today),
        "weekday": lambda: _weekday(words_, speech, today),
    }
    return reader[kind]() if kind in reader else None


def _named(table: tuple[tuple[int, re.Pattern[str]], ...], said: str) -> int | None:
    return next((value for value, pattern in table if pattern.search(said)), None)


def _ago(said: str, speech: _Speech, today: dt.date) -> dt.date | None:
    unit = next((name for name, pattern in speech.twice if pattern.search(said)), None)
    if unit:
        return _before(today, unit, 2)
    unit = next((name for name, pattern in speech.units if pattern.search(said)), None)
    digits = re.search(r"\d+", said)
    number = int(digits[0]) if digits else _named(speech.numbers, said)
    return _before(today, unit, 1 if number is None else number) if unit else None


def _before(today: dt.date, unit: str, number: int) -> dt.date | None:
    if unit in ("minute", "hour"):
        return today - dt.timedelta(days=number // 24 if unit == "hour" else 0)
    if unit in ("day", "week"):
        return today - dt.timedelta(days=number * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
    if months < 1900 * 12:
        return None
    day = today.day
    while True:
        found = _day(months // 12, months % 12 + 1, day)
        if found:
            return found
        day -= 1


def _last(said: str, speech: _Speech, today: dt.date) -> dt.date | None:
    unit = next((name for name, pattern in speech.units if pattern.search(said)), None)
    if unit == "week":
        return today - dt.timedelta(days=today.weekday() + 7)
    if unit == "month":
        return (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    return dt.date(today.year - 1, 1, 1) if unit == "year" else today - dt.timedelta(days=1)


def _month(said: str, speech: _Speech, today: dt.date) -> dt.date | None:
    month = _named(speech.months, said)
    if month is None:
        return None
    year = re.search(r"\d{4}", said)
    if year:
        return _day(int(year[0]), month, 1)
    return dt.date(today.year if month <= today.month else today.year - 1, month, 1)


def _weekday(said: str, speech: _Speech, today: dt.date) -> dt.date | None:
    weekday = _named(speech.weekdays, said)
    return None if weekday is None else today - dt.timedelta(days=(today.weekday() - weekday) % 7)


def _day_and_month(match: re.Match[str], speech: _Speech, aligned: Aligned, today: dt.date) -> _Found | None:
    month = _named(speech.months, match["month"] or match["month2"])
    name = match["month"] or match["month2"]
    start = match.start("month") if match["month"] else match.start("month2")
    # "12 may be too few": the month that is also a word is written with a capital letter.
    if month is None or (name in _BARE_MONTHS and not aligned.capital(start) and not match["year"]):
        return None
    date = _dated(int(match["day"] or match["day2"]), month, match["year"], today)
    return _Found(match.start(), match.end(), "date", date) if date else None


def _numeric(aligned: Aligned, today: dt.date) -> list[_Found]:
    plain, found = aligned.plain, []
    if not any(sign.isdigit() for sign in plain):
        return []
    leads = _leads()
    for match in _ISO.finditer(plain):
        found.append((match, _day(int(match[1]), int(match[2]), int(match[3]))))
    for match in _FULL.finditer(plain):
        found.append((match, _dated(int(match[1]), int(match[3]), match[4], today)))
    for match in _SHORT.finditer(plain):
        day, month = int(match[1] or match[3]), int(match[2] or match[4])
        led = bool(leads.search(plain[: match.start()]))
        if led or ((match[1] or (day, month) not in _EVERYDAY_SLASHES) and not _numbers_a_house(plain, match.start())):
            found.append((match, _dated(day, month, None, today)))
    for match in _OPEN.finditer(plain):
        if leads.search(plain[: match.start()]):
            found.append((match, _dated(int(match[1]), int(match[2]), None, today)))
    return [
        _Found(_with_lead(plain, match.start()), match.end(), "date", date) for match, date in found if date is not None
    ]


def _with_lead(plain: str, start: int) -> int:
    lead = _leads().search(plain[:start])
    return lead.start() if lead else start


def _numbers_a_house(plain: str, start: int) -> bool:
    from bot.forms.place import is_street

    before = plain[:start].split()
    return bool(before) and is_street(before[-1])


def _dated(day: int, month: int, year: str | None, today: dt.date) -> dt.date | None:
    if month > 12 >= day:
        day, month = month, day
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return next((found for past in range(5) if (found := _day(today.year - past, month, day)) and found <= today), None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _leads() -> re.Pattern[str]:
    """The words before a date written in numbers, at the end of what stands before it."""
    leads = "|".join(
        words("|".join(split(block))) for block in (content["time"]["leads"] for content in languages().values())
    )
    return compiled(rf"(?<!\w)(?:{leads})[ '-]?$")


@lru_cache(maxsize=1)
def _speeches() -> tuple[_Speech, ...]:
    return tuple(_speech(content["time"]) for content in languages().values())


@lru_cache(maxsize=1)
def _scanner() -> Scanner:
    return Scanner.of(_said(content["time"]) for content in languages().values())


def _said(content: Mapping[str, Any]) -> tuple[str, str]:
    """All that a language says of time, in one expression, and the words that may begin it."""
    groups = _groups(content)
    kinds = [f"(?P<{kind}>{alternatives(content[kind], groups)})" for kind in _KINDS]
    return "|".join(kinds), "|".join(openings(content[kind], groups) for kind in _KINDS)


def _groups(content: Mapping[str, Any]) -> dict[str, str]:
    units, twice = content["units"], content.get("twice") or {}
    return {
        **content.get("stems", {}),
        "n": r"\d{1,3}|" + "|".join(content["numbers"]),
        "unit": "|".join(units[name] for name in _UNITS),
        "twice": "|".join(twice.values()),
        "period": "|".join(units[name] for name in ("week", "month", "year")),
        "weekday": "|".join(content["weekdays"]),
        "month": "|".join(content["months"]),
    }


def _speech(content: Mapping[str, Any]) -> _Speech:
    units, twice = content["units"], content.get("twice") or {}
    return _Speech(
        numbers=tuple((value, _one(name)) for value, name in reversed(list(enumerate(content["numbers"], start=1)))),
        units=tuple((name, _one(units[name])) for name in _UNITS),
        twice=tuple((name, _one(value)) for name, value in twice.items()),
        weekdays=tuple((value, _one(name)) for value, name in enumerate(content["weekdays"])),
        months=tuple((value, _one(name)) for value, name in enumerate(content["months"], start=1)),
        written=_written(content, words("|".join(content["months"]))),
    )


def _one(alternation: str) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{words(alternation)})")


def _written(content: Mapping[str, Any], month: str) -> re.Pattern[str]:
    """ "on 12 November 2026" and "November 12th", with the words before it."""
    lead, of, ordinal = words("|".join(split(content["leads"]))), words(content["of"]), content["ordinal"]
    return compiled(
        rf"(?<![\w.:/])(?:(?:{lead}) )?(?:(?P<day>\d{{1,2}})(?:{ordinal})? ?(?:(?:{of}) ?)?(?P<month>{month})(?!\w)"
        rf"|(?P<month2>{month}) (?:the )?(?P<day2>\d{{1,2}})(?:{ordinal})?(?![\w:]|\.\d))"
        rf"(?:,? (?:(?:{of}) )?(?P<year>\d{{4}}))?"
    )
