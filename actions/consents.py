"""Whether we may begin to write: asked once after a case was filed where messages are sent, and ended at any time."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TypedDict

from actions.base import Asked, Button, Message, Reply
from actions.forms.state import Options, sender
from bot.forms.deciding import CONSENT, SURVEY
from desk.cases import surveys
from desk.cases.models import Contact
from desk.messages.turns import SENT_CHANNELS
from desk.people import consent

QUESTION, TEXT_VERSION = "survey-ask-consent", "1"
"""The words of the question in locale/, and their version: raise it whenever they change in any language."""
OWN_WORDS = "own"
"""In place of the version, of whoever said unasked that we may ask again."""
AGREE, REFUSE, STOP, AGAIN = "agree", "refuse", "stop", "again"


def asked_after_filing(asked: Asked, case: int, reply: Reply) -> Reply:
    """The reply that told of the filing, and whether we may ask later how it went: where messages are sent, of whoever
    gave their name, once. Nothing waits for the answer.
    """
    person = sender(asked).person
    if asked.turn.channel not in SENT_CHANNELS or person is None:
        return reply
    named = Contact.objects.filter(case=case, person=person).exists()
    if not named or consent.answered(person, consent.SURVEY, asked.turn.channel):
        return reply
    titles = ((AGREE, asked.say("form-button-yes")), (REFUSE, asked.say("form-button-no")))
    buttons = tuple(Button(title, SURVEY, (("value", value),)) for value, title in titles)
    options: Options = tuple((f"survey::{value}", title) for value, title in titles)
    context = dataclasses.replace(reply.context, expect=CONSENT, options=options)
    return Reply((*reply.messages, Message(asked.say(QUESTION), buttons)), context)


def respond(asked: Asked, value: str) -> Reply:
    """Yes, no, no more of it, or again after all; a turn that is run again changes nothing."""
    person, context = sender(asked).person, asked.context
    if context.expect == CONSENT:
        context = dataclasses.replace(context, expect="", options=())
    if person is None:
        # `rasa shell` and the command line talk in conversations that the desk does not hold: nothing is sent there.
        return Reply((Message(asked.say("survey-consent-refused")),), context)
    if value in (AGREE, AGAIN):
        consent.give(person, consent.SURVEY, **_words(asked, TEXT_VERSION if value == AGREE else OWN_WORDS))
        told = asked.say("survey-consent-given", stop=asked.say("case-survey-stop"))
        return Reply((Message(told),), context)
    if value == REFUSE:
        consent.refuse(person, consent.SURVEY, **_words(asked))
        return Reply((Message(asked.say("survey-consent-refused")),), context)
    # No more on any channel, neither of the cases that there are nor of those to come.
    consent.withdraw(person, asked.now(), purpose=consent.SURVEY)
    consent.refuse(person, consent.SURVEY, **_words(asked))
    surveys.decline_all(person)
    return Reply((Message(asked.say("survey-consent-withdrawn")),), context)


def stop_here(asked: Asked) -> bool:
    """No more surveys are sent on this channel; False where none were."""
    person = sender(asked).person
    if person is None or asked.turn.channel not in SENT_CHANNELS:
        return False
    return bool(consent.withdraw(person, asked.now(), purpose=consent.SURVEY, channel=asked.turn.channel))


class _Words(TypedDict):
    """Where, when and in which words something was answered."""

    channel: str
    text_version: str
    language: str
    now: dt.datetime


def _words(asked: Asked, version: str = TEXT_VERSION) -> _Words:
    return _Words(channel=asked.turn.channel, text_version=version, language=asked.language, now=asked.now())
