"""Cuts away how something is asked, so that what is asked about is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from bot.patterns import compiled
from bot.search.thesaurus import FOLDER
from bot.search.words import folded

_WORDS = re.compile(r"[\w-]+")
_SIGNS = re.compile(r"^[\s¿¡!?.,:;…؟،-]+|[\s¿¡!?.,:;…؟،-]+$")


def without_asking(text: str, language: str) -> str:
    """``text`` without politeness and the words of its facet ("how much does … cost").

    All of it comes back when nothing else would be left ("what is it?").
    """
    whole = " ".join(text.replace("’", "'").split())
    pattern = _patterns().get(language)
    if pattern is None:
        return _bare(whole)
    kept, last = [], 0
    for found in pattern.finditer(_aligned(whole)):
        kept.append(whole[last : found.start()])
        last = found.end()
    rest = _bare(" ".join(" ".join([*kept, whole[last:]]).split()))
    return rest if len(rest) > 2 else _bare(whole)


def _aligned(text: str) -> str:
    """``text`` in folded letters, sign by sign, so that places in it are places in ``text``."""
    return "".join(folded(sign)[:1] or sign for sign in text)


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return read(FOLDER / "asking.yml")


def read(path: Path) -> dict[str, re.Pattern[str]]:
    """One pattern a language that finds every way of asking."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))["asking"]
    return {str(language): _pattern(phrases) for language, phrases in content.items()}


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted({_aligned(phrase) for phrase in phrases}, key=len, reverse=True)
    return compiled(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + r")(?!\w)")


def names_nothing(text: str, language: str) -> bool:
    """Whether every word of ``text`` only points or asks ("and how much is that?"), so that it names no service."""
    pointing = _pointing().get(language)
    if pointing is None:
        return False
    return all(word in pointing for word in _WORDS.findall(folded(text)))


@lru_cache(maxsize=1)
def _pointing() -> dict[str, frozenset[str]]:
    content = yaml.safe_load((FOLDER / "pointing.yml").read_text(encoding="utf-8"))["pointing"]
    return {str(language): frozenset(folded(words).split()) for language, words in content.items()}
