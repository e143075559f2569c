"""What the webhook missed: Twilio keeps every message, so those received meanwhile are listed and taken in."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

from bot.settings import Settings
from channels.sms import CHANNEL
from channels.sms.client import Client, Message
from channels.sms.reading import Received, Unreadable, checked, number_of, stored
from desk.messages import arrivals
from desk.messages.arrivals import Arriving
from desk.messages.models import Arrival
from desk.threads import in_thread

LONGEST = arrivals.KEPT - dt.timedelta(hours=2)
"""As long as sids are known: a message older than that might be taken in a second time."""
_OVERLAP = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True)
class Reconciled:
    """How many messages Twilio knew, and how many of them were new to us."""

    seen: int
    stored: int


async def reconcile(
    client: Client, settings: Settings, now: dt.datetime, on_stored: Callable[[], None] = lambda: None
) -> Reconciled:
    """Store what Twilio received and we did not, oldest first. Raises `Unanswered` and httpx's errors."""
    since = await in_thread(_since, now)
    to = "" if settings.sms_from.startswith("MG") else settings.sms_from
    found = [
        message
        async for message in client.messages(since, to=to)
        if message.direction == "inbound" and message.created_at >= since
    ]
    known = await in_thread(arrivals.known, CHANNEL, [number_of(message.sid) for message in found])
    count = 0
    # Twilio lists the newest first, and its clock tells whole seconds.
    found.reverse()
    for message in sorted(found, key=lambda message: message.created_at):
        if number_of(message.sid) in known:
            continue
        if await _keep(client, message, now):
            count += 1
            on_stored()
    return Reconciled(len(found), count)


async def _keep(client: Client, message: Message, now: dt.datetime) -> bool:
    media = tuple(await client.media_of(message.sid)) if message.media else ()
    try:
        received = checked(Received(message.sid, message.sender, message.body, media))
    except Unreadable:
        return False
    await in_thread(arrivals.keep, CHANNEL, [Arriving(received.number, stored(received), now)])
    return True


def _since(now: dt.datetime) -> dt.datetime:
    """From a little before the last message that came, but no further back than sids are known."""
    last = Arrival.objects.filter(channel=CHANNEL).order_by("-id").values_list("received_at", flat=True).first()
    return max(last - _OVERLAP, now - LONGEST) if last is not None else now - LONGEST
