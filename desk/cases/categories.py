"""Which category a citizen's words mean: keywords and stored phrases in all languages, and a scorer from outside.

The words of every language count, since people mix them; those of the asked language count most. The index is made
again when a category changes.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from desk.cases.grams import Grams
from desk.cases.keywords import WEAK_MARK, Keyword, Keywords
from desk.cases.kinds import Kind
from desk.cases.models import Category
from desk.cases.wording import fold
from desk.composed import composed

Scorer = Callable[[str, str, Sequence[str]], Mapping[str, float]]
"""``(text, language, slugs) -> similarity by slug``, about 0 to 1: the assistant passes its sentence encoders, which
compare the letters of the phrases too. Nothing where it cannot tell (yet): then the stored phrases decide, once it has
cut them into letters."""

Version = tuple[int, str]

_KEYWORDS, _PHRASES = 1.0, 0.625
_KEYWORDS_BESIDE, _OUTSIDE = 0.2, 3.0
"""Beside a scorer keywords count less: weighed on tests/data/cases/dev-categories.tsv."""
_NEIGHBOURS = 3
_FEW = 20
_OTHER_LANGUAGE = 0.6


@dataclasses.dataclass(frozen=True)
class Proposal:
    """A category that may be meant; scores compare within one answer only."""

    slug: str
    group: str
    labels: Mapping[str, str]
    description: Mapping[str, str]
    score: float


@dataclasses.dataclass(frozen=True)
class Line:
    """What citizens say of a category, or its name."""

    slug: str
    language: str
    text: str


class Lines:
    """All that is said of the categories; the same lines by their letters take seconds when first asked for."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)
        self._letters: Grams | None = None

    @property
    def cut(self) -> bool:
        """Whether `letters` are there at once."""
        return self._letters is not None

    @property
    def letters(self) -> Grams:
        if self._letters is None:
            self._letters = Grams([fold(line.text) for line in self.lines])
        return self._letters

    def take_letters(self, letters: Grams) -> None:
        """These are the lines by their letters, as they were kept."""
        self._letters = letters


def propose(text: str, language: str, kind: str = "", scorer: Scorer | None = None, limit: int = 3) -> list[Proposal]:
    """The categories that the words may mean, best first; those that do not take the kind are left out.

    Words that tell nothing give an empty list where no scorer is passed.
    """
    now, folded = version(), fold(text)
    rows = {row.slug: row for row in _active(now) if not kind or not row.kinds or Kind(kind).value in row.kinds}
    if not rows or not text.strip():
        return []
    outside = scorer(text, language, list(rows)) if scorer else {}
    lines = said(now)
    compared = not outside and (lines.cut or not scorer)
    scores: dict[str, float] = defaultdict(float)
    for part, weight in (
        (_keywords(now).tell(folded, language), _KEYWORDS_BESIDE if outside else _KEYWORDS),
        (_by_phrases(lines, folded, language) if compared else {}, _PHRASES),
        (outside, _OUTSIDE),
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
    return list(_active(version()))


@composed
def _revisions() -> Any:
    return Category.objects.order_by().values_list("revision")


def version() -> Version:
    """Changes with every change of a category (`Category.revision`)."""
    revisions = [revision for (revision,) in _revisions()]
    return len(revisions), str(max(revisions, default=None))


@lru_cache(maxsize=2)
def _active(version: Version) -> tuple[Category, ...]:
    return tuple(Category.objects.filter(active=True, group__isnull=False).select_related("group"))


@lru_cache(maxsize=2)
def said(version: Version) -> Lines:
    """What citizens say of the categories: for a scorer to learn from."""
    return Lines(
        [
            Line(row.slug, language, text)
            for row in _active(version)
            for language in dict.fromkeys([*row.labels, *row.phrases])
            for text in _texts(row, language)
        ]
    )


def _texts(row: Category, language: str) -> list[str]:
    """Phrases and name; where phrases are few, the description and the telling words speak too."""
    phrases = row.phrases.get(language, [])
    texts = [*phrases, row.labels.get(language, "")]
    if len(phrases) < _FEW:
        words = (word.removesuffix(WEAK_MARK) for word in row.keywords.get(language, []))
        texts += [row.descriptions.get(language, ""), *words]
    return [text for text in dict.fromkeys(texts) if text]


@lru_cache(maxsize=2)
def _keywords(version: Version) -> Keywords:
    return Keywords(
        Keyword(row.slug, language, word)
        for row in _active(version)
        for language, words in row.keywords.items()
        for word in words
    )


def _by_phrases(lines: Lines, folded: str, language: str) -> dict[str, float]:
    """The mean likeness of each category's nearest phrases, those of other languages weighed less."""
    nearest: dict[str, list[float]] = defaultdict(list)
    for line, value in zip(lines.lines, lines.letters.likeness(folded).tolist(), strict=True):
        if value:
            nearest[line.slug].append(value if line.language == language else value * _OTHER_LANGUAGE)
    # The very nearest counts most, for one phrase may be the question itself.
    return {
        slug: 0.7 * max(values) + 0.3 * sum(sorted(values, reverse=True)[:_NEIGHBOURS]) / _NEIGHBOURS
        for slug, values in nearest.items()
    }
