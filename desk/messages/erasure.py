"""End and forget: a conversation leaves the desk at once, and the assistant as soon as it can be reached."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from desk.messages.models import Conversation, Erasure

_SOON = dt.timedelta(seconds=2)
_AT_MOST = dt.timedelta(minutes=10)


@dataclasses.dataclass(frozen=True)
class PendingErasure:
    id: int
    conversation: str
    attempts: int


def erase(conversation: int, now: dt.datetime | None = None) -> bool:
    """Erase a conversation with all its messages, and the person if nothing else is known of them.

    What the assistant holds is noted to be erased: at once, or after a turn that may still be running. False where the
    conversation is gone already.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        row = Conversation.objects.select_for_update().select_related("person").filter(pk=conversation).first()
        if row is None:
            return False
        running = row.lease_until if row.lease_until and row.lease_until > moment else moment
        Erasure.objects.create(conversation=row.public_id, next_try=running)
        identity, person = row.identity, row.person
        row.delete()
        if not identity.conversations.exists():
            identity.delete()
        if not person.identities.exists():
            person.delete()
        elif not person.identities.filter(channel=identity.channel).exists():
            # Another channel's person stays; what they agreed to on this one goes.
            person.consents.filter(channel=identity.channel).delete()
    return True


def turn_ended(conversation: str, now: dt.datetime | None = None) -> None:
    """A turn of an erased conversation has come to its end: the assistant may forget it from now on."""
    Erasure.objects.update_or_create(conversation=conversation, defaults={"next_try": now or timezone.now()})


def due(now: dt.datetime, limit: int = 20) -> list[PendingErasure]:
    """Erasures that the assistant can be asked for now."""
    rows = Erasure.objects.filter(next_try__lte=now).order_by("next_try")[:limit]
    return [PendingErasure(row.pk, row.conversation, row.attempts) for row in rows]


def done(erasure: PendingErasure) -> None:
    """The assistant has forgotten."""
    Erasure.objects.filter(pk=erasure.id).delete()


def failed(erasure: PendingErasure, error: str, now: dt.datetime) -> None:
    """The assistant could not forget yet; it is asked again, ever later."""
    pause = min(_AT_MOST, _SOON * 2 ** min(erasure.attempts, 10))
    Erasure.objects.filter(pk=erasure.id).update(attempts=F("attempts") + 1, error=error[:500], next_try=now + pause)
