"""What becomes of a message: obeyed as a word for the line, taken as a choice, or stored for the assistant.

All of it is one transaction, together with the note that the message was read.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

import structlog

from bot.town import contacts, helplines
from channels.sms import CHANNEL, choices, rest
from channels.sms.reading import Received
from channels.sms.words import Found, Keyword, keyword
from channels.system_texts import say
from desk.messages import arrivals, conversations, inbox, outbox, turns
from desk.messages import text as texts
from desk.messages.inbox import Asks, Incoming
from desk.messages.models import Conversation
from desk.messages.transcript import direction
from desk.messages.turns import Message
from desk.people import stopping

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True)
class Taken:
    """``conversation`` whose message waits for the assistant (``asked``), or to which the channel said something itself
    (``told``)."""

    conversation: int
    asked: bool = False
    told: bool = False


def has_files(received: Received) -> bool:
    """Whether there are files to fetch. A word that ends messages is obeyed whatever hangs on it."""
    if not received.media:
        return False
    found = _word(received)
    return found is None or found.keyword is not Keyword.STOP


def take(received: Received, now: dt.datetime) -> Taken:
    """Read a message that was stored. To be called in a transaction."""
    arrivals.done(CHANNEL, [received.number])
    found = _word(received)
    conversation = conversations.of_address(CHANNEL, received.sender, received.language_hint)
    if found is not None:
        taken = _obeyed(found, received, conversation, now)
        if taken is not None:
            log.info("sms.word", keyword=found.keyword.value, conversation=conversation.public_id)
            return taken
    return accepted(received, conversation, received.text, now)


def _word(received: Received) -> Found | None:
    """The carrier's own reading of a word goes before ours."""
    if received.opt_out in ("STOP", "START", "HELP"):
        return Found(Keyword(received.opt_out.lower()), "")
    return keyword(received.text)


def _obeyed(found: Found, received: Received, conversation: Conversation, now: dt.datetime) -> Taken | None:
    """What a word for the line does; None where it means something to the assistant alone."""
    stopped = conversation.identity.stopped_at is not None
    if found.keyword is Keyword.STOP:
        return _stop(found, received, conversation, now)
    if found.keyword is Keyword.START or (found.keyword is Keyword.START_AFTER_STOP and stopped):
        return _start(found, received, conversation, now, stopped=stopped)
    if stopped:
        return None
    if found.keyword is Keyword.HELP:
        return _tell(found, received, conversation, "sms-help", now)
    if found.keyword is Keyword.MORE:
        remaining = rest.of(conversation.pk)
        if remaining is not None:
            message = Message(remaining.text, remaining.language, direction(remaining.language))
            turns.tell(conversation.pk, _key(choices.REST_OF, received), (message,), now)
            return Taken(conversation.pk, told=True)
    return None


def _stop(found: Found, received: Received, conversation: Conversation, now: dt.datetime) -> Taken:
    """Nothing more is sent but one confirmation. A draft is kept, and its form asks on after START."""
    if conversation.identity.stopped_at is not None:
        return Taken(conversation.pk)
    outbox.unreachable(conversation.identity_id, "the person has stopped messages (STOP)", now)
    stopping.stop(conversation.identity_id, now)
    return _tell(found, received, conversation, "sms-stopped", now)


def _start(
    found: Found, received: Received, conversation: Conversation, now: dt.datetime, *, stopped: bool
) -> Taken | None:
    """Messages go on. Whoever was in the middle of a form is asked its question again; START alone is a greeting."""
    stopping.start(conversation.identity_id)
    going_on = bool(conversation.context.get("form"))
    if stopped:
        told = _tell(found, received, conversation, "sms-started", now)
        if not going_on:
            return told
        asks = Asks("form_command", {"command": "resume"})
    else:
        asks = Asks("form_command", {"command": "resume"}) if going_on else Asks("greet")
    return accepted(received, conversation, received.text, now, asks=asks)


def accepted(
    received: Received,
    conversation: Conversation,
    text: str,
    now: dt.datetime,
    *,
    asks: Asks | None = None,
    suffix: str = "",
) -> Taken:
    """Store a message for the assistant; what cannot be read is answered by the channel."""
    try:
        cleaned = texts.clean(text)
    except (texts.EmptyText, texts.TextTooLong) as error:
        name = "channel-empty" if isinstance(error, texts.EmptyText) else "channel-too-long"
        return _tell(None, received, conversation, name, now)
    choice = choices.chosen(conversation.pk, cleaned) if asks is None else None
    incoming = Incoming(
        conversation.pk,
        CHANNEL,
        f"{received.sid}{suffix}",
        cleaned,
        choice=choice,
        origin=received.sender,
        asks=asks,
    )
    found = inbox.accept(incoming, now)
    log.info("message.stored", turn=found.turn, known=found.known, channel=CHANNEL)
    return Taken(conversation.pk, asked=True)


def _tell(found: Found | None, received: Received, conversation: Conversation, name: str, now: dt.datetime) -> Taken:
    """Say one of the channel's own texts, in the word's language; nothing where the carrier has answered already."""
    if received.opt_out:
        return Taken(conversation.pk)
    tell(received, conversation, name, now, language=found.language if found else "")
    return Taken(conversation.pk, told=True)


def tell(received: Received, conversation: Conversation, name: str, now: dt.datetime, *, language: str = "") -> None:
    """Say one of the channel's own texts about a message, once."""
    language = language or conversation.speaks
    here = contacts()
    town = here.name.get(language) or here.name["en"]
    said = say(name, language, town=town, phone=here.phone, emergency=helplines("other", language)[0])
    turns.tell(conversation.pk, _key(f"s_{name}", received), (Message(said, language, direction(language)),), now)


def apologize(received: Received, now: dt.datetime) -> Taken:
    """Tell whose message could not be read that it was not."""
    conversation = conversations.of_address(CHANNEL, received.sender)
    tell(received, conversation, "channel-parked", now)
    return Taken(conversation.pk, told=True)


def _key(prefix: str, received: Received) -> str:
    """A key of at most 40 signs, the same for the same message."""
    return prefix[:2] + hashlib.sha256(f"{prefix}/{received.sid}".encode()).hexdigest()[:32]
