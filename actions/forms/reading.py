"""What a free text already tells: the fields of a draft that need not be asked any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bot.forms.contact import read_contact
from bot.forms.past import find_when
from bot.forms.place import find_where
from bot.forms.remedy import find_remedy
from bot.forms.words import asks, kind_wished
from desk.cases import categories, drafts, streets
from desk.cases.categories import Proposal
from desk.cases.kinds import Field, Kind
from desk.catalogue.town import town

_TELLING_WORDS, _TELLING_STATEMENT, _TELLING_WISH = 9, 6, 12
_TELLING_SCORE = 0.47
_CLEAR_SCORE, _CLEAR_LEAD = 0.8, 0.4
_SURE_SCORE, _SURE_LEAD = 1.1, 0.8
"""How often they are reached, and right then: docs/decisions/0007-forms.md."""

Answer = dict[str, Any]


def told_in(text: str, language: str, kind: str, today: dt.date, *, known: bool = False) -> dict[str, Answer]:
    """The answers that a person's words give, by field; nothing where they only say what they want to do.

    ``known``: that they tell a matter is known already.
    """
    found: dict[str, Answer] = {}
    if not known and not tells_something(text, language, kind):
        return found
    found[Field.WHAT] = {"text": text}
    place = where(text)
    if place is not None:
        found[Field.WHERE] = place
    moment = when(text, today)
    if moment is not None:
        found[Field.WHEN] = moment
    remedy = find_remedy(text) if not kind or Field.REMEDY in drafts.USUAL_FIELDS[Kind(kind)] else None
    if remedy is not None:
        found[Field.REMEDY] = {"text": remedy}
    contact = read_contact(text, town().country)
    identified = kind in drafts.IDENTIFIED
    if contact is not None and (contact.email or contact.phone or (contact.anonymous and not identified)):
        found[Field.CONTACT] = contact_answer(contact)
    return found


def tells_something(text: str, language: str, kind: str) -> bool:
    """Whether the words tell a matter, or only that somebody wants to complain."""
    if kind_wished(text) and len(text.split()) < _TELLING_WISH:
        return False
    words = len(text.split())
    if words >= _TELLING_WORDS or (words >= _TELLING_STATEMENT and (kind == Kind.QUESTION or not asks(text))):
        return True
    found = categories.propose(text, language, kind)
    return bool(found) and found[0].score >= _TELLING_SCORE and words > 2


def where(text: str) -> Answer | None:
    """The place that a text names: a street of the town however it is spelled, else the words of the place."""
    words = find_where(text)
    named = streets.find(words or text, limit=2)
    if named and named[0].sure and (words or named[0].number or len(text.split()) > 3):
        return street_answer(named[0].street, named[0].number, words)
    return {"text": words} if words else None


def street_answer(street: str, number: str, words: str | None = None) -> Answer:
    """A street of the list; the person's own words stay where they tell more than street and number."""
    written = f"{street} {number}".strip()
    more = words is not None and len(words.split()) > len(written.split()) + 1
    return {"text": f"{written} ({words})" if more else written, "street": street}


def when(text: str, today: dt.date) -> Answer | None:
    """The past day or time that a text names, or None."""
    found = find_when(text, today)
    return when_answer(found.text, found.date) if found else None


def when_answer(text: str, date: dt.date | None) -> Answer:
    return {"text": text, **({"date": date.isoformat()} if date else {})}


def contact_answer(contact: Any) -> Answer:
    """A draft's contact from what was read; raises nothing, the draft checks it."""
    if contact.anonymous:
        return {"anonymous": True}
    given = {name: getattr(contact, name) for name in ("name", "email", "phone") if getattr(contact, name)}
    return {**given, **({"format": "chat"} if contact.here else {})}


def proposals(text: str, language: str, kind: str) -> list[Proposal]:
    """The categories that the words may mean, best first, at most three."""
    from actions.forms.likeness import scorer

    return categories.propose(text, language, kind, scorer)


def clear(found: list[Proposal]) -> bool:
    """Whether the first proposal is so far ahead that it is asked about alone."""
    return _leads(found, _CLEAR_SCORE, _CLEAR_LEAD)


def sure(found: list[Proposal]) -> bool:
    """Whether the first proposal is so far ahead that it is taken, to be looked at in the summary."""
    return _leads(found, _SURE_SCORE, _SURE_LEAD)


def _leads(found: list[Proposal], score: float, lead: float) -> bool:
    if not found or found[0].score < score:
        return False
    return len(found) == 1 or found[0].score - found[1].score >= lead


def of_a_place(text: str, language: str, kind: str) -> bool:
    """Whether words clearly tell a matter that lies in a place."""
    found = proposals(text, language, kind)
    return clear(found) and has_place(found[0].slug)


def has_place(slug: str) -> bool:
    """Whether a category's matters lie in a place."""
    return any(row.slug == slug and Field.WHERE.value in row.fields for row in categories.active())


def label(labels: Mapping[str, str] | str, language: str) -> str:
    """A text of the town's data in a language, else in English, else as it is."""
    if isinstance(labels, str):
        return labels
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


def place_words(text: str) -> str | None:
    """The words of a text that name a place, or None."""
    return find_where(text)
