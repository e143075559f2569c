"""Word lists that make English of a language which the sentence encoders know badly, word by word.

A gloss is no translation: it keeps the order of the words and leaves their endings out. It is enough for the intent,
not for an answer. The lists are ``data/glossary/<language>.tsv``; see docs/adding-a-language.md for their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.folding import fold
from bot.settings import ROOT

FOLDER = ROOT / "data" / "glossary"
_WORD = re.compile(r"[^\W_]+")
_LONGEST_PHRASE = 4  # words
_LONGEST_ENDING = 4  # letters that a whole word may have more than its entry
_SHORTEST_STEM = 4  # letters of a whole word's entry before it may have an ending
_SHORTEST_PART = 3  # letters of what may follow a stem as a word of its own
_LONGEST_LINK = 2  # letters between the two
# Of a text's words, so many are a glossary's before the text is taken for its language, whatever it was thought to be.
# Of 11,747 lines of `data/nlu`, with a quarter at a time left out of the known words, 15 are taken for Estonian.
_OWN_SHARE = 0.75


@dataclass(frozen=True)
class Glossary:
    """English for ``words`` and phrases as they stand, and for ``stems``, which any ending or word may follow."""

    words: dict[str, str]
    stems: dict[str, str]

    def gloss(self, text: str) -> str:
        """``text`` in English words; a word that the glossary does not know stays as it is."""
        words = _WORD.findall(fold(text))
        told: list[str] = []
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
                phrase = self.words.get(" ".join(words[at : at + length]))
                if phrase is not None:
                    told.append(phrase)
                    at += length
                    break
            else:
                told.append(self.word(words[at]) or words[at])
                at += 1
        return " ".join(told)

    def owns(self, text: str, known: frozenset[str]) -> bool:
        """Whether ``text`` is in the glossary's language and in none whose folded words are ``known``."""
        words = _WORD.findall(fold(text))
        if len(words) == 1:
            return words[0] not in known and (words[0] in self.words or words[0] in self.stems)
        own = [word for word in words if self.word(word)]
        telling = sum(word not in known for word in own)
        strange = sum(word in known and word not in own for word in words)
        return telling > strange and len(own) >= _OWN_SHARE * len(words)

    def word(self, word: str) -> str | None:
        """English for one folded ``word``: itself, its longest stem and what follows that, or without its ending."""
        if word in self.words:
            return self.words[word]
        for end in range(len(word), 1, -1):
            first, rest = word[:end], word[end:]
            stem, whole = self.stems.get(first), self.words.get(first) if end >= _SHORTEST_STEM else None
            told = stem or whole
            if told is not None:
                part = self._part(rest)
                if part is not None:
                    return f"{told} {part}"
                if stem or len(rest) <= _LONGEST_ENDING:
                    return told
        return None

    def _part(self, rest: str) -> str | None:
        """English for what follows a stem, with or without letters that link the two."""
        for linking in range(_LONGEST_LINK + 1):
            found = self.word(rest[linking:]) if len(rest) - linking >= _SHORTEST_PART else None
            if found:
                return found
        return None


@dataclass(frozen=True)
class Gloss:
    """What a text says in ``english`` words, and the ``language`` that it is written in."""

    language: str
    english: str


def gloss(text: str, language: str, known: frozenset[str]) -> Gloss | None:
    """``text`` by the glossary of ``language``, else by one that owns it (`Glossary.owns`), or None."""
    own = glossary(language)
    if own is not None:
        return Gloss(language, own.gloss(text))
    for code in languages():
        other = glossary(code)
        if other is not None and other.owns(text, known):
            return Gloss(code, other.gloss(text))
    return None


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """All folded words of ``texts``."""
    return frozenset(word for text in texts for word in _WORD.findall(fold(text)))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have a glossary (ISO 639-1 codes)."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.tsv")))


@lru_cache(maxsize=16)
def glossary(language: str) -> Glossary | None:
    """The glossary of a language (ISO 639-1 code), or None where it has none."""
    path = FOLDER / f"{language}.tsv"
    if not path.exists():
        return None
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, tab, english = line.partition("\t")
        if tab and not line.startswith("#"):
            entries = stems if word.endswith("*") else words
            entries[fold(word.removesuffix("*"))] = english.strip()
    return Glossary(words, stems)
