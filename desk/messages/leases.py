"""A task that one process at a time may do: who does it, and until when without a sign of life."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q

from desk.composed import Changed, Given, composed
from desk.messages.models import Lease


@composed
def _taken(name: Given, owner: Given, now: Given, until: Given) -> Changed:
    free = Q(owner=owner) | Q(owner="") | Q(until__lt=now)
    return Changed(Lease.objects.filter(free, name=name), owner=owner, until=until)


def take(name: str, owner: str, now: dt.datetime, seconds: float) -> bool:
    """Take or prolong the task for ``owner``; False while somebody else does it."""
    until = now + dt.timedelta(seconds=seconds)
    if _taken(name, owner, now, until):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, owner=owner, until=until)
    except IntegrityError:
        return False
    return True


def give_back(name: str, owner: str) -> None:
    """Let others do the task."""
    Lease.objects.filter(name=name, owner=owner).update(owner="")


def holder(name: str, now: dt.datetime) -> str:
    """Who does the task now; empty where nobody does."""
    row = Lease.objects.filter(name=name, until__gte=now).first()
    return row.owner if row else ""
