"""What providers handed us: stored before it is acknowledged, read in their order, read again after a crash."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F

from desk.composed import Changed, Given, GivenSet, composed, insert_unless_there
from desk.messages.models import Arrival
from desk.people.identities import SealBroken, seal, unseal

HELD_BACK = dt.timedelta(seconds=2)
"""How long one that came out of turn waits for those before it: they come within half a second, and on a busy machine
it takes a while until they are stored."""
KEPT = dt.timedelta(days=2)
"""How long the numbers are known; providers repeat nothing after a day."""
NUMBERS_GO_ON = dt.timedelta(days=6)
"""Telegram numbers updates anew after a week without any; source: core.telegram.org/bots/api#update."""
ATTEMPTS = 3
_MOST_ASKED = 500
"""Numbers in one query; databases take so many values and not many more."""


@dataclasses.dataclass(frozen=True)
class Arriving:
    """One thing that arrived ``at`` a moment, to be stored."""

    number: int
    body: Mapping[str, Any]
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Arrived:
    """One thing that arrived, to be read now."""

    number: int
    body: Mapping[str, Any]
    attempts: int


@composed
def _open(channel: Given, without: GivenSet, *, limit: int) -> Any:
    rows = Arrival.objects.filter(channel=channel, state=Arrival.State.OPEN)
    return rows.exclude(number__in=without).order_by("number")[:limit]


@composed
def _open_as_stored(channel: Given, without: GivenSet, *, limit: int) -> Any:
    rows = Arrival.objects.filter(channel=channel, state=Arrival.State.OPEN)
    return rows.exclude(number__in=without).order_by("id")[:limit]


@composed
def _read(channel: Given, numbers: GivenSet) -> Any:
    rows = Arrival.objects.filter(channel=channel, number__in=numbers).exclude(state=Arrival.State.OPEN)
    return rows.values_list("number")


@composed
def _done(channel: Given, numbers: GivenSet) -> Changed:
    return Changed(Arrival.objects.filter(channel=channel, number__in=numbers), state=Arrival.State.DONE, body=b"")


def keep(channel: str, arriving: Iterable[Arriving]) -> None:
    """Store what arrived, each number once."""
    for one in arriving:
        body = seal(channel, json.dumps(one.body))
        insert_unless_there(Arrival(channel=channel, number=one.number, body=body, received_at=one.at))


def known(channel: str, numbers: Iterable[int]) -> set[int]:
    """Those of the numbers that arrived before."""
    wanted, found = list(numbers), set[int]()
    for first in range(0, len(wanted), _MOST_ASKED):
        rows = Arrival.objects.filter(channel=channel, number__in=wanted[first : first + _MOST_ASKED])
        found.update(rows.values_list("number", flat=True))
    return found


def due(
    channel: str,
    now: dt.datetime,
    *,
    without: Collection[int] = (),
    limit: int = 200,
    numbered: bool = True,
) -> list[Arrived]:
    """What is to be read now, in the provider's order. ``without`` is being read already.

    One whose predecessor has not come waits for it for `HELD_BACK`, and so do those after it. Where numbers are no
    order (not ``numbered``), as it was stored.
    """
    if not numbered:
        return _unsealed(channel, _open_as_stored(channel, frozenset(without), limit=limit))
    rows = _open(channel, frozenset(without), limit=limit)
    waiting = [row for row in rows if row.number not in without]
    # One that is stored between the two queries is open and not among the rows: it is waited for like one to come.
    read = _read(channel, frozenset(row.number - 1 for row in waiting))
    known = {*without, *(row.number for row in rows), *(number for (number,) in read)}
    return _unsealed(
        channel, itertools.takewhile(lambda row: row.number - 1 in known or now - row.received_at >= HELD_BACK, waiting)
    )


def _unsealed(channel: str, rows: Iterable[Arrival]) -> list[Arrived]:
    """Those that can be read; others are parked."""
    found = []
    for row in rows:
        try:
            found.append(Arrived(row.number, json.loads(unseal(channel, bytes(row.body))), row.attempts))
        except SealBroken as error:
            Arrival.objects.filter(pk=row.pk).update(state=Arrival.State.PARKED, error=str(error))
    return found


def done(channel: str, numbers: Collection[int]) -> None:
    """They were read: only their numbers stay, to know a repeated one."""
    _done(channel, frozenset(numbers))


def failed(channel: str, numbers: Collection[int], error: str) -> bool:
    """Reading failed; True where it did so too often, and they are parked."""
    rows = Arrival.objects.filter(channel=channel, number__in=numbers, state=Arrival.State.OPEN)
    rows.update(attempts=F("attempts") + 1, error=error[:2000])
    return bool(rows.filter(attempts__gte=ATTEMPTS).update(state=Arrival.State.PARKED))


def parked() -> list[Mapping[str, Any]]:
    """What could not be read, oldest first."""
    return [
        {
            "id": str(row),
            "conversation": "",
            "channel": row.channel,
            "stored_at": row.received_at.isoformat(timespec="seconds"),
            "attempts": row.attempts,
            "error": row.error,
        }
        for row in Arrival.objects.filter(state=Arrival.State.PARKED).order_by("id")
    ]


def retry(id: str) -> bool:
    """Read a parked one again; ``id`` is channel/number."""
    return bool(_parked(id).update(state=Arrival.State.OPEN, attempts=0, error=""))


def drop(id: str) -> bool:
    """Give a parked one up, and forget what it said."""
    return bool(_parked(id).update(state=Arrival.State.DONE, body=b""))


def _parked(id: str) -> Any:
    channel, _, number = id.partition("/")
    found = Arrival.objects.filter(state=Arrival.State.PARKED, channel=channel)
    return found.filter(number=int(number)) if number.isdigit() else found.none()


def newest(channel: str, now: dt.datetime | None = None) -> int | None:
    """The number that came last; with ``now``, None where that was so long ago that numbers may begin anew."""
    row = Arrival.objects.filter(channel=channel).order_by("-id").first()
    if row is None or (now is not None and now - row.received_at > NUMBERS_GO_ON):
        return None
    return row.number


def waiting(channel: str) -> int:
    """How many wait to be read."""
    return Arrival.objects.filter(channel=channel, state=Arrival.State.OPEN).count()


def clear(now: dt.datetime) -> None:
    """Forget the numbers of what was read long ago, but for the newest of each channel."""
    for channel in Arrival.objects.values_list("channel", flat=True).distinct():
        old = Arrival.objects.filter(channel=channel, state=Arrival.State.DONE, received_at__lt=now - KEPT)
        last = newest(channel)
        if last is not None:
            old.exclude(number=last).delete()
