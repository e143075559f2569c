"""Helsinki's opening hours in words ("Open Mon-Thu 09-10", fi, sv or en) as OSM opening_hours."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALWAYS = "00:00-24:00"
_NAMES = {
    name: number
    for names in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("ma", "ti", "ke", "to", "pe", "la", "su"),
        ("mån", "tis", "ons", "tor", "fre", "lör", "sön"),
    )
    for number, name in enumerate(names)
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOSED = re.compile(
    r"(closed|suljettu|palvelu ei saatavilla|service (not available|unavailable)|stängt|tjänsten inte tillgänglig)\b"
)
_OPEN = re.compile(r"(open|service available|avoinna|palvelu saatavilla|öppet|tjänsten tillgänglig)\b")
_ROUND_THE_CLOCK = re.compile(r"around the clock|ympäri vuorokauden|dygnet runt")
_EVERY_DAY = re.compile(r"every day|joka päivä|varje dag")
_FROM = re.compile(
    r"(?:from|alkaen|från) (?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4}))(?: at| klo| kl\.)?"
)
_TIMES = re.compile(r"(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?")
_DAY_LIST = re.compile(r"[a-zåäö]{2,3}(?:-[a-zåäö]{2,3})?(?:, [a-zåäö]{2,3}(?:-[a-zåäö]{2,3})?)*")


class UnreadableHours(ValueError):
    """The words do not tell days and times; they are still shown as they are."""


@dataclasses.dataclass(frozen=True)
class _Line:
    open: bool
    days: tuple[int, ...]
    span: str
    start: str


def to_osm(lines: Iterable[str], online: bool = False) -> str:
    """The hours of a channel from all its lines in one language.

    An ``online`` service that is "open every day" is open at any time of the day; a counter would have said when.

    A counter that is closed on Sundays is taken to be closed on public holidays, too ("PH off"): the city's words never
    say, and its offices are. Raises `UnreadableHours` when a line tells no days and times.
    """
    read = [_read(line, online) for line in lines]
    if not read:
        raise UnreadableHours("no hours")
    rules: list[str] = []
    for start in sorted({line.start for line in read if line.open}):
        rules.extend(f"{start} {rule}".strip() for rule in _week([x for x in read if x.open and x.start == start]))
    opening = ", ".join(rules) if any(line.start for line in read) else "; ".join(rules)
    closing = [
        f"{_day_names(line.days)} {'' if line.span == ALWAYS else line.span + ' '}off" for line in read if not line.open
    ]
    if opening == f"{_day_names(range(7))} {ALWAYS}":
        opening = "24/7"
    sundays = any(line.open and 6 in line.days for line in read)
    whole = [opening] if opening else []
    whole += [rule.replace("Mo-Su off", "off") for rule in closing]
    if opening and not sundays:
        whole.append("PH off")
    return "; ".join(whole)


def _read(line: str, online: bool) -> _Line:
    text = " ".join(line.lower().split())
    closed = _CLOSED.match(text)
    opened = _OPEN.match(text)
    match = closed or opened
    if match is None:
        raise UnreadableHours(f"{line!r} begins with neither open nor closed")
    rest = text[match.end() :].strip()
    start = ""
    if since := _FROM.search(rest):
        start = _start(since)
        rest = " ".join((rest[: since.start()] + rest[since.end() :]).split())
    if _ROUND_THE_CLOCK.search(rest) or (online and _EVERY_DAY.fullmatch(rest)):
        span = ALWAYS
        rest = _ROUND_THE_CLOCK.sub("", rest).strip()
    elif times := _TIMES.search(rest):
        span = _span(times)
        rest = (rest[: times.start()] + rest[times.end() :]).strip()
    else:
        raise UnreadableHours(f"{line!r} tells no times")
    return _Line(closed is None, _days(rest, line), span, start)


def _start(match: re.Match[str]) -> str:
    day, month, year, english_day, english_month, english_year = match.groups()
    if day:
        return f"{int(year)} {_MONTHS[int(month) - 1].capitalize()} {int(day):02d}+"
    if english_month.lower() not in _MONTHS:
        raise UnreadableHours(f"{match.group()!r} names no month")
    return f"{int(english_year)} {english_month.capitalize()} {int(english_day):02d}+"


def _span(match: re.Match[str]) -> str:
    hour, minute, last_hour, last_minute = match.groups()
    return f"{int(hour):02d}:{minute or '00'}-{int(last_hour):02d}:{last_minute or '00'}"


def _days(text: str, line: str) -> tuple[int, ...]:
    if _EVERY_DAY.fullmatch(text):
        return tuple(range(7))
    if not _DAY_LIST.fullmatch(text):
        raise UnreadableHours(f"{line!r} tells no days")
    days: list[int] = []
    for part in text.split(", "):
        first, _, last = part.partition("-")
        if first not in _NAMES or (last and last not in _NAMES):
            raise UnreadableHours(f"{line!r}: no day is called {part!r}")
        days.extend(range(_NAMES[first], _NAMES[last or first] + 1))
    return tuple(days)


def _week(lines: list[_Line]) -> list[str]:
    spans = {day: ",".join(sorted({line.span for line in lines if day in line.days})) for day in range(7)}
    rules = []
    for span in dict.fromkeys(text for text in spans.values() if text):
        rules.append(f"{_day_names([day for day in spans if spans[day] == span])} {span}")
    return rules


def _day_names(days: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)
