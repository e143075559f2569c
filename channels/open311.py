"""What Open311 needs of the house around the desk (`desk.open311.house.House`)."""

from __future__ import annotations

from bot.danger import assess
from bot.language import by_words
from bot.settings import LAUNCH_LANGUAGES, ROOT, current
from bot.texts import texts
from bot.town import contacts
from desk.open311.house import Office

languages = LAUNCH_LANGUAGES
description = ROOT / "docs" / "open311.yaml"


def say(name: str, language: str, **arguments: str) -> str:
    """The message ``name`` in ``language``."""
    return texts().say(name, language, **arguments)


def language_of(text: str, hint: str) -> str:
    """The language that ``text`` is written in; ``hint`` where the text says nothing."""
    return by_words(text, hint)


def dangerous(text: str, language: str) -> bool:
    """Whether the words tell of danger to people."""
    return assess(text, language) is not None


def office(language: str) -> Office:
    """The town's contacts. Raises `SettingsError` where contacts.yml cannot be used."""
    known = contacts()
    name = known.name.get(language) or next(iter(known.name.values()))
    return Office(name, known.phone, known.email, production=bool(current().public_url))
