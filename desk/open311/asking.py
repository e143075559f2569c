"""Reading what a call asks for. An empty parameter is as good as none, as the specification says."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from desk.cases.models import Category
from desk.cases.public import PublicQuery
from desk.catalogue.town import town
from desk.open311.errors import NotThere, Refused
from desk.open311.rendering import cleaned

MOST_ROWS = 1000
SPAN = dt.timedelta(days=90)
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.I
)
_ZONE_AFTER_BLANK = re.compile(r"(?<=\d) (\d\d:?\d\d)$")
_OPEN = {"open": True, "closed": False}


@dataclasses.dataclass(frozen=True)
class Page:
    """Which rows of an answer: ``number`` counts from 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def value(params: QueryDict, name: str) -> str:
    """A parameter, without blanks around and without signs that no database holds; "" where it was not given."""
    return cleaned(params.get(name) or "").strip()


def values(params: QueryDict, name: str) -> list[str]:
    """A parameter that holds several values between commas, or is given several times."""
    parts = (part.strip() for text in params.getlist(name) for part in cleaned(text).split(","))
    return list(dict.fromkeys(part for part in parts if part))


def query(params: QueryDict, now: dt.datetime) -> PublicQuery:
    """What GET requests asks for. Raises `Refused`, `NotThere` for a service_code that there is not."""
    references = values(params, "service_request_id")
    if references:
        if len(references) > MOST_ROWS:
            raise Refused(f"service_request_id takes {MOST_ROWS} values at most")
        # The specification: these override every other argument.
        return PublicQuery(references=[reference.upper() for reference in references])
    codes = values(params, "service_code")
    _check_codes(codes)
    since, until = _span(value(params, "start_date"), value(params, "end_date"), now)
    return PublicQuery(categories=codes or None, open=_status(params), since=since, until=until)


def page(params: QueryDict) -> Page:
    """The page: all of up to 1,000 rows where nothing is asked. Raises `Refused`."""
    number = _count(params, "page", 1, 1_000_000)
    return Page(number, _count(params, "page_size", MOST_ROWS, MOST_ROWS))


def date(text: str, name: str, end_of: bool = False) -> dt.datetime:
    """A date and time by W3C's note, from the year alone to fractions of a second; without zone it is the town's.

    ``end_of``: a date without time means its last second. Raises `Refused`.
    """
    # "+" in an address that was not percent-encoded arrives as a blank.
    found = _DATE.fullmatch(_ZONE_AFTER_BLANK.sub(r"+\1", text))
    try:
        if found is None:
            raise ValueError(text)
        year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups()[:6])
        moment = dt.datetime(
            year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=_zone(found[7])
        )
        if end_of and hour is None:
            moment = _after(moment, month, day) - dt.timedelta(seconds=1)
        return moment.astimezone(dt.timezone.utc)
    except (ValueError, OverflowError) as error:
        raise Refused(f"{name} is no date and time such as 2026-01-31T09:30:00Z: {text!r}") from error


def degrees(text: str, name: str, most: int) -> Decimal:
    """A coordinate in degrees (WGS 84). Raises `Refused`."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > most:
        raise Refused(f"{name} is no number of degrees from -{most} to {most} such as 60.169856: {text!r}")
    return number


def _check_codes(codes: list[str]) -> None:
    unknown = set(codes) - set(Category.objects.filter(slug__in=codes[:MOST_ROWS]).values_list("slug", flat=True))
    if unknown:
        raise NotThere(f"service_code {', '.join(sorted(unknown)[:5])!r} was not found")


def _status(params: QueryDict) -> bool | None:
    given = {status.lower() for status in values(params, "status")}
    if not given <= set(_OPEN):
        raise Refused("status is open, closed, or both with a comma between")
    return _OPEN[given.pop()] if len(given) == 1 else None


def _span(start: str, end: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The time asked for, of 90 days at most; the last 90 where nothing is said. Raises `Refused`."""
    since = date(start, "start_date") if start else None
    until = date(end, "end_date", end_of=True) if end else None
    try:
        if since is None:
            until = until or now
            since = until - SPAN
        elif until is None:
            until = since + SPAN
    except OverflowError as error:
        raise Refused("start_date or end_date lies beyond the calendar") from error
    if since > until:
        raise Refused("start_date is after end_date")
    # A whole last day is meant to count, so that 90 days may be asked for by their dates.
    if until - since > SPAN + dt.timedelta(days=1):
        raise Refused("start_date and end_date may not be more than 90 days apart: ask for each span by itself")
    return since, until


def _after(moment: dt.datetime, month: int | None, day: int | None) -> dt.datetime:
    if day is not None:
        return moment + dt.timedelta(days=1)
    if month is not None:
        return moment.replace(year=moment.year + month // 12, month=month % 12 + 1)
    return moment.replace(year=moment.year + 1)


def _zone(text: str | None) -> dt.tzinfo:
    if not text:
        return town().zone
    if text in "Zz":
        return dt.timezone.utc
    digits = text[1:].replace(":", "")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


def _count(params: QueryDict, name: str, usual: int, most: int) -> int:
    text = value(params, name)
    if not text:
        return usual
    # Not isdigit(), which takes signs that int() does not.
    if not re.fullmatch("[0-9]{1,7}", text) or not 1 <= int(text) <= most:
        raise Refused(f"{name} is a number from 1 to {most}: {text!r}")
    return int(text)
