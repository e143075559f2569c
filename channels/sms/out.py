"""The way out by SMS: rows of the outbox as messages of at most three segments."""

from __future__ import annotations

import datetime as dt

import httpx
import structlog

from bot.settings import Settings
from channels.sender import Gone, InDoubt, Limits, Refused, RetryLater, Sent
from channels.sms import CHANNEL, choices
from channels.sms.client import Client, Stopped, Unanswered
from channels.sms.rendering import plain
from channels.sms.segments import pages
from channels.sms.signature import STATUS, public_address
from channels.system_texts import say
from desk.messages import outbox
from desk.messages.outbox import OutboundView
from desk.people import stopping
from desk.threads import in_thread

log = structlog.get_logger(__name__)

_CLOCKS_APART = dt.timedelta(seconds=5)


class SmsOut:
    """Sends by Twilio, which queues what comes faster than a number may send, in the order that it was given."""

    name = CHANNEL
    limits = Limits(per_second=10, per_chat_second=4)
    # Twilio knows no token of a request, but can be asked what it took.
    in_doubt = InDoubt.RESEND

    def __init__(self, client: Client, settings: Settings) -> None:
        self._client, self._settings = client, settings

    async def send(self, row: OutboundView) -> Sent:
        """Send the row, or its next page where all of it must arrive. Raises as `ChannelOut.send` says."""
        if not await in_thread(stopping.may_go, row.conversation, row.created_at):
            raise Gone("the person has stopped messages (STOP)")
        messages = await in_thread(pages_of, row)
        # What holds a tracking code goes out whole; of anything else the rest waits for MORE.
        whole = row.case is not None
        number = min(len(row.parts), len(messages) - 1) if whole else 0
        complete = not whole or number == len(messages) - 1
        if row.in_doubt:
            known = await self._taken_before(row, messages[number])
            if known:
                return Sent(known, complete=complete)
        try:
            sid = await self._client.send(row.address, messages[number], self._callback(row))
        except Stopped:
            await in_thread(stopping.stop_conversation, row.conversation, row.created_at)
            raise
        if not sid:
            raise Refused("Twilio gave no id")
        return Sent(sid, complete=complete)

    def _callback(self, row: OutboundView) -> str:
        # Twilio may tell of a message before its answer has told us the sid.
        return f"{public_address(self._settings, STATUS)}?row={row.id}" if self._settings.public_url else ""

    async def _taken_before(self, row: OutboundView, text: str) -> str:
        """The sid of this message where Twilio took it already, or empty; an answer may say what one before it said."""
        since = row.created_at - _CLOCKS_APART
        others = await in_thread(outbox.provider_ids, row.conversation, row.seq)
        try:
            async for message in self._client.messages(since, to=row.address):
                fits = message.body == text and message.direction.startswith("outbound")
                if fits and message.created_at >= since and message.sid not in others:
                    return message.sid
        except (Unanswered, httpx.HTTPError, KeyError, ValueError) as error:
            raise RetryLater(f"it is not known whether it was sent: {error!r}", in_doubt=True) from error
        return ""


def pages_of(row: OutboundView) -> tuple[str, ...]:
    """The messages that say a row: with its card, its choices, and how to ask for the rest."""
    lines = choices.lines_of(row.id) if row.buttons else ()
    hint = "" if row.case is not None else say("sms-more-hint", row.language)
    return pages(plain(row.text, row.card, lines), hint)
