"""STOP and START: whether anything may be sent to an address at all. Whoever runs the line asks for it, and the law.

STOP also ends what the person agreed to on that channel; START does not bring it back.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from desk.composed import Given, composed
from desk.people import consent
from desk.people.models import Identity


@composed
def _stopped(conversation: Given) -> Any:
    return Identity.objects.filter(conversations__pk=conversation).values_list("stopped_at")


def stop(identity: int, now: dt.datetime) -> None:
    """Nothing is sent to this address from now on but what is made at this very moment: the confirmation."""
    with transaction.atomic():
        for row in Identity.objects.select_for_update().filter(pk=identity):
            row.stopped_at = now
            row.save(update_fields=["stopped_at"])
            consent.withdraw(row.person_id, now, channel=row.channel)


def start(identity: int) -> bool:
    """Messages may be sent again; False where they were not stopped."""
    return bool(Identity.objects.filter(pk=identity).exclude(stopped_at=None).update(stopped_at=None))


def may_go(conversation: int, made_at: dt.datetime) -> bool:
    """Whether a message made at ``made_at`` may be sent to the address of a conversation."""
    stopped = [at for (at,) in _stopped(conversation) if at is not None]
    return not stopped or made_at in stopped


def stop_conversation(conversation: int, now: dt.datetime) -> None:
    """The carrier says that the address of a conversation was stopped; where we know it already, nothing changes."""
    for identity in Identity.objects.filter(conversations=conversation, stopped_at=None).values_list("pk", flat=True):
        stop(identity, now)
