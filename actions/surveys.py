"""Answers to the surveys that the counter asks at a case's end and four weeks later."""

from __future__ import annotations

import dataclasses

from actions import consents
from actions.base import Asked, Button, CounterAction, Message, Reply
from actions.forms.questions import kind_name
from bot.forms.deciding import CASE_ACT, SURVEY
from bot.forms.words import nothing
from desk.cases import surveys
from desk.cases.errors import CaseError
from desk.cases.models import Survey

_SOLVED = {"solved": True, "unsolved": False}


class ActionSurvey(CounterAction):
    """One tap or one digit: how it was handled (1 to 5), whether it is solved, or that no survey is wanted.

    Without a survey it is about all of them: that we may ask, or may not.
    """

    def name(self) -> str:
        return "action_survey"

    def respond(self, asked: Asked) -> Reply:
        value = str(asked.turn.entity("value") or "")
        if not asked.turn.entity("survey"):
            return consents.respond(asked, value)
        row = Survey.objects.filter(pk=int(asked.turn.entity("survey"))).select_related("case").first()
        closed = dataclasses.replace(asked.context, expect="", options=())
        if row is None:
            return Reply((Message(asked.say("survey-over")),), closed)
        if value == consents.STOP:
            surveys.decline(row.case_id)
            name = "survey-consent-withdrawn" if consents.stop_here(asked) else "survey-declined"
            return Reply((Message(asked.say(name)),), closed)
        try:
            if value in _SOLVED:
                surveys.answer(row.pk, asked.now(), solved=_SOLVED[value])
            else:
                surveys.answer(row.pk, asked.now(), process=int(value))
        except (CaseError, ValueError):
            return Reply((Message(asked.say("survey-over")),), closed)
        return self._thanks(row, value, asked)

    @staticmethod
    def _thanks(row: Survey, value: str, asked: Asked) -> Reply:
        case = {"number": row.case_id, "mask": row.case.code_mask, "state": row.case.state, "survey": row.pk}
        context = dataclasses.replace(asked.context, case=case, expect="survey_comment", options=())
        if value == "unsolved":
            reopen = Button(asked.say("track-button-reopen"), CASE_ACT, (("act", "reopen"),))
            context = dataclasses.replace(context, expect="", options=(("act:reopen", reopen.title),))
            return Reply((Message(asked.say("survey-unsolved"), (reopen,)),), context)
        return Reply((Message(asked.say("survey-ask-comment")),), context)


def question(case: int, asked: Asked) -> Reply | None:
    """The survey of a case that is open, for whoever looks at the case; None where there is none."""
    row = surveys.open_of(case, asked.now())
    if row is None:
        return None
    later = row.occasion == Survey.Occasion.LATER
    words = {"kind": kind_name(row.case.kind, asked), "code": row.case.code_mask}
    if later:
        titles = [(value, asked.say(f"case-survey-{value}")) for value in surveys.LATER_ANSWERS]
        text = asked.say("case-survey-later", **words)
    else:
        titles = [(score, score) for score in surveys.SCORES]
        text = asked.say("case-survey-closing", **words)
    if later and asked.variant != "web":
        text = "\n".join([text, *(f"{number}. {title}" for number, (_, title) in enumerate(titles, start=1))])
    survey = str(row.pk)
    buttons = tuple(Button(title, SURVEY, (("survey", survey), ("value", value))) for value, title in titles)
    options = tuple((f"survey:{survey}:{value}", title) for value, title in titles)
    return Reply((Message(text, buttons),), dataclasses.replace(asked.context, expect="", options=options))


def comment(asked: Asked) -> Reply:
    """Words to a survey's answer, or none."""
    context = dataclasses.replace(asked.context, expect="", options=())
    text = asked.turn.text.strip()
    if text and not nothing(text) and asked.turn.intent != "no":
        try:
            surveys.answer(int(asked.context.case.get("survey") or 0), asked.now(), comment=text)
        except CaseError:
            return Reply((Message(asked.say("survey-over")),), context)
    return Reply((Message(asked.say("survey-thanks")),), context)
