"""ISO 8601 durations of whole days and more, as CPSV-AP's cv:processingTime has them."""

from __future__ import annotations

import datetime as dt
import re

_PATTERN = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")
_DAYS = (365, 30, 7, 1)


def parse_duration(text: str) -> dt.timedelta:
    """The length of ``text`` ("P14D", "P2W", "P3M", "PT2H"); a month counts as 30 days, a year as 365.

    Raises ValueError for anything else.
    """
    match = _PATTERN.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"{text!r} is not an ISO 8601 duration such as P14D")
    numbers = [int(group or 0) for group in match.groups()]
    days = sum(number * length for number, length in zip(numbers[:4], _DAYS, strict=True))
    return dt.timedelta(days=days, hours=numbers[4], minutes=numbers[5], seconds=numbers[6])
