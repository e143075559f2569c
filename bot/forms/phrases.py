"""Phrases as data: how they are written in ``data/forms/<language>.yml``, and how they are looked for in a text.

A phrase is a row of words over folded text (see `bot.folding`); phrases are parted by semicolons::

    save [it|this] (for later|till later)     square brackets: may be there; round ones: one of these
    viikon* sitten                            a star ends a stem
    {n} {unit} ago                            a group of words of the same language, from ``words``

Otherwise the words are regular expressions. Between words there may be spaces, hyphens and apostrophes, no other signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from bot.folding import fold
from bot.settings import LAUNCH_LANGUAGES, ROOT

FOLDER = ROOT / "data" / "forms"
LONGEST = 2000  # characters that are looked at
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

# A bracket at a word's beginning holds phrases; within a word it belongs to the regular expression.
_TOKEN = re.compile(r"[\[\]()|]|(?:[^\s\[\]()|]|(?<=[^\s\[\]()|])\([^()]*\)\??)+")
_BRACKETS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
_GROUP = re.compile(r"\{(\w+)\}")
_SPACE = r"[\s'-]+"
_AFTER = r"(?!\w)[\s'-]*"


@dataclass(frozen=True)
class Aligned:
    """A text folded sign by sign: ``plain`` with the place in ``text`` of each of its signs."""

    text: str
    plain: str
    places: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """What stands in the text, as written, where ``plain`` has ``[start:end]``."""
        if start >= end:
            return ""
        last = self.places[end - 1] + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return self.text[self.places[start] : last].strip()

    def capital(self, at: int) -> bool:
        """Whether the sign at a place of ``plain`` is written as a capital letter."""
        return self.text[self.places[at]].isupper()


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    return fold(sign).translate(DIGITS)


@lru_cache(maxsize=32)
def align(text: str) -> Aligned:
    """Fold a text, its first ``LONGEST`` signs, so that what is found can be given back as it was written."""
    written = unicodedata.normalize("NFC", text[:LONGEST])
    plain: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(written):
        folded = " " if sign.isspace() else _folded(sign)
        if folded == " " and (not plain or plain[-1] == " "):
            continue
        if len(plain) > 1 and folded == plain[-1] == plain[-2] and folded.isalpha():
            continue
        for letter in folded:
            plain.append(letter)
            places.append(place)
    return Aligned(written, "".join(plain), tuple(places))


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, Any]]:
    """The data of every language, by its code."""
    found = {}
    for code in LAUNCH_LANGUAGES:
        with (FOLDER / f"{code}.yml").open(encoding="utf-8") as stream:
            found[code] = yaml.safe_load(stream)
    return found


def split(phrases: str) -> Iterator[str]:
    """The phrases of a block, parted by semicolons."""
    return (phrase.strip() for phrase in phrases.split(";") if phrase.strip())


def alternatives(phrases: str, groups: Mapping[str, str]) -> str:
    """A regular expression for any phrase of a block, to be matched from a word's beginning in folded text."""
    return "|".join(_expression(phrase, groups) for phrase in split(phrases))


def words(alternation: str, groups: Mapping[str, str] | None = None) -> str:
    """A regular expression for one of ``a|b c|d*``, without what bounds it."""
    filled = _GROUP.sub(lambda found: f"(?:{words((groups or {})[found[1]], groups)})", alternation)
    parts = re.sub(r"\((?!\?)", "(?:", re.sub(r"\s*\n\s*", "", filled))
    parts = re.sub(r"(?<!\\w)\*", r"\\w*", parts)  # a group's own stars stand already as \w*
    return re.sub(r" +", lambda _: _SPACE, parts.strip())


def beginning(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})")


def everywhere(section: str, name: str) -> str:
    """The alternatives of all languages for one block of a section."""
    blocks = (
        alternatives(content[section].get(name) or "", content.get("words") or {}) for content in languages().values()
    )
    return "|".join(block for block in blocks if block)


def longest(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    return max(matches, key=lambda match: match.end() - match.start(), default=None)


def _expression(phrase: str, groups: Mapping[str, str]) -> str:
    """A phrase as a regular expression; each word takes the space that follows it."""
    parts = []
    for token in _TOKEN.findall(phrase):
        if token in _BRACKETS:
            parts.append(_BRACKETS[token])
        else:
            parts.append(f"(?:{words(token, groups)}){_AFTER}")
    return "".join(parts)
