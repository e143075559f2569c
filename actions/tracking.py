"""A case by its code: where it stands, what happens next, and what its citizen may do."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Button, Context, CounterAction, Message, Reply
from actions.forms.days import date_text
from actions.forms.questions import NO, YES, choose, kind_name
from actions.forms.reading import label
from actions.help import contact_message
from actions.surveys import question
from desk.cases import surveys, tracking
from desk.cases.errors import CaseError, CodeMistyped, CodeUnknown, CodeUnreadable, Missing, MoveForbidden
from desk.cases.hiding import typed
from desk.cases.models import Case, Contact
from desk.cases.tracking import Caller, CaseView

ACT = "case_act"
ACTS = (
    ("add_information", "add"),
    ("withdraw", "withdraw"),
    ("reopen", "reopen"),
    ("request_review", "review"),
)
"""What `desk.cases.tracking` calls an act, and what the dialogue calls it."""
SURVEY_ACT = "survey"
_MOST_WRONG = 3
_HISTORY = 6


class ActionTrack(CounterAction):
    """Where a case stands: by the code in the message, else the case talked about, else the code is asked for."""

    def name(self) -> str:
        return "action_track"

    def respond(self, asked: Asked) -> Reply:
        if asked.turn.codes:
            return read_code(asked)
        number = asked.context.case.get("number")
        row = Case.objects.filter(pk=number).select_related("category").first() if number else _own_case(asked)
        if row is not None:
            return _status(tracking.of_case(row, asked.now()), asked)
        context = dataclasses.replace(asked.context, expect="code", options=())
        return Reply((Message(asked.say("track-ask-code")),), context)


def _own_case(asked: Asked) -> Case | None:
    """The case that this conversation filed last: whoever is in the conversation filed it."""
    contact = (
        Contact.objects.filter(conversation__public_id=asked.turn.conversation)
        .select_related("case__category")
        .order_by("-case__received_at")
        .first()
    )
    return contact.case if contact else None


def read_code(asked: Asked) -> Reply:
    """The case of the code in this message; a wrong code is told apart from a mistyped one."""
    text = typed(asked.turn.codes[0]) if asked.turn.codes else asked.turn.text
    caller = Caller(asked.turn.conversation or asked.turn.id, asked.turn.origin)
    try:
        return _status(tracking.look_up(text, caller, asked.now()), asked)
    except CaseError as error:
        return _wrong(error, asked)


def _wrong(error: CaseError, asked: Asked) -> Reply:
    """What is wrong with the code, and what to do; a person is named when it goes on being wrong."""
    messages = [Message(asked.say(error.message, **error.arguments))]
    tried = asked.context.wrong_codes + 1
    mendable = isinstance(error, CodeUnreadable | CodeMistyped | CodeUnknown) and tried < _MOST_WRONG
    if not mendable:
        messages.append(contact_message(asked, "track-person"))
    expect = "code" if mendable else ""
    context = dataclasses.replace(asked.context, expect=expect, options=(), wrong_codes=tried if mendable else 0)
    return Reply(tuple(messages), context)


def _status(view: CaseView, asked: Asked) -> Reply:
    lines = [
        asked.say(
            "track-status",
            kind=kind_name(view.kind, asked),
            category=label(view.labels, asked.language),
            code=view.mask,
            state=asked.say(view.state_message),
        ),
        asked.say("track-received", date=date_text(view.received_at, asked)),
    ]
    lines += _history(view, asked)
    if view.outcome:
        lines.append(asked.say("track-outcome", outcome=asked.say(f"case-outcome-{view.outcome.replace('_', '-')}")))
    if view.reasons:
        lines.append(asked.say("track-reasons", text=view.reasons))
    if view.due is not None and view.deadline is not None:
        lines.append(asked.say(f"case-due-{view.deadline.value}", date=date_text(view.due, asked)))
    acts = [act for name, act in ACTS if name in view.may]
    if surveys.open_of(view.case, asked.now()) is not None:
        acts.append(SURVEY_ACT)
    options = tuple((f"act:{act}", asked.say(f"track-button-{act}")) for act in acts)
    buttons = tuple(Button(title, ACT, (("act", value.removeprefix("act:")),)) for value, title in options)
    text = "\n".join(lines)
    if buttons and asked.variant != "web":
        said = ", ".join(f"{number}. {title}" for number, (_, title) in enumerate(options, start=1))
        text = "\n".join((text, asked.say("track-may", options=said)))
    return Reply((Message(text, buttons),), _about(view, asked.context, options))


def _about(view: CaseView, context: Context, options: tuple[tuple[str, str], ...] = ()) -> Context:
    case = {"number": view.case, "mask": view.mask, "state": view.state.value}
    shown = options if not context.form else context.options
    return dataclasses.replace(context, case=case, expect="", options=shown, wrong_codes=0)


def _history(view: CaseView, asked: Asked) -> list[str]:
    """The steps so far in plain words, the last ones where there are many."""
    steps = []
    for step in view.history[-_HISTORY:]:
        state = step.message.replace("case-news-", "case-state-")
        if step.message.startswith("case-news-") and state in _state_messages():
            steps.append(asked.say("track-step", date=date_text(step.at, asked), step=asked.say(state)))
    return [asked.say("track-history"), *steps] if len(steps) > 1 else []


def _state_messages() -> frozenset[str]:
    from desk.cases.news import STATE_MESSAGES

    return frozenset(STATE_MESSAGES.values())


class ActionCase(CounterAction):
    """Adds to a case, takes it back, opens it again, or asks for a review: by its button or in words."""

    def name(self) -> str:
        return "action_case"

    def respond(self, asked: Asked) -> Reply:
        act = str(asked.turn.entity("act") or "")
        view = _present(asked)
        if view is None:
            context = dataclasses.replace(asked.context, expect="code", options=())
            return Reply((Message(asked.say("track-ask-code")),), context)
        if act == SURVEY_ACT and (survey := question(view.case, asked)) is not None:
            return survey
        name = next((name for name, called in ACTS if called == act), "")
        if name not in view.may:
            reply = _status(view, asked)
            return dataclasses.replace(reply, messages=(Message(asked.say("track-not-now")), *reply.messages))
        if act == "withdraw":
            options = ((YES, asked.say("form-button-yes")), (NO, asked.say("form-button-no")))
            message = choose(asked.say("track-ask-withdraw"), options, asked)
            return Reply((message,), dataclasses.replace(asked.context, expect="case_withdraw", options=options))
        context = dataclasses.replace(_about(view, asked.context), expect=f"case_{act}")
        return Reply((Message(asked.say(f"track-ask-{act}")),), context)


def _present(asked: Asked) -> CaseView | None:
    number = asked.context.case.get("number")
    row = Case.objects.filter(pk=number).select_related("category").first() if number else _own_case(asked)
    return tracking.of_case(row, asked.now()) if row is not None else None


def act_with_words(asked: Asked) -> Reply:
    """The words that an act waited for."""
    act = asked.context.expect.removeprefix("case_")
    number = int(asked.context.case["number"])
    text, turn, now = asked.turn.text, asked.turn.id, asked.now()
    try:
        if act == "add":
            done = tracking.add_information(number, text, turn, act, now)
        elif act == "reopen":
            done = tracking.reopen(number, text, turn, act, now)
        else:
            done = tracking.request_review(number, text, turn, act, now)
    except (MoveForbidden, Missing):
        return _refused(asked)
    return _done(f"track-done-{act}", done.state.value, asked)


def withdraw_confirmed(asked: Asked) -> Reply:
    """Yes or no to taking a case back."""
    if str(asked.turn.entity("value") or "") != YES:
        return Reply((Message(asked.say("track-kept")),), dataclasses.replace(asked.context, expect="", options=()))
    try:
        done = tracking.withdraw(int(asked.context.case["number"]), asked.turn.id, "withdraw", asked.now())
    except MoveForbidden:
        return _refused(asked)
    return _done("track-done-withdraw", done.state.value, asked)


def _refused(asked: Asked) -> Reply:
    context = dataclasses.replace(asked.context, expect="", options=())
    return Reply((Message(asked.say("track-not-now")),), context)


def _done(text: str, state: str, asked: Asked) -> Reply:
    case = {**asked.context.case, "state": state}
    context = dataclasses.replace(asked.context, expect="", options=(), case=case)
    return Reply((Message(asked.say(text)),), context)
