"""News of cases, put into the conversations of those who are to hear them, in their language.

What is said is rendered here, from the ids and arguments that `desk.cases.news` wrote. On the web chat it is shown at
once or when the page is next opened; on other channels the outbox sends it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from bot import formats
from bot.texts import say
from bot.turn import VARIANT_OF_CHANNEL
from desk.cases import news
from desk.cases.kinds import State
from desk.cases.news import LATER_SURVEY, SURVEY, ToDeliver
from desk.catalogue.town import town
from desk.messages import turns
from desk.messages.models import Conversation, Outbound
from desk.messages.transcript import direction
from desk.messages.turns import Button, Message
from desk.people import consent

log = structlog.get_logger(__name__)

ANSWER = "survey_answer"
_AGAIN = dt.timedelta(hours=1)
_DATES = ("due", "acknowledge_by")
_DECIDED = (news.MOVE_MESSAGES[State.DECIDED], news.MOVE_MESSAGES[State.REVIEW_DECIDED])
_SCORES = ("1", "2", "3", "4", "5")


def deliver(now: dt.datetime | None = None) -> int:
    """Put what is due into the outbox; returns how many messages that were. Two workers never tell a thing twice."""
    moment = now or timezone.now()
    return sum(_delivered(item, moment) for item in news.pending(moment))


def _delivered(item: ToDeliver, now: dt.datetime) -> bool:
    try:
        return _deliver(item, now)
    except (LookupError, ValueError) as error:
        # A message that nobody wrote, an argument that is missing: it must not keep everybody else's news.
        log.error("news.unsayable", message=item.message, delivery=item.delivery, error=repr(error))
        news.later(item.delivery, now + _AGAIN)
        return False


def _deliver(item: ToDeliver, now: dt.datetime) -> bool:
    with transaction.atomic():
        row = _conversation(item)
        if row is None:
            news.later(item.delivery, now + _AGAIN)
            return False
        when = _when(item.person, row.channel, now)
        if when != now:
            news.later(item.delivery, when)
            return False
        if not news.delivered(item.delivery, now):
            return False
        message, options = rendered(item, VARIANT_OF_CHANNEL.get(row.channel, "web"), now)
        turns.say(row, f"news-{item.delivery}", (message,), now, sender=Outbound.Sender.SYSTEM)
        row.revision += 1
        if options and not row.context.get("form"):
            row.context = {**row.context, "options": options, "expect": ""}
        row.save(update_fields=["last_seq", "revision", "context"])
    log.info("news.told", message=item.message, conversation=row.public_id)
    return True


def _when(person: int, channel: str, now: dt.datetime) -> dt.datetime:
    """When the person may be told: at once where they read; what is sent waits for the morning, or START."""
    if channel not in turns.SENT_CHANNELS:
        return now
    return consent.may_send(person, channel, consent.CASE_NEWS, now) or now + _AGAIN


def _conversation(item: ToDeliver) -> Conversation | None:
    """Where the person is told: the conversation that filed the case, else the person's latest."""
    rows = Conversation.objects.select_for_update()
    found = rows.filter(pk=item.conversation).first() if item.conversation is not None else None
    return found or rows.filter(person=item.person).order_by("-last_activity", "-id").first()


def rendered(item: ToDeliver, variant: str, now: dt.datetime) -> tuple[Message, list[list[str]]]:
    """The message, and what may be answered to it in words or by number: (value, title)."""
    language = item.language
    arguments = _in_words(item.arguments, language, now)
    lines = [say(item.message, language, variant, **arguments)]
    lines += [
        say(f"case-news-{name}", language, variant, text=arguments[name])
        for name in ("reason", "reasons", "remedy", "appeal")
        if arguments.get(name)
    ]
    if item.message in _DECIDED and not arguments.get("appeal"):
        lines.append(say("case-news-appeal-here", language, variant))
    elif item.message not in _DECIDED and arguments.get("due"):
        lines.append(say("case-due-decide", language, variant, date=arguments["due"]))
    choices = _choices(item, language)
    buttons = tuple(Button(title, ANSWER, {"survey": survey, "value": value}) for survey, value, title in choices)
    if variant != "web" and item.message == LATER_SURVEY:
        lines += [f"{number}. {title}" for number, (_, _, title) in enumerate(choices, start=1)]
    options = [[f"survey:{survey}:{value}", title] for survey, value, title in choices]
    return Message("\n".join(lines), language, direction(language), buttons), options


def _in_words(arguments: Mapping[str, Any], language: str, now: dt.datetime) -> dict[str, Any]:
    """The arguments as they are said: a kind and a result by name, dates as one says them."""
    said = dict(arguments)
    zone = town().zone
    for name in _DATES:
        if said.get(name):
            day = dt.datetime.fromisoformat(said[name]).astimezone(zone).date()
            said[name] = formats.day(day, language, now.astimezone(zone).date())
    for name in ("kind", "outcome"):
        if said.get(name):
            said[name] = say(f"case-{name}-{str(said[name]).replace('_', '-')}", language)
    return said


def _choices(item: ToDeliver, language: str) -> list[tuple[str, str, str]]:
    """(survey, value, title) of a survey's answers."""
    survey = str(item.arguments.get("survey", ""))
    if item.message == SURVEY:
        return [(survey, score, score) for score in _SCORES]
    if item.message == LATER_SURVEY:
        return [(survey, value, say(f"case-survey-{value}", language)) for value in ("solved", "unsolved", "stop")]
    return []
