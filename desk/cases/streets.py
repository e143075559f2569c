"""The town's streets: what a citizen wrote, found in spite of spelling; where none are loaded, any text is taken."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from django.db.models import Count, Max
from rapidfuzz import fuzz, process

from desk.cases.models import Street
from desk.cases.wording import fold

_SURE, _LIKELY = 92.0, 74.0
_NUMBER = re.compile(r"\b(\d{1,4}(?:\s?[a-zA-Z](?![a-zA-Z]))?)\b")
_MOST_WORDS = 4
# Finnish bends the name of the street: Torikadulla, Rantatiellä, Lehtopolun.
_BENT = {
    "katu": ("kadun", "kadulla", "kadulta", "kadulle"),
    "tie": ("tien", "tiella", "tielta", "tielle"),
    "kuja": ("kujan", "kujalla", "kujalta", "kujalle"),
    "polku": ("polun", "polulla", "polulta", "polulle"),
    "tori": ("torin", "torilla", "torilta", "torille"),
    "bulevardi": ("bulevardin", "bulevardilla", "bulevardilta", "bulevardille"),
}


@dataclasses.dataclass(frozen=True)
class Place:
    """A street that may be meant. ``number`` is the house's or "". ``sure``: no need to ask back."""

    street: str
    number: str
    district: str
    sure: bool
    score: float


def find(text: str, limit: int = 3) -> list[Place]:
    """The streets that a text may name, best first; empty where none comes near or none are loaded."""
    names = _names(_version())
    words = fold(_NUMBER.sub(" ", text)).split()
    if not names or not words:
        return []
    windows = {
        " ".join(words[at : at + size]) for size in range(1, _MOST_WORDS + 1) for at in range(len(words) - size + 1)
    }
    best: dict[str, float] = {}
    for window in windows:
        for name, score, _ in process.extract(
            window, list(names), scorer=fuzz.ratio, limit=limit, score_cutoff=_LIKELY
        ):
            street = names[name][0]
            best[street] = max(score, best.get(street, 0.0))
    number = house_number(text)
    districts = dict(names.values())
    ordered = sorted(best, key=lambda street: (-best[street], street))[:limit]
    clear = len(ordered) == 1 or (len(ordered) > 1 and best[ordered[0]] - best[ordered[1]] >= 6)
    return [
        Place(
            street,
            number,
            districts[street],
            place == 0 and clear and best[street] >= _SURE,
            round(best[street] / 100, 3),
        )
        for place, street in enumerate(ordered)
    ]


def house_number(text: str) -> str:
    """The number of the house that a text names, such as "5" or "5B"; "" where there is none."""
    number = _NUMBER.search(text)
    return number.group(1).replace(" ", "") if number else ""


def loaded() -> bool:
    return Street.objects.exists()


def _version() -> tuple[int, int]:
    state = Street.objects.aggregate(number=Count("pk"), last=Max("pk"))
    return state["number"], state["last"] or 0


@lru_cache(maxsize=2)
def _names(version: tuple[int, int]) -> dict[str, tuple[str, str]]:
    """(street, district) by every folded name that it has."""
    names: dict[str, tuple[str, str]] = {}
    for row in Street.objects.all():
        for name in (row.name, *row.names.values()):
            for form in _forms(fold(name)):
                names[form] = (row.name, row.district)
    return names


def _forms(name: str) -> list[str]:
    for ending, bent in _BENT.items():
        if name.endswith(ending):
            return [name, *(name.removesuffix(ending) + other for other in bent)]
    return [name]
