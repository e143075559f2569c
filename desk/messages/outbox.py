"""The outbox: what became of the messages to people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from desk.messages.models import Outbound

_GIVEN_UP = (Outbound.State.FAILED, Outbound.State.EXPIRED, Outbound.State.PARKED)


def mark_sent(conversation: int, up_to: int, now: dt.datetime | None = None) -> None:
    """The person's page has shown everything up to this number of the conversation."""
    Outbound.objects.filter(conversation=conversation, seq__lte=up_to, state=Outbound.State.PENDING).update(
        state=Outbound.State.SENT, sent_at=now or timezone.now()
    )


def dead_letters() -> list[Mapping[str, Any]]:
    """Messages that could not be sent, oldest first, without their texts."""
    rows = Outbound.objects.filter(state__in=_GIVEN_UP).select_related("conversation").order_by("id")
    return [
        {
            "id": row.pk,
            "conversation": row.conversation.public_id,
            "channel": row.conversation.channel,
            "created_at": row.created_at.isoformat(timespec="seconds"),
            "state": row.state,
            "attempts": row.attempts,
            "error": row.error,
        }
        for row in rows
    ]


def retry(message: int) -> bool:
    """Send a dead letter again; False where there is none of that id."""
    changed = Outbound.objects.filter(pk=message, state__in=_GIVEN_UP).update(
        state=Outbound.State.PENDING, attempts=0, error="", next_try=None
    )
    return bool(changed)


def drop(message: int) -> bool:
    """Delete a dead letter. False where there is none of that id."""
    changed, _ = Outbound.objects.filter(pk=message, state__in=_GIVEN_UP).delete()
    return bool(changed)
