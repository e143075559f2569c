"""Telling words: which categories have one in a text, in any language."""

from __future__ import annotations

import dataclasses
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from desk.cases.wording import fold

_OTHER_LANGUAGE = 0.6
_SHORT = 4
_TELLS = 0.6
# A keyword that names a place ("school", "pavement") says more often where than what: it is written with this mark.
WEAK_MARK, _WEAK = "~", 0.25
# Arabic writes "and", "in", "to" and the article on to the word; French joins its small words by an apostrophe.
_BEFORE = re.compile(r"^(?:(?:[وف]?(?:ال|بال|كال|لل)|[وفبل])(?=\w{3})|(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\w))")


@dataclasses.dataclass(frozen=True)
class Keyword:
    """The beginning of a telling word of a category, as it was written in the town's file."""

    slug: str
    language: str
    written: str


class Keywords:
    """Keywords by their letters, so that a text is looked through once however many there are."""

    def __init__(self, keywords: Iterable[Keyword]) -> None:
        self._meant: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
        for keyword in keywords:
            stem = fold(keyword.written)
            strength = _WEAK if keyword.written.endswith(WEAK_MARK) else 1.0
            if stem:
                self._meant[stem].append((keyword.slug, keyword.language, strength * min(1.0, len(stem) / 5)))
        self._longest = max(map(len, self._meant), default=0)

    def tell(self, folded: str, language: str) -> dict[str, float]:
        """Near 1 for a category with several telling words in the text, less for words of another language."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for stem in self._stems(folded):
            for slug, spoken, strength in self._meant[stem]:
                weight = strength if spoken == language else strength * _OTHER_LANGUAGE
                found[slug][stem] = max(weight, found[slug].get(stem, 0.0))
        return {slug: _together(stems) for slug, stems in found.items()}

    def _stems(self, folded: str) -> set[str]:
        words = set(folded.split())
        words |= {_BEFORE.sub("", word) for word in words}
        stems = {stem for word in words for stem in self._within(word)}
        start = 0
        for word in folded.split():
            for at in {start, start + len(word) - len(_BEFORE.sub("", word))}:
                rest = folded[at : at + self._longest]
                stems.update(
                    rest[:end] for end in range(1, len(rest) + 1) if " " in rest[:end] and rest[:end] in self._meant
                )
            start += len(word) + 1
        return stems

    def _within(self, word: str) -> Iterator[str]:
        # Inside a word too: German, Finnish and Swedish join words. Short stems would be found inside any word.
        for start in range(len(word)):
            first = 1 if start == 0 else _SHORT + 1
            for end in range(start + first, min(len(word), start + self._longest) + 1):
                if word[start:end] in self._meant:
                    yield word[start:end]


def _together(stems: Mapping[str, float]) -> float:
    return 1 - math.prod(1 - _TELLS * weight for weight in stems.values())
