"""Readiness: the patterns of all languages take seconds to build, which no citizen should wait for."""

from __future__ import annotations

import datetime as dt
import threading

from bot.forms.contact import read_contact
from bot.forms.past import find_when
from bot.forms.place import find_where
from bot.forms.remedy import find_remedy
from bot.forms.words import asks, case_act, command, contact_wish, contradicts, field_named, kind_wished, nothing

_warming = threading.Lock()
_done = threading.Event()


def warm() -> None:
    """Build every pattern, once in a process; whoever comes while another builds them waits."""
    with _warming:
        if not _done.is_set():
            _build()
            _done.set()


def _build() -> None:
    for read in (
        *(
            command,
            nothing,
            asks,
            case_act,
            contact_wish,
            contradicts,
            field_named,
            find_remedy,
            find_where,
            kind_wished,
        ),
    ):
        read("x")
    find_when("x", dt.date.min)
    read_contact("x", "FI")
