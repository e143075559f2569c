"""The first turn of filing a case: what was said already becomes a draft, or the draft that waits is offered."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, CounterAction, Message, Reply
from actions.forms import questions, reading
from actions.forms.days import today
from actions.forms.questions import NO, YES, ask_next, kind_name
from actions.forms.state import RESUME, kept_drafts, sender, without_form
from actions.perhaps import likely_services, perhaps
from bot.forms.words import contradicts, kind_wished
from desk.cases import drafts
from desk.cases.drafts import DraftView
from desk.cases.errors import Missing
from desk.cases.kinds import Field, Kind

FILE = "file_"
_WORDS_OF_A_MATTER = 6


class ActionFile(CounterAction):
    """Begins a case with what was said already, or offers to go on with one that was put off."""

    def name(self) -> str:
        return "action_file"

    def respond(self, asked: Asked) -> Reply:
        # Who tells what is the matter may want to read what the city does about it.
        return perhaps(asked, begin(asked, asked.turn.intent.removeprefix(FILE)), likely_services(asked))


def begin(asked: Asked, kind: str) -> Reply:
    """A new draft and its first question. Words that only say "I want to complain" may mean the draft that waits."""
    text, known = _matter(asked)
    told = reading.told_in(text, asked.language, kind, today(asked), known=known)
    waiting = kept_drafts(asked)
    if waiting and not told:
        return _offer(waiting[0], asked)
    return _begun(asked, kind, told)


def kind_beside_danger(asked: Asked) -> str:
    """The kind of case that words of danger also report, or "": something broken in a place, surely named."""
    if asked.turn.second.startswith(FILE):
        return asked.turn.second.removeprefix(FILE)
    kinds = asked.turn.kinds
    return kinds[0] if kinds and reading.of_a_place(asked.turn.text, asked.language, kinds[0]) else ""


def _matter(asked: Asked) -> tuple[str, bool]:
    """What a person wants filed, and whether it is known to be a matter: this turn's words, or those of before where
    this turn only says that they were taken wrongly, or follows an answer that knew nothing.
    """
    text, before, context = asked.turn.text, asked.context.heard, asked.context
    failed = bool(context.offer or context.danger) or contradicts(text)
    if not before or before == text or not failed:
        return text, False
    return (
        (before, True) if kind_wished(text) or len(text.split()) < _WORDS_OF_A_MATTER else (f"{before}\n{text}", True)
    )


def begin_heard(asked: Asked, kind: str) -> Reply:
    """File what was told before: the person pressed the button that offers it."""
    turn = dataclasses.replace(asked.turn, text=asked.context.heard or asked.turn.text, entities=())
    asked = dataclasses.replace(asked, turn=turn)
    told = reading.told_in(turn.text, asked.language, kind, today(asked), known=bool(asked.context.heard))
    return _begun(asked, kind, told)


def begin_new(asked: Asked, kind: str) -> Reply:
    """A new draft, whatever else is waiting; this turn only said that it shall be new."""
    return _begun(dataclasses.replace(asked, context=without_form(asked.context)), kind, {})


def _begun(asked: Asked, kind: str, told: dict[str, reading.Answer]) -> Reply:
    who = sender(asked)
    view = _saved_draft(asked, kind, told, who.person, who.conversation, _service(asked, kind))
    context = dataclasses.replace(asked.context, form={}, kept="", danger=False)
    messages, context = ask_next(view, asked, context)
    begun = (Message(asked.say("form-begin", kind=kind_name(kind, asked))),) if kind else ()
    return Reply((*begun, *messages), context)


def _service(asked: Asked, kind: str) -> str:
    """The service that a matter is about: what was surely found, or spoken of before. None where something in a place
    is to be mended, of which no service's description tells: what is found then is the nearest of many that do not fit.
    """
    if kind == Kind.SERVICE_REQUEST and reading.of_a_place(asked.turn.text, asked.language, kind):
        return ""
    hits = asked.turn.services
    return hits[0][0] if hits and asked.turn.verdict == "sure" else asked.context.service


def _saved_draft(
    asked: Asked,
    kind: str,
    told: dict[str, reading.Answer],
    person: int | None,
    conversation: int | None,
    service: str,
) -> DraftView:
    def begun(answers: dict[str, reading.Answer]) -> DraftView:
        return drafts.begin(
            channel=asked.turn.channel,
            language=asked.language,
            now=asked.now(),
            person=person,
            conversation=conversation,
            kind=kind,
            service=service,
            danger=bool(asked.turn.danger) or (asked.context.danger and not contradicts(asked.turn.text)),
            answers=answers,
            turn=asked.turn.id,
        )

    try:
        return begun(told)
    except Missing:
        # An address with a slip is asked for again, with what is expected.
        return begun({field: answer for field, answer in told.items() if field != Field.CONTACT})


def _offer(view: DraftView, asked: Asked) -> Reply:
    """Go on with the draft that waits, or begin a new one?"""
    what = str(view.answers.get(Field.WHAT, {}).get("text", ""))
    kind = kind_name(view.kind or Kind.QUESTION, asked)
    text = asked.say("form-ask-resume", kind=kind, what=questions.short(what) or "…")
    options = ((YES, asked.say("form-button-resume")), (NO, asked.say("form-button-new")))
    context = dataclasses.replace(without_form(asked.context, view.id), expect=RESUME, options=options)
    # What this turn wants to begin, should the old one be left alone.
    context = dataclasses.replace(context, offer=asked.turn.intent)
    return Reply((questions.choose(text, options, asked),), context)
