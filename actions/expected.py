"""The message that was waited for where no form is open: an answer to a question that the counter asked."""

from __future__ import annotations

from collections.abc import Callable

from actions.base import Asked, Reply
from actions.forms import beginning, filing
from actions.forms.questions import NO, YES
from actions.forms.state import RESUME, without_form


def _resume(asked: Asked) -> Reply:
    """Go on with the draft that waits, or begin what the turn before wanted to begin."""
    value = str(asked.turn.entity("value") or "")
    if value == YES:
        return filing.resume(asked)
    if value == NO:
        kind = asked.context.offer.removeprefix(beginning.FILE)
        return beginning.begin_new(asked, kind)
    return beginning.begin(asked, asked.turn.intent.removeprefix(beginning.FILE))


def respond(asked: Asked) -> Reply:
    """What the expected answer comes to."""
    from actions.surveys import comment
    from actions.tracking import act_with_words, read_code, withdraw_confirmed

    answers: dict[str, Callable[[Asked], Reply]] = {
        RESUME: _resume,
        "code": read_code,
        "case_add": act_with_words,
        "case_reopen": act_with_words,
        "case_review": act_with_words,
        "case_withdraw": withdraw_confirmed,
        "survey_comment": comment,
    }
    answer = answers.get(asked.context.expect)
    return answer(asked) if answer else Reply((), without_form(asked.context))
