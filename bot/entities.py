"""What a message names besides a service: a place in a list, a day, a language, an address.

Cheap patterns, no model. Values are ready for use: an integer, an ISO date, a language code, an E.164 number.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
import yaml

from bot.dates import find_day
from bot.folding import fold
from bot.settings import ROOT

ORDINALS = ROOT / "data" / "language" / "ordinals.yml"
LANGUAGES = ROOT / "data" / "language" / "names.yml"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w.,:/-])#?(\d{1,2})(?:\.|\)|:)?(?![\w,:/-]|\.\d)")
_LONGEST_CHOICE = 8  # words; a longer message is no choice from a list


@dataclass(frozen=True)
class Entity:
    """``start`` and ``end`` are character offsets in the message where the value was read from one place, else 0."""

    kind: str
    value: int | str
    start: int = 0
    end: int = 0


def find(text: str, today: dt.date, country: str) -> list[Entity]:
    """All entities of ``text``; ``today`` is the town's, ``country`` (ISO 3166) is that of national phone numbers."""
    found = _addresses(text, country)
    rest = text
    for entity in found:
        rest = rest[: entity.start] + " " * (entity.end - entity.start) + rest[entity.end :]
    ordinal = find_ordinal(rest)
    if ordinal is not None:
        found.append(Entity("ordinal", ordinal))
    day = find_day(rest, today)
    if day is not None:
        found.append(Entity("date", day.isoformat()))
    language = find_language(rest)
    if language is not None:
        found.append(Entity("language", language))
    return found


def find_ordinal(text: str) -> int | None:
    """The place in a list that a short message chooses: 1 for the first, -1 for the last."""
    plain = fold(text)
    if len(plain.split()) > _LONGEST_CHOICE:
        return None
    for place, pattern in _ordinals():
        if pattern.search(plain):
            return place
    number = _NUMBER.search(plain.translate(_DIGITS))
    return int(number[1]) if number and int(number[1]) > 0 else None


def find_language(text: str) -> str | None:
    """The code of the language that is named; of several the last ("not in German, in English")."""
    plain = fold(text)
    found = [(match.start(), code) for code, pattern in _languages() for match in pattern.finditer(plain)]
    return max(found)[1] if found else None


def _addresses(text: str, country: str) -> list[Entity]:
    found = [Entity("email", match.group(), match.start(), match.end()) for match in _EMAIL.finditer(text)]
    if sum(sign.isdigit() for sign in text) >= 6:
        for number in phonenumbers.PhoneNumberMatcher(text, country):
            if not any(number.start < entity.end and entity.start < number.end for entity in found):
                value = phonenumbers.format_number(number.number, phonenumbers.PhoneNumberFormat.E164)
                found.append(Entity("phone", value, number.start, number.end))
    return found


# Arabic-Indic and Persian digits.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@lru_cache(maxsize=1)
def _ordinals() -> tuple[tuple[int, re.Pattern[str]], ...]:
    with ORDINALS.open(encoding="utf-8") as stream:
        content = yaml.safe_load(stream)
    # "the last one" is the last, "not the first, the second one" the second: numerals that are also articles come late.
    order = (-1, 5, 4, 3, 2, 1)
    return tuple((place, re.compile(rf"(?<!\w)(?:{'|'.join(map(str, content[place]))})(?!\w)")) for place in order)


@lru_cache(maxsize=1)
def _languages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with LANGUAGES.open(encoding="utf-8") as stream:
        content = yaml.safe_load(stream)
    return tuple((code, re.compile(rf"(?<!\w)(?:ب|بال|ال)?(?:{'|'.join(stems)})")) for code, stems in content.items())
