"""Days as the town counts them."""

from __future__ import annotations

import datetime as dt

from actions.base import Asked
from bot import formats
from desk.catalogue.town import town


def today(asked: Asked) -> dt.date:
    """The day in the town's time zone."""
    return asked.now().astimezone(town().zone).date()


def date_text(moment: dt.datetime, asked: Asked) -> str:
    """A day in the town's time zone, as one says it."""
    zone = town().zone
    return formats.day(moment.astimezone(zone).date(), asked.language, asked.now().astimezone(zone).date())
