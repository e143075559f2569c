"""The turns of filing a case, once it is begun: the answers and the commands in between."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, CounterAction, Message, Reply
from actions.forms import answering, questions, reading
from actions.forms.beginning import begin_heard, begin_new
from actions.forms.days import today
from actions.forms.ending import finish, follow, gone
from actions.forms.questions import NO, YES, ask, ask_next, field_name, kind_name
from actions.forms.state import ATTRIBUTE, CHANGE, SIMILAR, SUMMARY, filled, kept_drafts, open_draft, without_form
from bot.forms.words import field_named
from desk.cases import drafts
from desk.cases.drafts import IDENTIFIED, DraftView
from desk.cases.kinds import Field, Kind


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
            return finish(asked)
        if asked.context.form["asking"] == SIMILAR and answering.value_of(asked).startswith("case:"):
            return follow(asked, int(answering.value_of(asked).removeprefix("case:")))
        view = open_draft(asked)
        if view is None:
            return gone(asked)
        return _command(command, view, asked) if command else _answer(view, asked)


def answered(asked: Asked) -> Reply:
    """The turn as an answer to what the form asks, whatever else it means."""
    view = open_draft(asked)
    return _answer(view, asked) if view is not None else gone(asked)


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
    told = reading.told_in(what, asked.language, view.kind, today(asked), known=bool(what))
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
    told = reading.told_in(text, asked.language, view.kind, today(asked))
    place, when = reading.where(text), reading.when(text, today(asked))
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
        return gone(asked)
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
