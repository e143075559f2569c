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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from bot.folding import fold
from bot.patterns import compiled
from bot.settings import LAUNCH_LANGUAGES, ROOT

FOLDER = ROOT / "data" / "forms"
LONGEST = 2000  # characters that are looked at
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

# A bracket at a word's beginning holds phrases; within a word it belongs to the regular expression.
_TOKEN = re.compile(r"[\[\]()|]|(?:[^\s\[\]()|]|(?<=[^\s\[\]()|])\([^()]*\)\??)+")
_BRACKETS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
_SHORTER = re.compile(r"  |([^\W\d])\1\1")
_GROUP = re.compile(r"\{(\w+)\}")
_SPACE = r"[\s'-]+"
# Where a run of letters may end within an expression: a space, an apostrophe, a sign, or any sign.
_SIGN = re.compile(r"\[\\s|'|-|:|\\?\.|(?<!^)\(\?!")
_RUN = re.compile(r"\w+")
_MOST_KNOWN = 20_000  # words that are remembered
_AFTER = r"(?!\w)[\s'-]*"


@dataclass(frozen=True)
class Aligned:
    """A text folded sign by sign: ``plain`` with the place in ``text`` of each of its signs."""

    text: str
    plain: str
    places: Sequence[int]

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


class _Table(dict[str, str]):
    def __missing__(self, sign: str) -> str:
        self[sign] = folded = " " if sign.isspace() else fold(sign).translate(DIGITS)
        return folded


_FOLDED = _Table()


@lru_cache(maxsize=32)
def align(text: str) -> Aligned:
    """Fold a text, its first ``LONGEST`` signs, so that what is found can be given back as it was written."""
    written = unicodedata.normalize("NFC", text[:LONGEST])
    folded = [_FOLDED[sign] for sign in written]
    plain = "".join(folded)
    if len(plain) == len(written) and "" not in folded and not plain.startswith(" ") and not _SHORTER.search(plain):
        return Aligned(written, plain, range(len(plain)))
    return _aligned(written, folded)


def _aligned(written: str, folded: list[str]) -> Aligned:
    plain: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(folded):
        if sign == " " and (not plain or plain[-1] == " "):
            continue
        if len(plain) > 1 and sign == plain[-1] == plain[-2] and sign.isalpha():
            continue
        plain += sign
        places += [place] * len(sign)
    return Aligned(written, "".join(plain), places)


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Mapping[str, Any]]:
    """The data of every language, by its code."""
    found = {}
    for code in LAUNCH_LANGUAGES:
        with (FOLDER / f"{code}.yml").open(encoding="utf-8") as stream:
            found[code] = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
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
    return compiled(rf"(?<!\w)(?:{pattern})")


def everywhere(section: str, name: str) -> str:
    """The alternatives of all languages for one block of a section."""
    blocks = (
        alternatives(content[section].get(name) or "", content.get("words") or {}) for content in languages().values()
    )
    return "|".join(block for block in blocks if block)


def _expression(phrase: str, groups: Mapping[str, str]) -> str:
    """A phrase as a regular expression; each word takes the space that follows it."""
    parts = []
    for token in _TOKEN.findall(phrase):
        if token in _BRACKETS:
            parts.append(_BRACKETS[token])
        else:
            parts.append(f"(?:{words(token, groups)}){_AFTER}")
    return "".join(parts)


@dataclass(frozen=True)
class Scanner:
    """Finds the phrases of several languages from the words that may begin one: most words begin none."""

    patterns: tuple[re.Pattern[str], ...]
    openings: tuple[re.Pattern[str], ...]
    known: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, languages_: Iterable[tuple[str, str]]) -> Scanner:
        """From an expression and an alternation of the words that may begin it (see `openings`), for each language."""
        pairs = list(languages_)
        return cls(tuple(compiled(pattern) for pattern, _ in pairs), tuple(compiled(words_) for _, words_ in pairs), {})

    def scan(self, plain: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The language's place in the list and the match, of each language without overlaps."""
        ends = [0] * len(self.patterns)
        for word in _RUN.finditer(plain):
            for index in self._languages(word[0]):
                if word.start() >= ends[index]:
                    found = self.patterns[index].match(plain, word.start())
                    if found and found.end() > found.start():
                        ends[index] = found.end()
                        yield index, found

    def _languages(self, word: str) -> tuple[int, ...]:
        known = self.known.get(word)
        if known is None:
            if len(self.known) > _MOST_KNOWN:
                self.known.clear()
            known = tuple(index for index, pattern in enumerate(self.openings) if pattern.fullmatch(word))
            self.known[word] = known
        return known


def openings(phrases: str, groups: Mapping[str, str]) -> str:
    """The words with which a phrase of a block may begin, as one regular expression."""
    first = {word for phrase in split(phrases) for word in _first(_TOKEN.findall(phrase), groups)[0]}
    return "|".join(sorted(first)) or "(?!)"


def _first(tokens: list[str], groups: Mapping[str, str]) -> tuple[set[str], bool]:
    """The words that may begin a row of tokens, and whether all of it may be left out."""
    found: set[str] = set()
    whole_empty = False
    empty, at = True, 0
    while at < len(tokens):
        token = tokens[at]
        if token == "|":
            whole_empty, empty = whole_empty or empty, True
            at += 1
        elif token in "[(":
            end = _closing(tokens, at)
            if empty:
                inner, may_be_empty = _first(tokens[at + 1 : end], groups)
                found |= inner
                empty = token == "[" or may_be_empty
            at = end + 1
        else:
            if empty:
                found |= _beginnings(words(token, groups))
            empty = False
            at += 1
    return found, whole_empty or empty


def _closing(tokens: list[str], at: int) -> int:
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place] in "[(") - (tokens[place] in "])")
        if depth == 0:
            return place
    raise ValueError(f"data/forms: a bracket is not closed in: {' '.join(tokens)}")


def _beginnings(expression: str) -> set[str]:
    """What the first run of letters of an expression may be: all of it, and what stands before a sign or a space."""
    parts = _parted(expression)
    if len(parts) > 1:
        return set().union(*map(_beginnings, parts))
    if expression.startswith("(?:") and _end_of_group(expression) == len(expression):
        return _beginnings(expression[3:-1])
    found = {expression}
    sign = _SIGN.search(expression)
    if sign and sign.start() > 0 and expression.count("(", 0, sign.start()) == expression.count(")", 0, sign.start()):
        found.add(expression[: sign.start()])
    return found


def _parted(expression: str) -> list[str]:
    """The alternatives of an expression."""
    parts, depth = [""], 0
    for sign in expression:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _end_of_group(expression: str) -> int:
    depth = 0
    for place, sign in enumerate(expression):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place + 1
    return -1
