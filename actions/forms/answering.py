"""How an answer to what a form asks is read: what it puts into the draft, or what is said where it does not fit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from actions.base import Asked, Context, Message
from actions.forms import questions, reading
from actions.forms.state import ATTRIBUTE, CHANGE, GROUP, PLACE
from bot.forms.contact import read_contact
from bot.forms.past import find_when
from bot.forms.words import contact_wish, nothing
from desk.cases import drafts, streets
from desk.cases.drafts import DraftView
from desk.cases.errors import Missing
from desk.cases.kinds import Field, Kind
from desk.catalogue.town import town

SKIPPED: Mapping[str, Any] = {"skipped": True}


@dataclasses.dataclass(frozen=True)
class Read:
    """What an answer comes to.

    ``answers`` go into the draft, ``kind`` changes it; ``then`` asks another question instead of the next one, and
    ``problem`` is the text that says what is expected.
    """

    answers: Mapping[str, Mapping[str, Any] | None] = dataclasses.field(default_factory=dict)
    kind: str | None = None
    problem: str = ""
    then: Callable[[DraftView, Asked, Context], questions.Asking] | None = None


def read(step: str, view: DraftView, asked: Asked) -> Read:
    """The answer to ``step`` in this turn."""
    reader = {
        Field.KIND: _kind,
        Field.CATEGORY: _category,
        GROUP: _group,
        PLACE: _place,
        CHANGE: _change,
        ATTRIBUTE: _attribute,
        Field.WHERE: _where,
        Field.WHEN: _when,
        Field.CONTACT: _contact,
    }.get(step, _text(step))
    return reader(view, asked)


def located(asked: Asked) -> Read | None:
    """A place that was sent as such, whatever was asked."""
    sent = asked.turn.location
    if sent is None:
        return None
    return Read({Field.WHERE: {"text": asked.turn.text, "latitude": sent["latitude"], "longitude": sent["longitude"]}})


def value_of(asked: Asked) -> str:
    """The value of the option that was chosen, by a button or in words."""
    return str(asked.turn.entity("value") or "")


def save(view: DraftView, found: Read, asked: Asked, asking: str) -> tuple[DraftView, str]:
    """Save what was read; returns the draft and, where it does not fit, the text that says what is expected."""

    def put(answers: Mapping[str, Mapping[str, Any] | None]) -> DraftView:
        return drafts.save(
            view.id,
            dict(answers),
            asked.now(),
            kind=found.kind,
            asking=asking,
            danger=bool(asked.turn.danger) or None,
            language=asked.language,
        )

    try:
        saved = put(found.answers)
    except Missing as error:
        if asking == Field.WHAT and Field.CONTACT in found.answers:
            # What looks like an address in a story is asked for when its turn comes.
            return put({field: answer for field, answer in found.answers.items() if field != Field.CONTACT}), ""
        field = str(next(iter(error.arguments.get("fields", ())), ""))
        return view, asked.say(
            {"email": "form-error-email", "phone": "form-error-phone"}.get(field, "form-error-empty")
        )
    return saved, ""


def _text(step: str) -> Callable[[DraftView, Asked], Read]:
    def words(view: DraftView, asked: Asked) -> Read:
        text = asked.turn.text.strip()
        if step != Field.WHAT:
            return Read({step: SKIPPED if nothing(text) else {"text": text}})
        if sum(letter.isalpha() for letter in text) < 3:
            return Read(problem=asked.say("form-error-what"))
        today = asked.now().astimezone(town().zone).date()
        told = reading.told_in(text, asked.language, view.kind, today, known=True)
        more = {field: answer for field, answer in told.items() if field not in view.answers}
        return Read({**more, Field.WHAT: {"text": text}})

    return words


def _kind(view: DraftView, asked: Asked) -> Read:
    value = value_of(asked) or asked.turn.intent.removeprefix("file_")
    if value not in Kind.values:
        return Read(problem=asked.say("form-error-choose"))
    return Read(kind=value)


def _category(view: DraftView, asked: Asked) -> Read:
    value = value_of(asked)
    if value in (questions.OTHER, questions.NO):
        return Read(then=lambda view, asked, context: questions.ask(GROUP, view, asked, context))
    if value == questions.YES and asked.context.options:
        value = asked.context.options[0][0]
    if value:
        return Read({Field.CATEGORY: {"slug": value}})
    found = reading.proposals(asked.turn.text, asked.language, view.kind)
    if not found:
        return Read(problem=asked.say("form-error-choose"))
    if reading.clear(found):
        return Read({Field.CATEGORY: {"slug": found[0].slug}})
    options = tuple((one.slug, reading.label(one.labels, asked.language)) for one in found)
    other = (questions.OTHER, asked.say("form-category-other"))

    def again(view: DraftView, asked: Asked, context: Context) -> questions.Asking:
        return questions.asking(Field.CATEGORY, asked.say("form-ask-category"), (*options, other), view, asked, context)

    return Read(then=again)


def _group(view: DraftView, asked: Asked) -> Read:
    value = value_of(asked)
    if not value:
        return _category(view, asked)
    return Read(then=lambda view, asked, context: questions.ask_within(value, view, asked, context))


def _place(view: DraftView, asked: Asked) -> Read:
    value = value_of(asked)
    written = str(view.answers.get(Field.WHERE, {}).get("text", ""))
    if value == questions.AS_WRITTEN or (not value and asked.turn.intent == "no"):
        return Read({Field.WHERE: {"text": written}}) if written else Read(problem=asked.say("form-ask-where"))
    if value == questions.YES and asked.context.options:
        value = asked.context.options[0][0]
    if "|" in value:
        street, _, number = value.partition("|")
        return Read({Field.WHERE: reading.street_answer(street, number)})
    return _where(view, asked)


def _where(view: DraftView, asked: Asked) -> Read:
    text = asked.turn.text.strip()
    if nothing(text):
        return Read({Field.WHERE: SKIPPED})
    named = streets.find(text, limit=3)
    if named and named[0].sure:
        return Read({Field.WHERE: reading.street_answer(named[0].street, named[0].number, reading.place_words(text))})
    if named and len(text.split()) <= 4:
        # Kept as written until the person has chosen, so that nothing is lost if they leave now.
        return Read(
            {Field.WHERE: {"text": text}},
            then=lambda view, asked, context: questions.ask_place(named, view, asked, context),
        )
    return Read({Field.WHERE: {"text": text}})


def _when(view: DraftView, asked: Asked) -> Read:
    text = asked.turn.text.strip()
    if nothing(text):
        return Read({Field.WHEN: SKIPPED})
    today = asked.now().astimezone(town().zone).date()
    found = find_when(text, today)
    if found is None and not any(sign.isalnum() for sign in text):
        return Read(problem=asked.say("form-error-when"))
    return Read({Field.WHEN: reading.when_answer(text, found.date if found else None)})


def _contact(view: DraftView, asked: Asked) -> Read:
    wish = value_of(asked) or contact_wish(asked.turn.text)
    found = read_contact(asked.turn.text, town().country) if wish is None else None
    if wish is not None or (found is None and asked.turn.intent == "no"):
        answer = {"format": "chat"} if wish == questions.HERE else {"anonymous": True}
        return Read({Field.CONTACT: answer}) if view.kind not in drafts.IDENTIFIED else _needed(asked)
    if found is None:
        return Read(problem=asked.say("form-error-contact"))
    if found.anonymous and view.kind in drafts.IDENTIFIED:
        return _needed(asked)
    return Read({Field.CONTACT: reading.contact_answer(found)})


def _needed(asked: Asked) -> Read:
    return Read(problem=asked.say("form-ask-contact-needed"))


def _attribute(view: DraftView, asked: Asked) -> Read:
    question = questions.open_attribute(view)
    if question is None:
        return Read()
    given = dict(view.answers.get("attributes", {}))
    text = value_of(asked) or asked.turn.text.strip()
    if question.get("values") and text not in {str(value["key"]) for value in question["values"]}:
        return Read(problem=asked.say("form-error-choose"))
    return Read({"attributes": {**given, question["code"]: text}})


def _change(view: DraftView, asked: Asked) -> Read:
    field = value_of(asked)
    if field not in Field.values:
        return Read(problem=asked.say("form-error-choose"))
    return Read(then=lambda view, asked, context: questions.ask(field, view, asked, context))


def problem(text: str) -> tuple[Message, ...]:
    return (Message(text),)
