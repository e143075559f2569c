"""The audit trail: append-only, each entry sealed together with the one before it.

The seal is keyed (HMAC-SHA-256 under a key derived from LOKET_SECRET_KEY), so that who can write to the database, but
does not hold the key, cannot make the chain fit again. Entries hold no personal data: `concealed` turns it into a
digest keyed with the case's own salt. Erasing the salt leaves the chain valid and the digests without meaning.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Max

from desk.cases.kinds import Role
from desk.cases.models import AuditEntry, AuditHead, Case
from desk.cases.sealing import keyed_hash
from desk.composed import composed, insert, save

_CHAIN, _HEAD, _PERSONAL = b"audit-chain", b"audit-head", b"audit-personal"
_CHUNK = 1000


@dataclasses.dataclass(frozen=True)
class Actor:
    """Who does something. ``user`` is the number of a user of the desk, for staff."""

    role: Role
    user: int | None = None


CITIZEN = Actor(Role.CITIZEN)
SYSTEM = Actor(Role.SYSTEM)


def staff(user: int | None = None) -> Actor:
    """Someone of the staff; None is the operator at the command line."""
    return Actor(Role.STAFF, user)


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What `verify` found. ``broken_at`` is the number of the first entry that does not fit, or None."""

    entries: int
    broken_at: int | None
    problem: str

    @property
    def whole(self) -> bool:
        return not self.problem


def concealed(case: Case, text: str) -> str:
    """A keyed digest of personal data, for the trail. Empty text stays empty."""
    return f"hmac:{keyed_hash(_PERSONAL, bytes(case.salt), text.encode())[:32]}" if text else ""


def append(case: str, action: str, actor: Actor, data: Mapping[str, Any], now: dt.datetime) -> None:
    """Add an entry, in the caller's transaction; call it last, for it holds the chain's end until the commit."""
    head = next(iter(_end()), None) or AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
    entry = AuditEntry(
        seq=head.seq + 1,
        at=now.astimezone(dt.timezone.utc).isoformat(timespec="microseconds"),
        case=case,
        action=action,
        role=actor.role.value,
        actor="" if actor.user is None else str(actor.user),
        data=json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        previous=head.digest,
    )
    entry.digest = _digest(entry)
    insert([entry])
    head.seq, head.digest = entry.seq, entry.digest
    head.seal = _seal(entry.seq, entry.digest)
    save(head, ("seq", "digest", "seal"))


@composed
def _end() -> Any:
    return AuditHead.objects.select_for_update().filter(pk=1)


def verify() -> Verdict:
    """Read the whole chain and find the first entry that was changed, put in or taken out."""
    previous, number = "", 0
    for entry in _entries():
        number += 1
        if entry.seq != number:
            return Verdict(number - 1, number, f"entry {number} is missing")
        if entry.previous != previous or not hmac.compare_digest(entry.digest, _digest(entry)):
            return Verdict(number, number, f"entry {number} was changed")
        previous = entry.digest
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    if not number and not head.seq and not head.seal:
        return Verdict(0, None, "")
    if head.seq != number or not hmac.compare_digest(head.seal, _seal(number, previous)):
        return Verdict(number, number + 1, f"the end of the trail after entry {number} was changed or cut off")
    return Verdict(number, None, "")


def of_case(case: str) -> list[AuditEntry]:
    """The entries about a case, by its reference, oldest first."""
    return list(AuditEntry.objects.filter(case=case).order_by("seq"))


def _entries() -> Iterator[AuditEntry]:
    last = AuditEntry.objects.aggregate(last=Max("seq"))["last"] or 0
    for start in range(0, last, _CHUNK):
        yield from AuditEntry.objects.filter(seq__gt=start, seq__lte=start + _CHUNK).order_by("seq")


def _digest(entry: AuditEntry) -> str:
    parts = (
        str(entry.seq),
        entry.at,
        entry.case,
        entry.action,
        entry.role,
        entry.actor,
        entry.data,
        entry.previous,
    )
    return keyed_hash(_CHAIN, *(part.encode() for part in parts))


def _seal(seq: int, digest: str) -> str:
    return keyed_hash(_HEAD, str(seq).encode(), digest.encode())
