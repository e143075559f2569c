"""What is known of a person in cases: exported, erased, and kept no longer than its category says.

Erasing takes away who filed, the words as typed, files, notes and the salt of the trail's digests; what is left
(kind, category, place's street, times, outcome) counts for statistics, and the trail stays valid.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from desk.cases import attachments, audit
from desk.cases.audit import SYSTEM, Actor
from desk.cases.models import Case, Contact, Draft, Effect, Follower, Survey
from desk.cases.moving import is_open
from desk.people.models import Consent, Person

ERASED = "[erased]"


@dataclasses.dataclass(frozen=True)
class Erased:
    """What an erasure did, or would do: references of cases, kept ones with the reason, and counts."""

    cases: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    drafts: int
    files: int
    follows: int
    consents: int = 0


def cases_of(person: int) -> list[Case]:
    """The cases that a person filed, oldest first."""
    return list(
        Case.objects.filter(contact__person=person, erased_at=None).select_related("category").order_by("received_at")
    )


def export(cases: list[Case], person: int | None = None) -> dict[str, Any]:
    """Everything that cases hold about somebody, as plain data (GDPR Articles 15 and 20)."""
    return {
        "cases": [_exported(case) for case in cases],
        "drafts": [
            {"kind": row.kind, "answers": row.answers, "saved_at": row.updated_at.isoformat()}
            for row in Draft.objects.filter(person=person)
        ]
        if person is not None
        else [],
        "follows": list(Follower.objects.filter(person=person).values_list("case__reference", flat=True))
        if person is not None
        else [],
        "consents": _consents(person) if person is not None else [],
        "preferred_channel": _preferred_channel(person) if person is not None else None,
    }


def _preferred_channel(person: int) -> str | None:
    return Person.objects.filter(pk=person).values_list("preferred_channel", flat=True).first() or None


def _consents(person: int) -> list[dict[str, Any]]:
    """What a person was asked about messages that we begin, and what they said."""
    return [
        {
            "purpose": row.purpose,
            "channel": row.channel,
            "agreed": row.agreed,
            "text_version": row.text_version,
            "language": row.language,
            "at": row.given_at.isoformat(),
            "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
        }
        for row in Consent.objects.filter(person=person).order_by("given_at", "pk")
    ]


def _exported(case: Case) -> dict[str, Any]:
    contact = Contact.objects.filter(case=case).first()
    return {
        "reference": case.reference,
        "kind": case.kind,
        "category": case.category.slug,
        "service": case.service,
        "state": case.state,
        "outcome": case.outcome,
        "stage": case.stage,
        "severity": case.severity,
        "language": case.language,
        "channel": case.channel,
        "received_at": case.received_at.isoformat(),
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
        "text": case.text_original,
        "translations": case.text_translated,
        "remedy": case.remedy,
        "evidence": case.evidence,
        "place": case.place,
        "happened": case.happened,
        "attributes": case.attributes,
        "contact": {
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "address": contact.address,
            "format": contact.preferred_format,
        }
        if contact
        else None,
        "information": [
            {"at": row.created_at.isoformat(), "text": row.text} for row in case.notes.filter(from_citizen=True)
        ],
        "files": [
            {"key": row.key, "title": row.title, "type": row.media_type, "bytes": row.size}
            for row in case.attachments.all()
        ],
        "decisions": [
            {"at": row.at.isoformat(), "stage": row.stage, "outcome": row.outcome, "reasons": row.reasons}
            for row in case.decisions.all()
        ],
        "news": [
            {"at": row.at.isoformat(), "message": row.message, "arguments": row.arguments} for row in case.news.all()
        ],
        "surveys": [
            {"at": row.answered_at.isoformat(), "process": row.process, "solved": row.solved, "comment": row.comment}
            for row in case.surveys.exclude(answered_at=None)
            if row.answered_at
        ],
    }


def erase(
    cases: list[Case], actor: Actor, now: dt.datetime, *, person: int | None = None, dry_run: bool = False
) -> Erased:
    """Erase somebody from cases, and their drafts, follows and consents where ``person`` is given.

    A dry run only tells. A case under legal hold stays as it is. An open case stays open without its sender.
    """
    held = [case for case in cases if case.legal_hold]
    going = [case for case in cases if not case.legal_hold and case.erased_at is None]
    drafts = Draft.objects.filter(person=person) if person is not None else Draft.objects.none()
    follows = Follower.objects.filter(person=person) if person is not None else Follower.objects.none()
    consents = Consent.objects.filter(person=person) if person is not None else Consent.objects.none()
    result = Erased(
        cases=tuple(case.reference for case in going),
        kept=tuple((case.reference, "legal hold") for case in held),
        drafts=drafts.count(),
        files=sum(case.attachments.count() for case in going) + sum(row.attachments.count() for row in drafts),
        follows=follows.count(),
        consents=consents.count(),
    )
    if dry_run:
        return result
    paths: list[str] = []
    with transaction.atomic():
        for row in drafts:
            paths += attachments.forget(row.attachments.all())
        drafts.delete()
        follows.delete()
        consents.delete()
        if person is not None:
            Person.objects.filter(pk=person).update(preferred_channel="")
        for case in going:
            paths += _erase_case(case.pk, actor, now)
    attachments.remove(paths)
    return result


def _erase_case(pk: int, actor: Actor, now: dt.datetime) -> list[str]:
    """Erase one case in the caller's transaction; returns the files that are to be removed after the commit."""
    case = Case.objects.select_for_update().get(pk=pk)
    Contact.objects.filter(case=case).delete()
    case.followers.all().delete()
    case.notes.all().delete()
    case.news.all().delete()
    case.decisions.update(reasons=ERASED, remedy="")
    Survey.objects.filter(case=case).update(comment="")
    for clock in case.clocks.all():
        clock.pauses.update(reason=ERASED)
    Effect.objects.filter(case=case).delete()
    paths = attachments.forget(case.attachments.all())
    Case.objects.filter(pk=pk).update(
        text_original=ERASED,
        text_redacted=ERASED,
        text_translated={},
        remedy="",
        evidence="",
        attributes={},
        place="",
        latitude=None,
        longitude=None,
        happened="",
        code_sealed=b"",
        salt=b"",
        anonymous=True,
        released_at=None,
        erased_at=now,
        updated_at=now,
        version=F("version") + 1,
    )
    audit.append(case.reference, "erase", actor, {}, now)
    return paths


def retention_due(now: dt.datetime, limit: int = 500) -> list[Case]:
    """Ended cases that their category keeps no longer, oldest first; those under legal hold stay."""
    ended = Case.objects.filter(closed_at__lt=now, erased_at=None, legal_hold=False).select_related("category")
    return [
        case
        for case in ended.order_by("closed_at")[: limit * 4]
        if case.closed_at and case.closed_at + dt.timedelta(days=case.category.retention_days) <= now
    ][:limit]


def keep_no_longer(now: dt.datetime, *, dry_run: bool = False) -> Erased:
    """Erase what retention says."""
    return erase([case for case in retention_due(now) if not is_open(case)], SYSTEM, now, dry_run=dry_run)


def erase_person(person: int, actor: Actor, now: dt.datetime, *, dry_run: bool = False) -> Erased:
    """Erase a person's cases, drafts, follows and consents."""
    return erase(cases_of(person), actor, now, person=person, dry_run=dry_run)


def known(person: int) -> bool:
    return Person.objects.filter(pk=person).exists()
