"""Lines that tell a need without asking anything ("my mother can't cook for herself any more"): what the thesaurus
knows services by. They are learnt as a class of their own, `NEED`, which counts for the intent that asks about a
service.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.intents.model import NEED, Example
from bot.search.thesaurus import thesaurus

TERMS_OF_A_CONCEPT = 1  # in each language; a bare name ("sheltered housing") asks about the service, too
# What people tell of these is as often a report, an objection or a danger, and those have training lines of their own.
NEITHER = frozenset(
    (
        "appeal a decision",
        "animal welfare",
        "building inspection",
        "child welfare",
        "crisis emergency service",
        "dead wild animal",
        "domestic violence",
        "emergency social services",
        "environmental damage report",
        "food poisoning",
        "illegally parked vehicle",
        "lost and found pet",
        "noise",
        "out-of-hours medical help",
        "park and playground maintenance",
        "parking fine",
        "patient rights",
        "personal data",
        "pests",
        "social care notification",
        "street maintenance",
        "towed vehicle",
    )
)


def examples() -> Iterator[Example]:
    """All sayings and the first terms of the concepts whose words ask for a service and nothing else."""
    words = thesaurus()
    kept = {number for number, name in enumerate(words.concepts) if name not in NEITHER}
    for saying in words.sayings:
        if saying.concept in kept:
            yield Example(saying.text, saying.language, NEED)
    taken: Counter[tuple[int, str]] = Counter()
    for term in words.terms:
        place = (term.concept, term.language)
        if term.concept in kept and taken[place] < TERMS_OF_A_CONCEPT:
            taken[place] += 1
            yield Example(term.text, term.language, NEED)
