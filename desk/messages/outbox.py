"""The outbox: what is to be sent to people, in order, and what became of it.

A sender leases the first open row of a conversation (`claim`), notes that it asks the provider (`begin`), and notes the
end (`sent`, `later`, `give_up`, `gone`). A later row of the conversation is never leased before an earlier one has come
to its end. What a crash leaves is in docs/decisions/0006-outbox.md.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from desk.cases.hiding import revealed
from desk.composed import Changed, Given, GivenSet, composed
from desk.messages.models import Choice, Inbound, Outbound
from desk.people.identities import SealBroken, unseal
from desk.people.models import Identity

LEASE = dt.timedelta(seconds=30)
"""How long a row is its sender's; longer than any request to a provider may take."""
ATTEMPTS = 20
"""A message that failed so often is parked; with the pauses in between this takes about two hours."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 600.0
_MOST_RECENT = 200
_OPEN = (Outbound.State.PENDING, Outbound.State.SENDING)
_GIVEN_UP = (Outbound.State.FAILED, Outbound.State.EXPIRED, Outbound.State.PARKED)


@dataclasses.dataclass(frozen=True)
class OutboundView:
    """A message to be sent now.

    ``address`` is the person's, as the channel gave it. ``text`` has every tracking code in its place. ``buttons`` are
    (id to hand back, title). ``parts`` are the provider's ids of the parts that were sent already. ``in_doubt``: it
    may have been sent before, as the provider was asked and the answer never noted. ``reply_to`` is the provider's id
    of the message that it answers, ``edits`` that of the message which that one corrects, or empty.
    """

    id: int
    conversation: int
    public_id: str
    channel: str
    address: str
    seq: int
    ordinal: int
    sender: str
    text: str
    language: str
    direction: str
    buttons: tuple[tuple[str, str], ...]
    card: Mapping[str, Any] | None
    case: int | None
    parts: tuple[str, ...]
    attempts: int
    in_doubt: bool
    reply_to: str
    edits: str
    created_at: dt.datetime


@composed
def _first_open(
    channel: Given, now: Given, rested_from: Given, rested_to: Given, without: GivenSet, *, limit: int
) -> Any:
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    ripe = Q(next_try=None) | Q(next_try__lte=now)
    of_conversation = Outbound.objects.filter(channel=channel, conversation=OuterRef("conversation"))
    earlier = of_conversation.filter(state__in=_OPEN, seq__lt=OuterRef("seq"))
    resting = of_conversation.filter(sent_at__gt=rested_from, sent_at__lte=rested_to)
    return (
        Outbound.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(free, ripe, ~Exists(earlier), ~Exists(resting), channel=channel, state__in=_OPEN)
        .exclude(conversation__pk__in=without)
        .select_related("conversation__identity", "inbound")
        .order_by("id")[:limit]
    )


@composed
def _offered(messages: GivenSet) -> Any:
    rows = Choice.objects.filter(outbound__pk__in=messages).order_by("outbound", "ordinal")
    return rows.values_list("outbound", "public_id", "title")


@composed
def _leased(messages: GivenSet, owner: Given, until: Given) -> Changed:
    rows = Outbound.objects.filter(pk__in=messages)
    return Changed(rows, state=Outbound.State.PENDING, lease_owner=owner, lease_until=until)


@composed
def _begun(message: Given, owner: Given, until: Given) -> Changed:
    rows = Outbound.objects.filter(pk=message, lease_owner=owner, state=Outbound.State.PENDING)
    return Changed(rows, state=Outbound.State.SENDING, attempts=F("attempts") + 1, lease_until=until)


@composed
def _sent(message: Given, owner: Given, parts: Given, provider_id: Given, now: Given, *, complete: bool) -> Changed:
    rows = Outbound.objects.filter(pk=message, lease_owner=owner, state__in=_OPEN)
    told = {"parts": parts, "provider_id": provider_id, "sent_at": now, "error": "", "in_doubt": False}
    going_on = {"state": Outbound.State.PENDING, "attempts": 0, "next_try": None}
    end = {"state": Outbound.State.SENT} if complete else going_on
    return Changed(rows, **told, **end, lease_owner="", lease_until=None)


def claim(
    channel: str,
    owner: str,
    now: dt.datetime,
    limit: int,
    *,
    without: Collection[int] = (),
    rest: dt.timedelta = dt.timedelta(),
) -> list[OutboundView]:
    """Lease up to ``limit`` messages, each the first open one of its conversation, the oldest first.

    ``without`` are conversations that must wait, and so does one that was sent to less than ``rest`` ago, be it by a
    sender that has died since. Messages past their use-by time expire on the way.
    """
    with transaction.atomic():
        rows = _first_open(channel, now, now - rest, now + rest, frozenset(without), limit=limit)
        late = [row for row in rows if row.expires_at is not None and row.expires_at <= now]
        rows = [row for row in rows if row not in late]
        if late:
            _end([row.pk for row in late], Outbound.State.EXPIRED, "not sent before its use-by time")
        # Whoever had it noted that the provider is asked, and nothing after that: it may have been sent.
        doubtful = [row.pk for row in rows if row.state == Outbound.State.SENDING]
        if doubtful:
            Outbound.objects.filter(pk__in=doubtful).update(in_doubt=True)
        keys = frozenset(row.pk for row in rows)
        if keys:
            _leased(keys, owner, now + LEASE)
    buttons: dict[int, list[tuple[str, str]]] = {}
    for key, choice, title in _offered(keys):
        buttons.setdefault(key, []).append((choice, title))
    views = []
    for row in rows:
        try:
            views.append(_view(row, buttons.get(row.pk, ()), in_doubt=row.in_doubt or row.pk in doubtful))
        except SealBroken as error:
            _end([row.pk], Outbound.State.FAILED, str(error))
    return views


def _view(row: Outbound, buttons: Sequence[tuple[str, str]], *, in_doubt: bool) -> OutboundView:
    conversation, inbound = row.conversation, row.inbound
    return OutboundView(
        id=row.pk,
        conversation=conversation.pk,
        public_id=conversation.public_id,
        channel=row.channel,
        address=unseal(row.channel, bytes(conversation.identity.address_sealed)),
        seq=row.seq,
        ordinal=row.ordinal,
        sender=row.sender,
        text=row.text if row.case is None else revealed(row.text, row.case),
        language=row.language,
        direction=row.direction,
        buttons=tuple(buttons),
        card=row.card,
        case=row.case,
        parts=tuple(row.parts),
        attempts=row.attempts,
        in_doubt=in_doubt,
        reply_to=inbound.provider_id if inbound else "",
        edits=inbound.edits if inbound else "",
        created_at=row.created_at,
    )


def begin(message: int, owner: str, now: dt.datetime) -> bool:
    """The provider is about to be asked. False where the lease was lost: then it must not be."""
    return bool(_begun(message, owner, now + LEASE))


def sent(message: OutboundView, owner: str, provider_id: str, now: dt.datetime, *, complete: bool = True) -> None:
    """The provider took the message, or the next part of it where it is not ``complete``."""
    parts = [*message.parts, provider_id]
    # The first part's id stands for the message: what comes back about it names that one.
    noted = _sent(message.id, owner, parts, parts[0], now, complete=complete)
    if noted and complete and message.case is not None:
        from desk.cases.filing import code_delivered

        # It is in the person's own chat now; here only its keyed hash stays.
        code_delivered(message.case)


@dataclasses.dataclass(frozen=True)
class Earlier:
    """The answer that a corrected message was given before: the provider's id of the message that this one replaces,
    and of those that it leaves without a successor; both empty where more was said since."""

    replaces: str = ""
    surplus: tuple[str, ...] = ()


def earlier(message: OutboundView) -> Earlier:
    """What an answer to a corrected message stands in place of."""
    inbound = Outbound.objects.select_related("inbound").get(pk=message.id).inbound
    if inbound is None or not inbound.edits:
        return Earlier()
    versions = Q(provider_id=inbound.edits) | Q(edits=inbound.edits)
    of_person = Inbound.objects.filter(conversation=message.conversation)
    before = of_person.filter(versions, seq__lt=inbound.seq).order_by("-seq").first()
    if before is None or of_person.filter(seq__gt=before.seq).exclude(versions).exists():
        return Earlier()
    said = Outbound.objects.filter(inbound=before, state=Outbound.State.SENT)
    if said.filter(case__isnull=False).exists():
        return Earlier()
    parts = {row.ordinal: [str(part) for part in row.parts] for row in said}
    count = Outbound.objects.filter(inbound=inbound).count()
    replaced = parts.get(message.ordinal, [])
    surplus = [part for ordinal, ids in sorted(parts.items()) if ordinal >= count for part in ids]
    return Earlier(
        replaces=replaced[0] if len(replaced) == 1 else "", surplus=tuple(surplus) if message.ordinal == 0 else ()
    )


def later(message: int, owner: str, reason: str, next_try: dt.datetime, *, in_doubt: bool, counts: bool = True) -> None:
    """It is to be tried again. ``counts`` is False where the provider only asked to wait."""
    changed: dict[str, Any] = {} if counts else {"attempts": F("attempts") - 1}
    if in_doubt:
        changed["in_doubt"] = True
    _held(message, owner).update(
        **changed,
        state=Outbound.State.PENDING,
        error=reason[:2000],
        next_try=next_try,
        lease_owner="",
        lease_until=None,
    )


def give_up(message: int, owner: str, state: Outbound.State, reason: str) -> None:
    """It is not tried again by itself: FAILED where the provider refused it, PARKED where it failed too often."""
    if _held(message, owner).exists():
        _end([message], state, reason)


def gone(message: int, owner: str, reason: str, now: dt.datetime) -> None:
    """The person cannot be reached at this address any more: neither this message nor those after it are sent."""
    row = _held(message, owner).select_related("conversation").first()
    if row is not None:
        unreachable(row.conversation.identity_id, reason, now)


def unreachable(identity: int, reason: str, now: dt.datetime) -> int:
    """Note that a person blocked us or stopped messages; what waits for them expires. Returns how many did."""
    with transaction.atomic():
        Identity.objects.filter(pk=identity, unreachable_since=None).update(unreachable_since=now)
        waiting = Outbound.objects.filter(conversation__identity=identity, state__in=_OPEN).exclude(channel="")
        return _end(list(waiting.values_list("pk", flat=True)), Outbound.State.EXPIRED, reason)


def pause(attempts: int, chance: float) -> float:
    """Seconds to wait after so many failures: doubled each time, up to ten minutes, give or take a quarter by chance
    (0 to 1), so that what failed together does not come back together."""
    return min(_FIRST_PAUSE * 2.0 ** max(0, attempts - 1), _LONGEST_PAUSE) * (0.75 + chance / 2)


@dataclasses.dataclass(frozen=True)
class Offer:
    """A button that was offered: its title, and the message that it stood under (`case` as in `turns.Message`)."""

    title: str
    text: str
    card: Mapping[str, Any] | None
    case: int | None


def offer(choice: str) -> Offer | None:
    """The offered button of this id."""
    row = Choice.objects.filter(public_id=choice).select_related("outbound").first()
    return Offer(row.title, row.outbound.text, row.outbound.card, row.outbound.case) if row else None


def waiting(channel: str) -> tuple[int, dt.datetime | None]:
    """How many messages of a channel are still to be sent, and when the oldest was made."""
    rows = Outbound.objects.filter(channel=channel, state__in=_OPEN).order_by("id")
    return rows.count(), rows.values_list("created_at", flat=True).first()


def failing(channel: str) -> int:
    """How many of those that are still to be sent have failed before."""
    return Outbound.objects.filter(channel=channel, state__in=_OPEN).exclude(error="").count()


def provider_ids(conversation: int, up_to: int) -> set[str]:
    """The provider's ids of all that was sent in a conversation up to a number of it."""
    rows = Outbound.objects.filter(conversation=conversation, seq__lte=up_to).order_by("-seq")[:_MOST_RECENT]
    return {str(part) for parts in rows.values_list("parts", flat=True) for part in parts}


def _held(message: int, owner: str) -> Any:
    return Outbound.objects.filter(pk=message, lease_owner=owner, state__in=_OPEN)


def _end(messages: list[int], state: Outbound.State, reason: str) -> int:
    return Outbound.objects.filter(pk__in=messages).update(
        state=state, error=reason[:2000], lease_owner="", lease_until=None, next_try=None
    )


@composed
def _shown(conversation: Given, up_to: Given, now: Given) -> Changed:
    rows = Outbound.objects.filter(conversation=conversation, seq__lte=up_to, state=Outbound.State.PENDING, channel="")
    return Changed(rows, state=Outbound.State.SENT, sent_at=now)


def mark_sent(shown: Mapping[int, int], now: dt.datetime | None = None) -> None:
    """People's pages have shown everything up to such a number of each conversation."""
    for conversation, up_to in shown.items():
        _shown(conversation, up_to, now or timezone.now())


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


def retry(message: int, now: dt.datetime | None = None) -> bool:
    """Send a dead letter again; False where there is none of that id."""
    until = (now or timezone.now()) + dt.timedelta(hours=24)
    changed = Outbound.objects.filter(pk=message, state__in=_GIVEN_UP).update(
        state=Outbound.State.PENDING, attempts=0, error="", next_try=None, in_doubt=False, expires_at=until
    )
    return bool(changed)


def drop(message: int) -> bool:
    """Delete a dead letter. False where there is none of that id."""
    changed, _ = Outbound.objects.filter(pk=message, state__in=_GIVEN_UP).delete()
    return bool(changed)
