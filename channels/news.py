"""News of cases, put into the conversations of those who are to hear them, in their language.

What is said is rendered here, from the ids and arguments that `desk.cases.news` wrote. On the web chat it is shown at
once or when the page is next opened; on other channels the outbox sends it. News of a case need no consent; a survey is
a message that we begin, and is sent only where the person agreed to that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from bot import formats
from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say
from bot.turn import VARIANT_OF_CHANNEL
from desk.cases import news, surveys
from desk.cases.kinds import State
from desk.cases.news import LATER_SURVEY, SURVEY, ToDeliver
from desk.catalogue.town import town
from desk.messages import turns
from desk.messages.models import Conversation, Outbound
from desk.messages.transcript import direction
from desk.messages.turns import Button, Message
from desk.people import consent
from desk.people.models import Person

log = structlog.get_logger(__name__)

ANSWER = "survey_answer"
_AGAIN = dt.timedelta(hours=1)
_DATES = ("due", "acknowledge_by")
_DECIDED = (news.MOVE_MESSAGES[State.DECIDED], news.MOVE_MESSAGES[State.REVIEW_DECIDED])
_SURVEYS = (SURVEY, LATER_SURVEY)


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
        ways = _ways(item)
        allowed = next(((row, when) for row in ways if (when := _when(item, row.channel, now)) is not None), None)
        if allowed is None:
            _not_now(item, now, somebody=bool(ways))
            return False
        row, when = allowed
        if when != now:
            news.later(item.delivery, when)
            return False
        if not news.delivered(item.delivery, now):
            return False
        message, options = rendered(item, row.channel, now, _language(item, row))
        turns.say(row, f"news-{item.delivery}", (message,), now, sender=Outbound.Sender.SYSTEM)
        row.revision += 1
        if options and not row.context.get("form"):
            row.context = {**row.context, "options": options, "expect": ""}
        row.save(update_fields=["last_seq", "revision", "context"])
    log.info("news.told", message=item.message, conversation=row.public_id)
    return True


def _when(item: ToDeliver, channel: str, now: dt.datetime) -> dt.datetime | None:
    """When the person may be told on a channel: at once where they read, by day where it is sent; None: not at all."""
    purpose = consent.SURVEY if item.message in _SURVEYS else consent.CASE_NEWS
    if channel not in turns.SENT_CHANNELS:
        return None if consent.refused(item.person, purpose, channel) else now
    return consent.may_send(item.person, channel, purpose, now)


def _not_now(item: ToDeliver, now: dt.datetime, *, somebody: bool) -> None:
    """News wait until the person can be reached (START, a new conversation). A survey without consent is not sent."""
    if item.message not in _SURVEYS or not somebody:
        news.later(item.delivery, now + _AGAIN)
    elif news.dropped(item.delivery):
        surveys.unsent(int(item.arguments["survey"]))
        log.info("survey.without_consent", survey=item.arguments["survey"])


def _ways(item: ToDeliver) -> list[Conversation]:
    """Where the person may be told, best first: on the channel that they chose, then in the conversation that filed the
    case, or else in their latest.
    """
    rows = Conversation.objects.select_for_update()
    own = rows.filter(person=item.person).order_by("-last_activity", "-id")
    chosen = Person.objects.filter(pk=item.person).values_list("preferred_channel", flat=True).first()
    filed = rows.filter(pk=item.conversation).first() if item.conversation is not None else None
    found = (own.filter(channel=chosen).first() if chosen else None, filed or own.first())
    return list({row.pk: row for row in found if row is not None}.values())


def _language(item: ToDeliver, row: Conversation) -> str:
    """The language that the person chose in the conversation by hand, else that of the case."""
    return row.language if row.language_chosen and row.language in LAUNCH_LANGUAGES else item.language


def rendered(item: ToDeliver, channel: str, now: dt.datetime, language: str) -> tuple[Message, list[list[str]]]:
    """The message, and what may be answered to it in words or by number: (value, title)."""
    variant = VARIANT_OF_CHANNEL.get(channel, "web")
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
    sent = channel in turns.SENT_CHANNELS
    choices = _choices(item, language, sent=sent)
    if sent and item.message in _SURVEYS:
        lines.append(say("case-survey-how-to-stop", language, variant, button=say("case-survey-stop", language)))
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


def _choices(item: ToDeliver, language: str, *, sent: bool) -> list[tuple[str, str, str]]:
    """(survey, value, title) of a survey's answers; where it is sent, one of them stops surveys."""
    survey = str(item.arguments.get("survey", ""))
    if item.message == SURVEY:
        scores = [(survey, score, score) for score in surveys.SCORES]
        return [*scores, (survey, "stop", say("case-survey-stop", language))] if sent else scores
    if item.message == LATER_SURVEY:
        return [(survey, value, say(f"case-survey-{value}", language)) for value in surveys.LATER_ANSWERS]
    return []
