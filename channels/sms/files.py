"""Pictures by MMS: fetched from Twilio, stored in the open draft of whoever sent them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import structlog

from channels.sms import CHANNEL, taking
from channels.sms.client import Client
from channels.sms.reading import Received
from channels.sms.taking import Taken
from desk.cases import attachments, drafts
from desk.cases.attachments import MOST_BYTES, Stored
from desk.cases.errors import FileRefused
from desk.messages import conversations
from desk.messages.inbox import Asks
from desk.messages.models import Conversation, Inbound
from desk.threads import in_thread

log = structlog.get_logger(__name__)

_STORED = ".file"


async def take(client: Client, received: Received, clock: Callable[[], dt.datetime]) -> Taken:
    """Fetch and store the files of a message. Raises what Twilio and the desk raise: then it is tried again."""
    conversation = await in_thread(conversations.of_address, CHANNEL, received.sender, received.language_hint)
    if await in_thread(_taken_before, received):
        return Taken(conversation.pk, asked=True)
    draft = await in_thread(drafts.open_for, conversation.pk, conversation.person_id, clock())
    if draft is None:
        return await in_thread(_without_draft, received, conversation, clock())
    stored: list[Stored] = []
    refused = ""
    for number, address in enumerate(received.media, start=1):
        try:
            content = await client.fetch(address, MOST_BYTES)
            if content is None:
                raise FileRefused("case-file-too-big", "the file has more than 10 MB")
            stored.append(await in_thread(attachments.store, draft.id, f"mms-{number}", content, clock()))
        except FileRefused as error:
            log.info("sms.file.refused", reason=str(error))
            refused = error.message
    return await in_thread(_finish, received, conversation, draft.asking, tuple(stored), refused, clock())


def _taken_before(received: Received) -> bool:
    return Inbound.objects.filter(channel=CHANNEL, provider_id=f"{received.sid}{_STORED}").exists()


def _without_draft(received: Received, conversation: Conversation, now: dt.datetime) -> Taken:
    taking.tell(received, conversation, "sms-file-no-draft", now)
    asked = bool(received.text.strip()) and taking.accepted(received, conversation, received.text, now).asked
    return Taken(conversation.pk, asked=asked, told=True)


def _finish(
    received: Received,
    conversation: Conversation,
    asking: str,
    stored: tuple[Stored, ...],
    refused: str,
    now: dt.datetime,
) -> Taken:
    """The assistant hears of the files, and of what was written with them."""
    caption = received.text.strip()
    if refused:
        taking.tell(received, conversation, f"sms-file-{refused.removeprefix('case-file-')}", now)
    of_evidence = asking == "evidence" and bool(stored)
    if stored:
        titles = ", ".join(file.title for file in stored)
        if of_evidence and caption:
            # The form takes the title for what the person says of the evidence.
            titles = f"{titles} – {caption}"
        asks = Asks("form_file", {"key": stored[0].key, "title": titles})
        taking.accepted(received, conversation, titles, now, asks=asks, suffix=_STORED)
    said = bool(caption) and not of_evidence and taking.accepted(received, conversation, caption, now).asked
    return Taken(conversation.pk, asked=bool(stored) or said, told=bool(refused))
