"""What is kept and what was agreed to: told by /privacy, ended by /stop."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from channels.system_texts import say
from channels.telegram import CHANNEL
from channels.telegram.keys import key
from desk.messages import turns
from desk.messages.models import Conversation
from desk.messages.transcript import direction
from desk.messages.turns import Button, Message
from desk.people import consent

FORGET = "telegram_forget"
"""Intent of the button that ends and forgets; it is the channel's own and never reaches the assistant."""
_NO_SURVEYS = ("survey_answer", {"value": "stop"})


def tell_privacy(conversation: Conversation, message: int, now: dt.datetime) -> None:
    """Answer /privacy: what is kept, what the person agreed to, and the buttons that end either."""
    language = conversation.speaks
    said = [_message("telegram-privacy", language, (Button(say("telegram-forget-button", language), FORGET, {}),))]
    if consent.stands(conversation.person_id, consent.SURVEY, CHANNEL):
        stop = Button(say("case-survey-stop", language), *_NO_SURVEYS)
        said.append(_message("telegram-privacy-survey", language, (stop,)))
    turns.tell(conversation.pk, key("telegram-privacy", conversation, message), said, now)


def end(conversation: Conversation, message: int, now: dt.datetime) -> bool:
    """End what the person agreed to on Telegram, and say so; False where they had agreed to nothing."""
    with transaction.atomic():
        if not consent.withdraw(conversation.person_id, now, channel=CHANNEL):
            return False
        said = _message("survey-consent-withdrawn", conversation.speaks)
        return turns.tell(conversation.pk, key("consents-ended", conversation, message), (said,), now)


def _message(name: str, language: str, buttons: tuple[Button, ...] = ()) -> Message:
    return Message(say(name, language), language, direction(language), buttons)
