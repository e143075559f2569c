"""What a form asks next, and in which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from actions.base import Asked, Button, Context, Message
from actions.forms import reading
from actions.forms.state import (
    ATTRIBUTE,
    CHANGE,
    GROUP,
    PLACE,
    SIMILAR,
    SUMMARY,
    Options,
    marked,
    with_form,
)
from bot import formats
from desk.cases import categories, drafts, duplicates, streets
from desk.cases.drafts import IDENTIFIED, DraftView
from desk.cases.kinds import Field, Kind
from desk.catalogue.town import town

ANSWER, COMMAND = "form_answer", "form_command"
OTHER, YES, NO, SKIP, AS_WRITTEN, HERE = "other-topics", "yes", "no", "skip", "as-written", "here"
_SKIPPED = {Field.WHERE: True, Field.WHEN: True, Field.EVIDENCE: True, Field.REMEDY: True}

Asking = tuple[tuple[Message, ...], Context]


def next_step(view: DraftView) -> str:
    """The field to ask for next; what happened comes before its category, which is read from it."""
    missing = view.missing
    if not missing:
        return ATTRIBUTE if open_attribute(view) else SUMMARY
    if Field.KIND in missing:
        return Field.KIND
    if Field.WHAT in missing:
        return Field.WHAT
    if missing[0] is Field.CONTACT and open_attribute(view):
        return ATTRIBUTE
    return missing[0]


def open_attribute(view: DraftView) -> Mapping[str, Any] | None:
    """The first of the category's own questions that has no answer yet."""
    given = view.answers.get("attributes", {})
    return next((question for question in view.questions if question["code"] not in given), None)


def ask_next(view: DraftView, asked: Asked, context: Context) -> Asking:
    """Ask for what is missing, then for like cases, then for consent to file. A sure category is not asked for."""
    step = next_step(view)
    if step == Field.CATEGORY and reading.sure(found := _proposals(view, asked)):
        view = drafts.save(view.id, {Field.CATEGORY: {"slug": found[0].slug}}, asked.now())
        step = next_step(view)
    if step == SUMMARY and not context.form.get("similar"):
        context = marked(context, "similar")
        like = duplicates.similar(view.id, asked.now(), limit=1)
        if like:
            return _similar(view, asked, context, like[0])
    return ask(step, view, asked, context)


def ask(step: str, view: DraftView, asked: Asked, context: Context) -> Asking:
    """Ask one thing."""
    special = {
        Field.KIND: _kind,
        Field.CATEGORY: _category,
        Field.CONTACT: _contact,
        GROUP: _group,
        ATTRIBUTE: _attribute,
        SUMMARY: _summary,
        CHANGE: _change,
    }.get(step)
    if special is not None:
        return special(view, asked, context)
    text = asked.say(_what_text(view) if step == Field.WHAT else f"form-ask-{step}")
    buttons = (Button(asked.say("form-button-skip"), COMMAND, (("command", "skip"),)),) if step in _SKIPPED else ()
    return (Message(text, buttons),), with_form(context, view, step)


def _what_text(view: DraftView) -> str:
    own = (Kind.QUESTION, Kind.SUGGESTION, Kind.PRAISE, Kind.APPEAL, Kind.DATA_REQUEST)
    return f"form-ask-what-{view.kind.replace('_', '-')}" if view.kind in own else "form-ask-what"


def choose(text: str, options: Options, asked: Asked) -> Message:
    """A message with a button an option; channels without buttons get the options numbered."""
    buttons = tuple(Button(title, ANSWER, (("value", value),)) for value, title in options)
    if asked.variant != "web":
        text = "\n".join([text, *(f"{number}. {title}" for number, (_, title) in enumerate(options, start=1))])
    return Message(text, buttons)


def asking(step: str, text: str, options: Options, view: DraftView, asked: Asked, context: Context) -> Asking:
    return (choose(text, options, asked),), with_form(context, view, step, options)


def _kind(view: DraftView, asked: Asked, context: Context) -> Asking:
    options = tuple((kind.value, kind_name(kind, asked)) for kind in Kind)
    return asking(Field.KIND, asked.say("form-ask-kind"), options, view, asked, context)


def kind_name(kind: str, asked: Asked) -> str:
    return asked.say(f"case-kind-{kind.replace('_', '-')}")


def _category(view: DraftView, asked: Asked, context: Context) -> Asking:
    """The likeliest category alone where it is clear, else three to choose from; a way to all others in both."""
    found = _proposals(view, asked)
    if not found:
        return _group(view, asked, context)
    other = (OTHER, asked.say("form-category-other"))
    named = tuple((one.slug, reading.label(one.labels, asked.language)) for one in found)
    if reading.clear(found):
        text = asked.say("form-ask-category-one", category=named[0][1])
        options = ((named[0][0], asked.say("form-button-yes")), *named[1:], other)
        return asking(Field.CATEGORY, text, options, view, asked, context)
    return asking(Field.CATEGORY, asked.say("form-ask-category"), (*named, other), view, asked, context)


def _proposals(view: DraftView, asked: Asked) -> list[categories.Proposal]:
    what = str(view.answers.get(Field.WHAT, {}).get("text", ""))
    return reading.proposals(what, asked.language, view.kind) if what else []


def _group(view: DraftView, asked: Asked, context: Context) -> Asking:
    """The upper level of categories."""
    rows = {row.group.slug: row.group for row in _taking(view.kind)}
    options = tuple((slug, reading.label(group.labels, asked.language)) for slug, group in rows.items())
    return asking(GROUP, asked.say("form-ask-group"), options, view, asked, context)


def ask_within(group: str, view: DraftView, asked: Asked, context: Context) -> Asking:
    """The categories of a group."""
    rows = [row for row in _taking(view.kind) if row.group.slug == group]
    options = tuple((row.slug, reading.label(row.labels, asked.language)) for row in rows)
    back = (OTHER, asked.say("form-category-other"))
    return asking(Field.CATEGORY, asked.say("form-ask-category"), (*options, back), view, asked, context)


def _taking(kind: str) -> list[Any]:
    return [row for row in categories.active() if not kind or not row.kinds or kind in row.kinds]


def ask_place(found: list[streets.Place], view: DraftView, asked: Asked, context: Context) -> Asking:
    """Which of the town's streets is meant; the person's own words are a choice as well."""
    named = tuple((f"{place.street}|{place.number}", f"{place.street} {place.number}".strip()) for place in found)
    options = (*named, (AS_WRITTEN, asked.say("form-place-as-written")))
    return asking(PLACE, asked.say("form-ask-place"), options, view, asked, context)


def _contact(view: DraftView, asked: Asked, context: Context) -> Asking:
    """The privacy notice first, once; what is lost by staying anonymous before it is chosen."""
    needed = view.kind in IDENTIFIED
    messages: list[Message] = []
    if not context.form.get("privacy"):
        messages.append(Message(asked.say("form-privacy", town=reading.label(town().name, asked.language))))
        context = marked(context, "privacy")
    anonymous = Button(asked.say("form-button-anonymous"), COMMAND, (("command", "anonymous"),))
    here = Button(asked.say("form-button-here"), ANSWER, (("value", HERE),))
    text = asked.say("form-ask-contact-needed" if needed else "form-ask-contact")
    messages.append(Message(text, () if needed else (anonymous, here)))
    return tuple(messages), with_form(context, view, Field.CONTACT)


def _attribute(view: DraftView, asked: Asked, context: Context) -> Asking:
    question = open_attribute(view)
    if question is None:
        return _summary(view, asked, context)
    text = reading.label(question["description"], asked.language)
    values = tuple(
        (str(value["key"]), reading.label(value["name"], asked.language)) for value in question.get("values", ())
    )
    if not question.get("required"):
        skip = (Button(asked.say("form-button-skip"), COMMAND, (("command", "skip"),)),)
        message = choose(text, values, asked)
        message = Message(message.text, (*message.buttons, *skip))
        return (message,), with_form(context, view, ATTRIBUTE, values)
    return asking(ATTRIBUTE, text, values, view, asked, context)


def _similar(view: DraftView, asked: Asked, context: Context, like: duplicates.Similar) -> Asking:
    now = asked.now().astimezone(town().zone)
    day = formats.day(like.received_at.astimezone(town().zone).date(), asked.language, now.date())
    text = asked.say("form-ask-similar", text=short(like.text), place=like.place or "–", day=day)
    options = (
        (f"case:{like.case}", asked.say("form-button-me-too")),
        (NO, asked.say("form-button-mine-differs")),
    )
    return asking(SIMILAR, text, options, view, asked, context)


def short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _summary(view: DraftView, asked: Asked, context: Context) -> Asking:
    """Everything that will be sent, and whether to send it."""
    lines = [asked.say("form-summary", kind=kind_name(view.kind, asked)), *summary_lines(view, asked)]
    buttons = (
        Button(asked.say("form-button-file"), ANSWER, (("value", YES),)),
        Button(asked.say("form-button-change"), COMMAND, (("command", "change"),)),
        Button(asked.say("form-button-later"), COMMAND, (("command", "later"),)),
    )
    options = ((YES, asked.say("form-button-file")),)
    messages = (Message("\n".join(lines)), Message(asked.say("form-ask-summary"), buttons))
    return messages, with_form(context, view, SUMMARY, options)


def summary_lines(view: DraftView, asked: Asked) -> list[str]:
    """A line for each field that holds something."""
    lines = []
    for field in Field:
        answer = view.answers.get(field.value)
        if answer is None or field is Field.KIND or answer.get("skipped") or answer.get("files"):
            continue
        lines.append(asked.say("form-line", field=field_name(field, asked), text=answer_text(field, view, asked)))
    for question in view.questions:
        given = view.answers.get("attributes", {}).get(question["code"])
        if given:
            name = reading.label(question["description"], asked.language)
            lines.append(asked.say("form-line", field=name, text=_attribute_text(question, given, asked)))
    files = _files(view)
    if files:
        lines.append(asked.say("form-line", field=asked.say("form-files"), text=", ".join(files)))
    return lines


def _attribute_text(question: Mapping[str, Any], given: Any, asked: Asked) -> str:
    names = {str(value["key"]): value["name"] for value in question.get("values", ())}
    chosen = given if isinstance(given, list) else [given]
    return ", ".join(reading.label(names[key], asked.language) if key in names else str(key) for key in chosen)


def _files(view: DraftView) -> list[str]:
    return drafts.files_of(view.id)


def field_name(field: str, asked: Asked) -> str:
    return asked.say(f"form-field-{Field(field).value}")


def answer_text(field: Field, view: DraftView, asked: Asked) -> str:
    """What a draft holds in a field, as its person reads it."""
    answer = view.answers[field.value]
    if field is Field.CATEGORY:
        row = next((row for row in categories.active() if row.slug == answer["slug"]), None)
        return reading.label(row.labels, asked.language) if row else str(answer["slug"])
    if field is Field.CONTACT:
        if answer.get("anonymous"):
            return asked.say("form-contact-anonymous")
        parts = [str(answer[name]) for name in ("name", "email", "phone", "address") if answer.get(name)]
        return ", ".join(parts) or asked.say("form-contact-here")
    if field is Field.WHEN and answer.get("date"):
        today = asked.now().astimezone(town().zone).date()
        day = formats.day(dt.date.fromisoformat(answer["date"]), asked.language, today)
        return f"{answer['text']} ({day})" if answer["text"].casefold() != day.casefold() else day
    return str(answer.get("text", ""))


def _change(view: DraftView, asked: Asked, context: Context) -> Asking:
    fields = [Field.KIND.value, *(name for name in view.answers if name in Field.values)]
    options = tuple((name, field_name(name, asked)) for name in fields)
    return asking(CHANGE, asked.say("form-ask-change"), options, view, asked, context)
