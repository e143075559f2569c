"""Answers to the surveys that the counter asks at a case's end and four weeks later."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Button, CounterAction, Message, Reply
from actions.tracking import ACT
from bot.forms.words import nothing
from desk.cases import surveys
from desk.cases.errors import CaseError
from desk.cases.models import Survey

_SOLVED = {"solved": True, "unsolved": False}


class ActionSurvey(CounterAction):
    """One tap or one digit: how it was handled (1 to 5), whether it is solved, or that no survey is wanted."""

    def name(self) -> str:
        return "action_survey"

    def respond(self, asked: Asked) -> Reply:
        row = Survey.objects.filter(pk=int(asked.turn.entity("survey") or 0)).select_related("case").first()
        value = str(asked.turn.entity("value") or "")
        closed = dataclasses.replace(asked.context, expect="", options=())
        if row is None:
            return Reply((Message(asked.say("survey-over")),), closed)
        if value == "stop":
            surveys.decline(row.case_id)
            return Reply((Message(asked.say("survey-declined")),), closed)
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
            reopen = Button(asked.say("track-button-reopen"), ACT, (("act", "reopen"),))
            context = dataclasses.replace(context, expect="", options=(("act:reopen", reopen.title),))
            return Reply((Message(asked.say("survey-unsolved"), (reopen,)),), context)
        return Reply((Message(asked.say("survey-ask-comment")),), context)


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
