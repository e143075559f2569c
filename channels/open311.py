"""What Open311 needs of the house around the desk (`desk.open311.house.House`)."""

from __future__ import annotations

from bot.danger import assess
from bot.language import by_words
from bot.settings import LAUNCH_LANGUAGES, ROOT, current
from bot.texts import texts
from bot.town import contacts, helplines
from desk.open311.house import Office

languages = LAUNCH_LANGUAGES
description = ROOT / "docs" / "open311.yaml"


def say(name: str, language: str, **arguments: str) -> str:
    """The message ``name`` in ``language``."""
    return texts().say(name, language, **arguments)


def language_of(text: str, hint: str) -> str:
    """The language that ``text`` is written in; ``hint`` where the text says nothing."""
    return by_words(text, hint)


def help_first(text: str, language: str, answer_in: str) -> str:
    """Where ``text``, written in ``language``, tells of danger to people: whom to call now, in ``answer_in``; else "".

    Raises `SettingsError` where emergency.yml cannot be used.
    """
    found = assess(text, language)
    if found is None:
        return ""
    number, _ = helplines(found.kind.value, answer_in)
    return say(f"danger-{found.kind.value}", answer_in, number=number)


def office(language: str) -> Office:
    """The town's contacts. Raises `SettingsError` where contacts.yml cannot be used."""
    known = contacts()
    name = known.name.get(language) or next(iter(known.name.values()))
    return Office(name, known.phone, known.email, production=bool(current().public_url))
