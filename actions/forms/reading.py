"""What a free text already tells: the fields of a draft that need not be asked any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bot.forms.contact import read_contact
from bot.forms.past import find_when
from bot.forms.place import find_where
from desk.cases import categories, streets
from desk.cases.categories import Proposal
from desk.cases.kinds import Field
from desk.catalogue.town import town

_TELLING_WORDS = 9
_TELLING_SCORE = 0.75
_CLEAR_SCORE, _CLEAR_LEAD = 1.1, 0.45

Answer = dict[str, Any]


def told_in(text: str, language: str, kind: str, today: dt.date, *, identified: bool = False) -> dict[str, Answer]:
    """The answers that a person's first words give, by field; nothing where they only say what they want to do."""
    found: dict[str, Answer] = {}
    if not tells_something(text, language, kind):
        return found
    found[Field.WHAT] = {"text": text}
    place = where(text)
    if place is not None:
        found[Field.WHERE] = place
    moment = when(text, today)
    if moment is not None:
        found[Field.WHEN] = moment
    contact = read_contact(text, town().country)
    if contact is not None and (contact.email or contact.phone or (contact.anonymous and not identified)):
        found[Field.CONTACT] = contact_answer(contact)
    return found


def tells_something(text: str, language: str, kind: str) -> bool:
    """Whether the words tell a matter, or only that somebody wants to complain."""
    if len(text.split()) >= _TELLING_WORDS:
        return True
    found = categories.propose(text, language, kind)
    return bool(found) and found[0].score >= _TELLING_SCORE and len(text.split()) > 2


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
    if not found or found[0].score < _CLEAR_SCORE:
        return False
    return len(found) == 1 or found[0].score - found[1].score >= _CLEAR_LEAD


def label(labels: Mapping[str, str] | str, language: str) -> str:
    """A text of the town's data in a language, else in English, else as it is."""
    if isinstance(labels, str):
        return labels
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


def place_words(text: str) -> str | None:
    """The words of a text that name a place, or None."""
    return find_where(text)
