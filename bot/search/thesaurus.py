"""Citizens' words for official terms: which concepts a text speaks of, in any launch language.

``data/thesaurus/<language>.yml`` gives each concept its terms and whole sentences in which people tell a need without
naming a service. A concept has the same name in every file, which links the languages.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from bot.search.words import LONGEST_STEM, stem, without_particle, words
from bot.settings import ROOT

FOLDER = ROOT / "data" / "thesaurus"
# In these, a word of a term may stand inside a longer word ("päivähoitopaikka").
_COMPOUNDING = frozenset({"fi", "sv", "de"})
# Letters that may follow a stem in the languages that do not compound. English words have short endings, and longer
# ones make other words of them ("book", "booking").
_LONGEST_ENDING = 4
_LONGEST_ENDING_OF = {"en": 2}
_SHORTEST_STEM = 4
_SHORTEST_INSIDE = 6
_WORDS_BETWEEN = 1
# Not after a vowel or q, where the two letters are no umlaut ("neue", "bauen", "bequem").
_WRITTEN_OUT = re.compile(r"(?<![aeiouq])([aou])e")


class ThesaurusError(ValueError):
    """A file of the thesaurus is wrong; the text names it and says how to mend it."""


@dataclasses.dataclass(frozen=True)
class Term:
    """``key``: the stems of its words."""

    concept: int
    language: str
    text: str
    key: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Saying:
    """A sentence that people say when they need what ``concept`` (its number) is about."""

    concept: int
    language: str
    text: str


class Thesaurus:
    """The concepts with their terms and sayings, found by the words of a text.

    ``broader`` gives a concept's number those of wider concepts, whose services take it on.
    """

    def __init__(
        self,
        concepts: tuple[str, ...],
        terms: tuple[Term, ...],
        sayings: tuple[Saying, ...],
        broader: Mapping[int, tuple[int, ...]],
    ) -> None:
        self.concepts = concepts
        self.broader = broader
        self.terms = terms
        self.sayings = sayings
        self._by_first: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        owners: dict[tuple[str, tuple[str, ...]], set[int]] = defaultdict(set)
        for term in terms:
            # The longest stem is the rarest, so it finds the fewest terms to look at.
            self._by_first[term.language][max(term.key, key=len)].append(term)
            owners[(term.language, term.key)].add(term.concept)
        self._owners = {key: len(concepts) for key, concepts in owners.items()}

    @cached_property
    def digest(self) -> str:
        """Of all texts and concepts, whatever file they came from."""
        terms = [(term.concept, term.language, term.text, term.key) for term in self.terms]
        sayings = [(one.concept, one.language, one.text) for one in self.sayings]
        whole = repr((self.concepts, terms, sayings, sorted(self.broader.items())))
        return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self._by_first)

    def concepts_in(self, text: str, languages: Iterable[str]) -> dict[int, float]:
        """Concepts that ``text`` names in any of ``languages``, with how clearly (0 to about 2).

        A term of several words, or of long ones, tells more than a short word; a term of many concepts tells less.
        """
        found: dict[int, float] = {}
        for language in languages:
            by_first = self._by_first.get(language)
            if by_first is None:
                continue
            ending = _longest_ending(language)
            spoken = _spelt(text, language)
            for place, word in enumerate(spoken):
                for key in _keys(word, ending):
                    for term in by_first.get(key, ()):
                        if _stands_at(term.key, place, spoken, ending):
                            found[term.concept] = max(found.get(term.concept, 0.0), self._weight(term))
        return found

    def _weight(self, term: Term) -> float:
        letters = sum(len(part) for part in term.key)
        return min(2.0, 0.5 + 0.1 * letters + 0.2 * (len(term.key) - 1)) / math.sqrt(
            self._owners[term.language, term.key]
        )


def _spelt(text: str, language: str) -> list[str]:
    """The folded words of ``text``; German umlauts may be written out ("Gebuehr"), as on many keyboards."""
    found = words(text)
    return [_WRITTEN_OUT.sub(r"\1", word) for word in found] if language == "de" else found


def _longest_ending(language: str) -> int | None:
    """How many letters may follow a stem; None where anything may, since words are joined to longer ones."""
    return None if language in _COMPOUNDING else _LONGEST_ENDING_OF.get(language, _LONGEST_ENDING)


def _stands_at(key: tuple[str, ...], place: int, spoken: list[str], ending: int | None) -> bool:
    """Whether the words of a term stand together around ``place``, in any order, with at most a word or two between."""
    reach = len(key) + _WORDS_BETWEEN
    near = spoken[max(0, place - reach + 1) : place + reach]
    return all(any(_matches(part, other, ending) for other in near) for part in key)


def _matches(key: str, word: str, ending: int | None) -> bool:
    if word == key or stem(word) == key or stem(without_particle(word)) == key:
        return True
    if len(key) < _SHORTEST_STEM:
        return False
    if word.startswith(key):
        return ending is None or len(word) - len(key) <= ending
    return ending is None and len(key) >= _SHORTEST_INSIDE and key in word


def _keys(word: str, ending: int | None) -> Iterable[str]:
    """Stems that ``word`` may hold."""
    yield word
    cut = stem(word)
    if cut != word:
        yield cut
    bare = without_particle(word)
    if bare != word:
        yield stem(bare)
    for size in range(_SHORTEST_STEM, len(word)):
        if word[:size] != cut and (ending is None or len(word) - size <= ending):
            yield word[:size]
    if ending is None:
        for start in range(1, len(word) - _SHORTEST_INSIDE + 1):
            for size in range(_SHORTEST_INSIDE, min(LONGEST_STEM, len(word) - start) + 1):
                yield word[start : start + size]


def read(folder: Path) -> Thesaurus:
    """The thesaurus of ``folder``. Raises `ThesaurusError` naming the file that is wrong."""
    numbers: dict[str, int] = {}
    terms: list[Term] = []
    sayings: list[Saying] = []
    for path in sorted(folder.glob("??.yml")):
        content = _concepts(path, ("terms", "said"))
        for name, texts in content["terms"].items():
            number = numbers.setdefault(name, len(numbers))
            keys = ((text, tuple(stem(word) for word in _spelt(text, path.stem))) for text in texts)
            terms.extend(Term(number, path.stem, text, key) for text, key in keys if key)
        for name, texts in content["said"].items():
            number = numbers.setdefault(name, len(numbers))
            sayings.extend(Saying(number, path.stem, text) for text in texts)
    return Thesaurus(tuple(numbers), tuple(terms), tuple(sayings), _broader(folder / "broader.yml", numbers))


def _broader(path: Path, numbers: Mapping[str, int]) -> dict[int, tuple[int, ...]]:
    concepts = _concepts(path, ("broader",))["broader"] if path.exists() else {}
    for name in (name for narrow, wide in concepts.items() for name in (narrow, *wide)):
        if name not in numbers:
            raise ThesaurusError(f"{path.name}: no language has terms for {name!r}. Add them, or mend the name.")
    return {numbers[narrow]: tuple(numbers[name] for name in wide) for narrow, wide in concepts.items()}


def _concepts(path: Path, sections: tuple[str, ...]) -> dict[str, dict[str, list[str]]]:
    """The sections of a file, each concept -> list of texts."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ThesaurusError(f"{path.name} is not YAML ({error}). Mend that line.") from error
    if not isinstance(content, dict) or set(content) - set(sections):
        raise ThesaurusError(f"{path.name}: give {' and '.join(sections)}, nothing else.")
    for section, concepts in content.items():
        for name, texts in (concepts or {}).items():
            if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
                raise ThesaurusError(f"{path.name}: {section}, {name!r}: give a list of texts in [ ].")
    return {section: content.get(section) or {} for section in sections}


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    """The thesaurus of the repository, read once."""
    return read(FOLDER)
