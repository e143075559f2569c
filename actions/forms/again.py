"""Asking a form's question again after something else was answered in between."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Message, Reply
from actions.forms.questions import Asking, ask, ask_next, asking, kind_name
from actions.forms.state import PLACE, SIMILAR, SUMMARY, open_draft
from desk.cases.drafts import DraftView
from desk.cases.kinds import Field, Kind


def with_question(asked: Asked, reply: Reply) -> Reply:
    """The reply followed by the form's question, where one is open and the reply left it open."""
    if not reply.context.form or reply.context.form != asked.context.form:
        return reply
    view = open_draft(asked)
    if view is None:
        return reply
    language = reply.context.language or asked.language
    there = dataclasses.replace(asked, language=language, context=reply.context)
    step = str(reply.context.form["asking"])
    messages, context = _asked_again(step, view, there)
    if step == SUMMARY:
        messages = messages[-1:]
    back = Message(there.say("form-again", kind=kind_name(view.kind or Kind.QUESTION, there)), language=language)
    # The language chosen a moment ago and what was talked about in between stay known.
    kept = dataclasses.replace(
        reply.context, form=context.form, options=context.options, choices=(), offer="", expect=""
    )
    return Reply((*reply.messages, back, *messages), kept)


def _asked_again(step: str, view: DraftView, asked: Asked) -> Asking:
    context = asked.context
    if step in (PLACE, Field.CATEGORY) and context.options:
        return asking(step, asked.say(f"form-ask-{step}"), context.options, view, asked, context)
    if step == SIMILAR:
        form = {name: value for name, value in context.form.items() if name != "similar"}
        return ask_next(view, asked, dataclasses.replace(context, form=form))
    return ask(step, view, asked, context)
