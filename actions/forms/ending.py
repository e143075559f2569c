"""The last turn of filing a case: the case and its code, or another's case that the person follows."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Message, Reply
from actions.consents import asked_after_filing
from actions.forms.days import date_text
from actions.forms.questions import ask_next
from actions.forms.state import open_draft, sender, without_form
from desk.cases import drafts, duplicates, filing, news
from desk.cases.errors import CaseError, Missing, NotPossible
from desk.cases.kinds import Field


def finish(asked: Asked) -> Reply:
    """The case, and its code. A turn that is run again finds the case that it made."""
    draft = str(asked.context.form["draft"])
    try:
        filed = filing.file(draft, asked.turn.id, "file", asked.now())
    except Missing:
        view = open_draft(asked)
        return Reply(*ask_next(view, asked, asked.context)) if view else gone(asked)
    except NotPossible:
        view = open_draft(asked)
        if view is None:
            return gone(asked)
        # The category takes no case of this kind: another one must be chosen.
        saved = drafts.save(view.id, {Field.CATEGORY: None}, asked.now())
        return Reply(*ask_next(saved, asked, asked.context))
    news.told_at_filing(filed.case, asked.now())
    case = {"number": filed.case, "mask": filed.mask, "state": filed.state.value}
    context = dataclasses.replace(without_form(asked.context), case=case, danger=False)
    return asked_after_filing(asked, filed.case, Reply(tuple(_told(filed, asked)), context))


def gone(asked: Asked) -> Reply:
    """The draft is there no more."""
    return Reply((Message(asked.say("form-gone")),), without_form(asked.context))


def _told(filed: filing.Filed, asked: Asked) -> list[Message]:
    """The tracking code alone in its message, to be noted down; then what happens next."""
    messages = [Message(asked.say("form-filed", code=filed.mask), case=filed.case)]
    next_steps = [asked.say("form-filed-urgent")] if filed.urgent else []
    next_steps.append(asked.say("case-due-acknowledge", date=date_text(filed.acknowledge_due, asked)))
    messages.append(Message("\n".join(next_steps)))
    return messages


def follow(asked: Asked, case: int) -> Reply:
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
        return Reply(*ask_next(view, asked, context)) if view else gone(asked)
    drafts.discard(str(context.form["draft"]))
    return Reply((Message(asked.say("form-followed")),), without_form(context))
