"""What the installation around the desk lends to this room: texts, languages, danger, contacts.

``settings.OPEN311_HOUSE`` names the module (channels/open311.py), for the desk itself depends on nobody.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings


@dataclasses.dataclass(frozen=True)
class Office:
    """Whom a developer asks. ``production`` is false for a trial installation without a public address."""

    name: str
    phone: str
    email: str
    production: bool


class House(Protocol):
    """What the module must have."""

    languages: tuple[str, ...]
    description: Path

    def say(self, name: str, language: str, **arguments: str) -> str:
        """A text in a language."""

    def language_of(self, text: str, hint: str) -> str:
        """The language that a text is written in, one of ours."""

    def help_first(self, text: str, language: str, answer_in: str) -> str:
        """Where words tell of danger to people: whom to call now; "" where they do not."""

    def office(self, language: str) -> Office:
        """Whom a developer asks."""


@lru_cache(maxsize=1)
def house() -> House:
    """The module that the settings name."""
    return cast(House, import_module(settings.OPEN311_HOUSE))


def label(labels: object, language: str) -> str:
    """A text by language: the asked one, else English, else any; a plain text is itself."""
    if not isinstance(labels, dict):
        return str(labels or "")
    return str(labels.get(language) or labels.get("en") or next(iter(labels.values()), ""))
