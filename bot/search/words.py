"""Words of any script, made comparable: folded letters, light stems, character n-grams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST_STEM = 12

_WORD = re.compile(r"\w+")
# Letters that Unicode does not take apart but people write either way.
_FOLDED = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "a", "œ": "oe", "ł": "l", "đ": "d", "ʼ": "", "ґ": "г",
     "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
)  # fmt: skip
_APOSTROPHES = re.compile(r"(?<=\w)['’`ʼ](?=\w)")
# The article, also after a preposition, "and", or the spoken "this" and "on".
_ARABIC_ARTICLE = re.compile(r"^(?:وبال|ولل|[وبفكهع]?ال|لل)(?=\w{3})")
_ARABIC_PARTICLE = re.compile(r"^[وفبلك](?=\w{3})")
# Plural and possessive endings, the latter also after the t that the feminine ending becomes before them.
_ARABIC_ENDING = re.compile(r"(?<=\w{3})(?:ات|ين|ون|ان|ها|هم|نا|كم|ه|ي|ك)$")
_ARABIC_FEMININE = re.compile(r"(?<=\w{2})[هت]$")
_ELISION = re.compile(r"^(?:l|d|j|m|n|s|t|c|qu)['’](?=\w{3})")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Lower case, without accents and vowel signs, with one form of each letter."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    # й and ї are letters of their own, but people leave the sign off as they do with accents.
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_FOLDED)


def words(text: str) -> list[str]:
    """The folded words of ``text`` in order."""
    parts = (_ELISION.sub("", part) for part in text.casefold().split())
    return _WORD.findall(folded(_APOSTROPHES.sub("", " ".join(parts))))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The part of a folded word that its inflected forms share.

    Cutting is what works in every launch language alike, compounds included; no word of four letters or less is cut.
    """
    if "؀" <= word[0] <= "ۿ":
        bare = _ARABIC_ARTICLE.sub("", word)
        return _ARABIC_FEMININE.sub("", _ARABIC_ENDING.sub("", bare))
    size = len(word)
    if size <= 4:
        return word
    return word[: max(4, min(size - 1 - (size > 6) - (size > 10), LONGEST_STEM))]


def without_particle(word: str) -> str:
    """An Arabic word without the "and", the preposition, or the spoken present tense's letter that may begin it."""
    return _ARABIC_PARTICLE.sub("", word)


def grams(text: str, sizes: Iterable[int]) -> Iterator[str]:
    """The runs of so many letters inside the words of ``text``, word ends marked; a shorter word is one run."""
    for word in words(text):
        marked = f"<{word}>"
        for size in sizes:
            for start in range(max(0, len(marked) - size) + 1):
                yield marked[start : start + size]
