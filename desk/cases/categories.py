"""Which category a citizen's words mean: keywords and stored phrases in all languages, and a scorer from outside.

The words of every language count, since people mix them; those of the asked language count most. The index is made
again when a category changes.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from django.db.models import Count, Max

from desk.cases.kinds import Kind
from desk.cases.models import Category
from desk.cases.wording import fold

Scorer = Callable[[str, str, Sequence[str]], Mapping[str, float]]
"""``(text, language, slugs) -> similarity by slug``, 0 to 1: the assistant passes its sentence encoder."""

_GRAM_SIZES = (3, 4, 5)
_PHRASES, _KEYWORDS, _OUTSIDE = 1.0, 1.6, 3.0
_NEIGHBOURS = 3
_OTHER_LANGUAGE = 0.6
_SHORT = 4
# A keyword that names a place ("school", "pavement") says more often where than what: it is written with this mark.
_WEAK_MARK, _WEAK = "~", 0.25
# Arabic writes "and", "in", "to" and the article on to the word.
_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:ال|بال|كال|لل)|[وفبل])(?=\w{3})")


@dataclasses.dataclass(frozen=True)
class Proposal:
    """A category that may be meant; scores compare within one answer only, the best is 1 or less."""

    slug: str
    group: str
    labels: Mapping[str, str]
    description: Mapping[str, str]
    score: float


@dataclasses.dataclass(frozen=True)
class _Index:
    """Keywords ``(stem, language, slug, strength)`` and phrases as weighted letter groups."""

    keywords: tuple[tuple[str, str, str, float], ...]
    owners: tuple[tuple[str, str], ...]
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    rarity: Mapping[str, float]


def propose(text: str, language: str, kind: str = "", scorer: Scorer | None = None, limit: int = 3) -> list[Proposal]:
    """The categories that the words may mean, best first; those that do not take the kind are left out.

    Words that tell nothing give an empty list where no scorer is passed.
    """
    rows = {row.slug: row for row in active() if not kind or not row.kinds or Kind(kind).value in row.kinds}
    if not rows or not text.strip():
        return []
    index = _index(_version())
    scores: dict[str, float] = defaultdict(float)
    folded = fold(text)
    for part, weight in (
        (_by_keywords(index, folded, language), _KEYWORDS),
        (_by_phrases(index, folded, language), _PHRASES),
        (scorer(text, language, list(rows)) if scorer else {}, _OUTSIDE),
    ):
        for slug, value in part.items():
            if slug in rows:
                scores[slug] += weight * value
    best = sorted(scores, key=lambda slug: (-scores[slug], slug))[:limit]
    return [
        Proposal(slug, rows[slug].group.slug, rows[slug].labels, rows[slug].descriptions, round(scores[slug], 4))
        for slug in best
        if scores[slug] > 0
    ]


def active() -> list[Category]:
    """The categories that new cases may have, in their order."""
    return list(_active(_version()))


def phrases() -> dict[str, dict[str, list[str]]]:
    """What citizens say, by category and language: for a scorer to embed."""
    return {row.slug: dict(row.phrases) for row in active()}


@lru_cache(maxsize=2)
def _active(version: tuple[int, str]) -> tuple[Category, ...]:
    return tuple(Category.objects.filter(active=True, group__isnull=False).select_related("group"))


def _version() -> tuple[int, str]:
    """Changes with every change of a category (`Category.revision`)."""
    state = Category.objects.aggregate(number=Count("pk"), revision=Max("revision"))
    return state["number"], str(state["revision"])


@lru_cache(maxsize=2)
def _index(version: tuple[int, str]) -> _Index:
    keywords: list[tuple[str, str, str, float]] = []
    owners: list[tuple[str, str]] = []
    grams: list[Counter[str]] = []
    for row in _active(version):
        for language, words in row.keywords.items():
            keywords += [
                (fold(word), language, row.slug, _WEAK if word.endswith(_WEAK_MARK) else 1.0) for word in words
            ]
        for language, lines in row.phrases.items():
            for line in [*lines, row.labels.get(language, "")]:
                if line:
                    owners.append((row.slug, language))
                    grams.append(_grams(fold(line)))
    rarity = _rarity(grams)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, counted in enumerate(grams):
        for gram, weight in _weighed(counted, rarity).items():
            postings[gram].append((number, weight))
    return _Index(tuple(keywords), tuple(owners), {gram: tuple(rows) for gram, rows in postings.items()}, rarity)


def _grams(folded: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    for word in folded.split():
        padded = f" {word} "
        for size in _GRAM_SIZES:
            counted.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return counted


def _rarity(grams: Iterable[Counter[str]]) -> dict[str, float]:
    documents: Counter[str] = Counter()
    number = 0
    for counted in grams:
        number += 1
        documents.update(counted.keys())
    return {gram: math.log((1 + number) / (1 + seen)) + 0.1 for gram, seen in documents.items()}


def _weighed(counted: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {gram: (1 + math.log(times)) * rarity[gram] for gram, times in counted.items() if gram in rarity}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {gram: weight / length for gram, weight in weights.items()}


def _by_phrases(index: _Index, folded: str, language: str) -> dict[str, float]:
    """The mean likeness of each category's nearest phrases, those of other languages weighed less."""
    likeness: dict[int, float] = defaultdict(float)
    for gram, weight in _weighed(_grams(folded), index.rarity).items():
        for number, other in index.postings[gram]:
            likeness[number] += weight * other
    nearest: dict[str, list[float]] = defaultdict(list)
    for number, value in likeness.items():
        slug, spoken = index.owners[number]
        nearest[slug].append(value if spoken == language else value * _OTHER_LANGUAGE)
    # The very nearest counts most, for one phrase may be the question itself.
    return {
        slug: 0.7 * max(values) + 0.3 * sum(sorted(values, reverse=True)[:_NEIGHBOURS]) / _NEIGHBOURS
        for slug, values in nearest.items()
    }


def _by_keywords(index: _Index, folded: str, language: str) -> dict[str, float]:
    """1 for a category whose telling words are there, less for each that only another language has."""
    words = folded.split()
    words += [bare for bare in (_ARABIC_PREFIX.sub("", word) for word in words) if bare not in words]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for stem, spoken, slug, strength in index.keywords:
        if _holds(words, folded, stem):
            weight = (1.0 if spoken == language else _OTHER_LANGUAGE) * strength * min(1.0, len(stem) / 5)
            found[slug][stem] = max(weight, found[slug].get(stem, 0.0))
    return {slug: 1 - math.prod(1 - 0.6 * weight for weight in stems.values()) for slug, stems in found.items()}


def _holds(words: Sequence[str], folded: str, stem: str) -> bool:
    if " " in stem:
        return f" {stem}" in f" {folded}"
    if len(stem) <= _SHORT:
        return any(word.startswith(stem) for word in words)
    # Inside a word too: German, Finnish and Swedish join words, Arabic puts its article before them.
    return any(stem in word for word in words)
