"""Readiness: the patterns of all languages take seconds to build, which no citizen should wait for."""

from __future__ import annotations

import datetime as dt

from bot.forms.contact import read_contact
from bot.forms.past import find_when
from bot.forms.place import find_where
from bot.forms.words import asks, case_act, command, field_named, nothing


def warm() -> None:
    """Build every pattern; to be called once where a process starts."""
    for read in (command, nothing, asks, case_act, field_named, find_where):
        read("x")
    find_when("x", dt.date.min)
    read_contact("x", "FI")
