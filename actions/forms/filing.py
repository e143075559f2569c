"""The turns of filing a case: the first words, the answers, the commands in between, and the case at the end."""

from __future__ import annotations

import dataclasses
import datetime as dt

from actions.base import Asked, CounterAction, Message, Reply
from actions.consents import asked_after_filing
from actions.forms import answering, questions, reading
from actions.forms.questions import NO, YES, ask, ask_next, field_name, kind_name
from actions.forms.state import (
    ATTRIBUTE,
    CHANGE,
    RESUME,
    SIMILAR,
    SUMMARY,
    filled,
    kept_drafts,
    open_draft,
    sender,
    without_form,
)
from actions.perhaps import likely_services, perhaps
from bot import formats
from bot.forms.words import contradicts, field_named, kind_wished
from desk.cases import drafts, duplicates, filing, news
from desk.cases.drafts import IDENTIFIED, DraftView
from desk.cases.errors import CaseError, Missing, NotPossible
from desk.cases.kinds import Field, Kind
from desk.catalogue.town import town

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
    told = reading.told_in(text, asked.language, kind, _today(asked), known=known)
    waiting = kept_drafts(asked)
    if waiting and not told:
        return _offer(waiting[0], asked)
    return _begun(asked, kind, told)


def kind_beside_danger(asked: Asked) -> str:
    """The kind of case that words of danger also report, or "": something broken in a place, surely named."""
    if asked.turn.second.startswith(FILE):
        return asked.turn.second.removeprefix(FILE)
    if not asked.turn.kinds:
        return ""
    found = reading.proposals(asked.turn.text, asked.language, asked.turn.kinds[0])
    return asked.turn.kinds[0] if reading.clear(found) and reading.has_place(found[0].slug) else ""


def _today(asked: Asked) -> dt.date:
    return asked.now().astimezone(town().zone).date()


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
    told = reading.told_in(turn.text, asked.language, kind, _today(asked), known=bool(asked.context.heard))
    return _begun(asked, kind, told)


def begin_new(asked: Asked, kind: str) -> Reply:
    """A new draft, whatever else is waiting; this turn only said that it shall be new."""
    return _begun(dataclasses.replace(asked, context=without_form(asked.context)), kind, {})


def _begun(asked: Asked, kind: str, told: dict[str, reading.Answer]) -> Reply:
    who = sender(asked)
    hits = asked.turn.services
    about = hits[0][0] if hits and asked.turn.verdict == "sure" else asked.context.service
    view = _saved_draft(asked, kind, told, who.person, who.conversation, about)
    context = dataclasses.replace(asked.context, form={}, kept="", danger=False)
    messages, context = ask_next(view, asked, context)
    begun = (Message(asked.say("form-begin", kind=kind_name(kind, asked))),) if kind else ()
    return Reply((*begun, *messages), context)


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


class ActionForm(CounterAction):
    """An answer or a command while a case is being filed."""

    def name(self) -> str:
        return "action_form"

    def goes_on(self, question: Asked, reply: Reply) -> Reply:
        return reply

    def respond(self, asked: Asked) -> Reply:
        command = str(asked.turn.entity("command") or "")
        if command == "report" and not asked.context.form:
            return begin_heard(asked, answering.value_of(asked))
        if asked.context.expect and not asked.context.form:
            from actions.expected import respond

            return respond(asked)
        if command == "resume" or not asked.context.form:
            return resume(asked)
        if (asked.context.form["asking"] == SUMMARY and answering.value_of(asked) == YES) or command == "file":
            return _file(asked)
        if asked.context.form["asking"] == SIMILAR and answering.value_of(asked).startswith("case:"):
            return _follow(asked, int(answering.value_of(asked).removeprefix("case:")))
        view = open_draft(asked)
        if view is None:
            return _gone(asked)
        return _command(command, view, asked) if command else _answer(view, asked)


def answered(asked: Asked) -> Reply:
    """The turn as an answer to what the form asks, whatever else it means."""
    view = open_draft(asked)
    return _answer(view, asked) if view is not None else _gone(asked)


def resume(asked: Asked) -> Reply:
    """Go on with the draft that was put off."""
    waiting = kept_drafts(asked)
    if not waiting:
        return Reply((Message(asked.say("form-none")),), without_form(asked.context))
    messages, context = ask_next(waiting[0], asked, without_form(asked.context))
    kind = kind_name(waiting[0].kind or Kind.QUESTION, asked)
    return Reply((Message(asked.say("form-again", kind=kind)), *messages), context)


def _answer(view: DraftView, asked: Asked) -> Reply:
    step = str(asked.context.form["asking"])
    if asked.turn.location is None and step == SIMILAR:
        return Reply(*ask_next(view, asked, asked.context))
    if asked.turn.location is None and step == SUMMARY:
        return _corrected(view, asked)
    found = answering.located(asked) or answering.read(step, view, asked)
    if found.problem:
        return _problem(found.problem, asked)
    saved, problem = answering.save(view, found, asked, step)
    if problem:
        return _problem(problem, asked)
    if found.then is not None:
        return Reply(*found.then(saved, asked, asked.context))
    return Reply(*ask_next(_kind_fits(saved, asked) if found.kind else saved, asked, asked.context))


def _kind_fits(view: DraftView, asked: Asked) -> DraftView:
    """Another kind needs other fields: what the words told already of them is not asked. Whoever changes to a kind that
    must be answered in person is asked for a name again.
    """
    what = str(view.answers.get(Field.WHAT, {}).get("text", ""))
    told = reading.told_in(what, asked.language, view.kind, _today(asked), known=bool(what))
    changed: dict[str, reading.Answer | None] = {
        field: answer for field, answer in told.items() if field not in view.answers and field != Field.CONTACT
    }
    if view.kind in IDENTIFIED and view.answers.get(Field.CONTACT, {}).get("anonymous"):
        changed[Field.CONTACT] = None
    return drafts.save(view.id, changed, asked.now()) if changed else view


def _problem(text: str, asked: Asked) -> Reply:
    """What is expected; the question stays, and so do its choices."""
    options = asked.context.options
    return Reply((questions.choose(text, options, asked) if options else Message(text),), asked.context)


def _corrected(view: DraftView, asked: Asked) -> Reply:
    """At the summary: words that are neither yes nor a command may say what is wrong ("no, it was on Bulevardi")."""
    text = asked.turn.text
    if answering.value_of(asked) == NO:
        return Reply(*ask(CHANGE, view, asked, asked.context))
    told = reading.told_in(text, asked.language, view.kind, _today(asked))
    place, when = reading.where(text), reading.when(text, _today(asked))
    found: dict[str, reading.Answer] = {}
    if place is not None:
        found[Field.WHERE] = place
    elif when is not None:
        found[Field.WHEN] = when
    elif Field.CONTACT in told:
        found[Field.CONTACT] = told[Field.CONTACT]
    named = reading.proposals(text, asked.language, view.kind)
    if not found and reading.clear(named) and named[0].slug != view.category:
        found[Field.CATEGORY] = {"slug": named[0].slug}
    if not found:
        return Reply(*ask(CHANGE, view, asked, asked.context))
    return _changed(view, found, asked)


def _changed(view: DraftView, found: dict[str, reading.Answer], asked: Asked) -> Reply:
    saved, problem = answering.save(view, answering.Read(found), asked, SUMMARY)
    if problem:
        return _problem(problem, asked)
    messages, context = ask_next(saved, asked, asked.context)
    names = ", ".join(field_name(field, asked) for field in found)
    return Reply((Message(asked.say("form-changed", field=names)), *messages), context)


def put_off(asked: Asked) -> Reply:
    """Keep the draft for later."""
    view = open_draft(asked)
    if view is None:
        return _gone(asked)
    drafts.save(view.id, {}, asked.now(), asking=str(asked.context.form["asking"]))
    return Reply((Message(asked.say("form-kept")),), without_form(asked.context, view.id))


def _command(command: str, view: DraftView, asked: Asked) -> Reply:
    step = str(asked.context.form["asking"])
    if command == "later":
        return put_off(asked)
    if command == "discard":
        drafts.discard(view.id)
        return Reply((Message(asked.say("form-discarded")),), without_form(asked.context))
    if command == "new":
        drafts.discard(view.id)
        return begin_new(asked, view.kind)
    if command == "back":
        return _back(view, step, asked)
    if command == "anonymous":
        return _anonymous(view, asked)
    if command == "change":
        return _change(view, asked)
    if command == "kind":
        saved = drafts.save(view.id, {}, asked.now(), kind=answering.value_of(asked))
        messages, context = ask_next(_kind_fits(saved, asked), asked, asked.context)
        return Reply((Message(asked.say("form-changed", field=field_name(Field.KIND, asked))), *messages), context)
    return _skip(view, step, asked)


def _back(view: DraftView, step: str, asked: Asked) -> Reply:
    """The question before: the last one that was answered."""
    given = [name for name in filled(view) if name not in (step, "attributes")]
    before = given[-1] if given else Field.WHAT.value
    return Reply(*ask(before, view, asked, asked.context))


def _anonymous(view: DraftView, asked: Asked) -> Reply:
    if view.kind in IDENTIFIED:
        return _problem(asked.say("form-ask-contact-needed"), asked)
    saved, _ = answering.save(view, answering.Read({Field.CONTACT: {"anonymous": True}}), asked, Field.CONTACT)
    return Reply(*ask_next(saved, asked, asked.context))


def _change(view: DraftView, asked: Asked) -> Reply:
    """ "Change the place to Bulevardi 7" at once, "the place is wrong" by asking for it again."""
    named = field_named(asked.turn.text)
    if named is None:
        return Reply(*ask(CHANGE, view, asked, asked.context))
    field, rest = named
    if not rest or field in (Field.KIND, Field.CATEGORY):
        return Reply(*ask(field, view, asked, asked.context))
    turn = dataclasses.replace(asked.turn, text=rest, entities=())
    found = answering.read(field, view, dataclasses.replace(asked, turn=turn))
    if found.problem or found.then is not None:
        return Reply(*ask(field, view, asked, asked.context))
    return _changed(view, {name: dict(answer) for name, answer in found.answers.items() if answer}, asked)


def _skip(view: DraftView, step: str, asked: Asked) -> Reply:
    if step in (Field.WHERE, Field.WHEN, Field.EVIDENCE, Field.REMEDY):
        found = answering.Read({step: answering.SKIPPED})
    elif step == ATTRIBUTE and (question := questions.open_attribute(view)) and not question.get("required"):
        given = dict(view.answers.get("attributes", {}))
        found = answering.Read({"attributes": {**given, question["code"]: None}})
    elif step == SIMILAR:
        found = answering.Read()
    else:
        return _problem(asked.say("form-error-needed"), asked)
    saved, _ = answering.save(view, found, asked, step)
    return Reply(*ask_next(saved, asked, asked.context))


def _file(asked: Asked) -> Reply:
    """The case, and its code. A turn that is run again finds the case that it made."""
    draft = str(asked.context.form["draft"])
    try:
        filed = filing.file(draft, asked.turn.id, "file", asked.now())
    except Missing:
        view = open_draft(asked)
        return Reply(*ask_next(view, asked, asked.context)) if view else _gone(asked)
    except NotPossible:
        view = open_draft(asked)
        if view is None:
            return _gone(asked)
        # The category takes no case of this kind: another one must be chosen.
        saved = drafts.save(view.id, {Field.CATEGORY: None}, asked.now())
        return Reply(*ask_next(saved, asked, asked.context))
    news.told_at_filing(filed.case, asked.now())
    case = {"number": filed.case, "mask": filed.mask, "state": filed.state.value}
    context = dataclasses.replace(without_form(asked.context), case=case, danger=False)
    return asked_after_filing(asked, filed.case, Reply(tuple(_told(filed, asked)), context))


def _gone(asked: Asked) -> Reply:
    return Reply((Message(asked.say("form-gone")),), without_form(asked.context))


def _told(filed: filing.Filed, asked: Asked) -> list[Message]:
    """The tracking code alone in its message, to be noted down; then what happens next."""
    messages = [Message(asked.say("form-filed", code=filed.mask), case=filed.case)]
    next_steps = [asked.say("form-filed-urgent")] if filed.urgent else []
    next_steps.append(asked.say("case-due-acknowledge", date=date_text(filed.acknowledge_due, asked)))
    messages.append(Message("\n".join(next_steps)))
    return messages


def date_text(moment: dt.datetime, asked: Asked) -> str:
    """A day in the town's time zone, as one says it."""
    zone = town().zone
    return formats.day(moment.astimezone(zone).date(), asked.language, asked.now().astimezone(zone).date())


def _follow(asked: Asked, case: int) -> Reply:
    """ "Me too": the person hears of the other's case, and the draft is given up."""
    who = sender(asked)
    context = asked.context
    try:
        if who.person is None:
            raise NotPossible("nobody to tell")
        duplicates.follow(
            case,
            who.person,
            asked.turn.id,
            "follow",
            asked.now(),
            language=asked.language,
            conversation=who.conversation,
        )
    except CaseError:
        view = open_draft(asked)
        return Reply(*ask_next(view, asked, context)) if view else _gone(asked)
    drafts.discard(str(context.form["draft"]))
    return Reply((Message(asked.say("form-followed")),), without_form(context))


class ActionFileAdded(CounterAction):
    """A file came: its channel put it into the open draft, and the form goes on where it was."""

    def name(self) -> str:
        return "action_file_added"

    def goes_on(self, question: Asked, reply: Reply) -> Reply:
        return reply

    def respond(self, asked: Asked) -> Reply:
        title = str(asked.turn.entity("title") or "")
        noted = Message(asked.say("form-file-added", title=title))
        view = open_draft(asked)
        if view is None:
            return Reply((noted,), asked.context)
        if asked.context.form["asking"] == Field.EVIDENCE:
            given = answering.Read({Field.EVIDENCE: {"files": True}})
            view, _ = answering.save(view, given, asked, Field.EVIDENCE)
            messages, context = ask_next(view, asked, asked.context)
        else:
            messages, context = ask(str(asked.context.form["asking"]), view, asked, asked.context)
        return Reply((noted, *messages), context)
