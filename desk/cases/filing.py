"""Filing: a draft becomes one case, once, whatever is repeated or killed in between."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from desk.cases import audit, codes, deadlines, drafts, news, severity
from desk.cases.audit import CITIZEN
from desk.cases.clocks import Calendar, town_calendar
from desk.cases.errors import Missing, NotPossible
from desk.cases.kinds import Field, Kind, Run, Severity, State
from desk.cases.models import SAID, Case, Category, Clock, Contact, Draft, Effect, Street
from desk.cases.sealing import keyed_hash, seal, unseal
from desk.cases.writing import detail, done_before
from desk.composed import Given, composed, insert

CODE_HASH, CODE_SEAL = b"code-hash", b"code-seal"


@dataclasses.dataclass(frozen=True)
class Filed:
    """A case as its citizen is told of it.

    ``code`` is None once it was delivered: nobody can read it any more, ``mask`` is what is left. ``digits`` is the
    same code for keypads.
    """

    case: int
    reference: str
    code: str | None
    digits: str | None
    mask: str
    kind: str
    category: str
    state: State
    urgent: bool
    acknowledge_due: dt.datetime
    decide_due: dt.datetime | None


def code_hash(code: codes.Code) -> str:
    """What a case is found by; the code itself is not stored."""
    return keyed_hash(CODE_HASH, code.value.to_bytes(7, "big"))


def file(draft: str, turn: str, step: str, now: dt.datetime, calendar: Calendar | None = None) -> Filed:
    """Make a case of a draft, in one transaction that also deletes the draft.

    Asked again for the same turn and step, or for the same draft, it answers with the case that was made then. Raises
    `Missing` naming the fields still needed, `NotPossible` where the draft is gone.
    """
    try:
        with transaction.atomic():
            return _file(draft, turn, step, now, calendar or town_calendar())
    except (IntegrityError, NotPossible):
        # Another process filed the same draft or step while this one waited for the row.
        known = _known(draft, turn, step)
        if known is None:
            raise
        return _told(known)


def told(case: int) -> Filed:
    """A filed case once more, for a message that was not delivered yet."""
    rows: list[Case] = _of_number(case)
    if not rows:
        raise Case.DoesNotExist(f"there is no case {case} any more")
    return _told(rows[0])


def code_delivered(case: int) -> None:
    """The citizen has the code: from now on only its keyed hash is known."""
    Case.objects.filter(pk=case).update(code_sealed=b"")


def forget_old_codes(before: dt.datetime) -> int:
    """Forget the codes of cases filed before a moment, delivered or not; returns how many."""
    return Case.objects.filter(received_at__lt=before).exclude(code_sealed=b"").update(code_sealed=b"")


def _file(draft: str, turn: str, step: str, now: dt.datetime, calendar: Calendar) -> Filed:
    known = _known(draft, turn, step)
    if known is not None:
        return _told(known)
    row = drafts.locked(draft)
    category = _complete(row)
    case = _case(row, category, now)
    _contact(case, row, now)
    row.attachments.update(case=case, draft=None)
    clock = deadlines.start(case, Run.FILED, now, calendar)
    insert([Effect(turn=turn, step=step, case=case, created_at=now)])
    answers = row.answers
    row.delete()
    news.tell(
        case,
        news.MOVE_MESSAGES[State.RECEIVED],
        {"acknowledge_by": clock.acknowledge_due.isoformat(), "urgent": case.severity == Severity.URGENT},
        now,
    )
    texts = {"what": case.text_original, "where": case.place, **_personal(answers.get(Field.CONTACT, {}))}
    audit.append(
        case.reference,
        "file",
        CITIZEN,
        {
            "kind": case.kind,
            "category": category.slug,
            "severity": case.severity,
            "anonymous": case.anonymous,
            **detail(case, texts),
        },
        now,
    )
    return _told(case)


def _known(draft: str, turn: str, step: str) -> Case | None:
    effect = done_before(turn, step)
    if effect is not None and effect.case_id is not None:
        found: list[Case] = _of_number(effect.case_id)
    else:
        key = drafts.key_of(draft)
        found = _of_draft(key) if key else []
    return found[0] if found else None


@composed
def _of_number(case: Given) -> Any:
    return cases().filter(pk=case)


@composed
def _of_draft(key: Given) -> Any:
    return cases().filter(draft_key=key)


def cases() -> QuerySet[Case]:
    """All cases, each read together with its category."""
    return Case.objects.select_related("category").defer(*(f"category__{field}" for field in SAID))


@composed
def _street(name: Given) -> Any:
    return Street.objects.filter(name=name).order_by("pk")[:1]


@composed
def _first_clock(case: Given) -> Any:
    return Clock.objects.filter(case=case).order_by("id")[:1]


def _complete(row: Draft) -> Category:
    """The draft's category, once nothing is missing. Raises `Missing`, `NotPossible`."""
    category = drafts.category_of(row)
    absent = drafts.missing(row, category)
    if absent or category is None:
        names = [field.value for field in absent]
        raise Missing(f"still needed before filing: {', '.join(names)}", fields=names)
    if category.kinds and row.kind not in category.kinds:
        raise NotPossible(f"the category {category.slug} takes no {row.kind}")
    contact = row.answers[Field.CONTACT]
    if contact.get("anonymous") and (not category.anonymous_allowed or row.kind in drafts.IDENTIFIED):
        raise Missing("this cannot be answered without knowing whom: a name and a way to answer", fields=["contact"])
    return category


def _case(row: Draft, category: Category, now: dt.datetime) -> Case:
    answers: Mapping[str, Mapping[str, Any]] = row.answers
    what, where, when = (answers.get(field, {}) for field in (Field.WHAT, Field.WHERE, Field.WHEN))
    criteria = severity.at_filing(row.danger)
    code = codes.new()
    case = Case(
        code_hash=code_hash(code),
        code_mask=code.mask,
        draft_key=row.key,
        kind=Kind(row.kind),
        category=category,
        service=row.service,
        severity=severity.level(criteria, category.severity),
        criteria=criteria.as_data(),
        language=row.language,
        channel=row.channel,
        text_original=what.get("text", ""),
        text_redacted=what.get("redacted", ""),
        remedy=answers.get(Field.REMEDY, {}).get("text", ""),
        evidence=answers.get(Field.EVIDENCE, {}).get("text", ""),
        attributes={code: given for code, given in answers.get("attributes", {}).items() if given is not None},
        place=where.get("text", "")[:400],
        street=next(iter(_street(where["street"])), None) if where.get("street") else None,
        latitude=_coordinate(where.get("latitude")),
        longitude=_coordinate(where.get("longitude")),
        happened=when.get("text", "")[:200],
        happened_on=dt.date.fromisoformat(when["date"]) if when.get("date") else None,
        anonymous=bool(answers[Field.CONTACT].get("anonymous")),
        team=category.team,
        received_at=now,
        updated_at=now,
    )
    case.code_sealed = seal(CODE_SEAL, code.written, case.reference)
    insert([case])
    return case


def _contact(case: Case, row: Draft, now: dt.datetime) -> None:
    """Personal data, apart. An anonymous case keeps none, and no way back to the sender."""
    if case.anonymous:
        return
    given = _personal(row.answers[Field.CONTACT])
    contact = Contact(
        case=case,
        person_id=row.person_id,
        conversation_id=row.conversation_id,
        name=given["name"],
        email=given["email"],
        phone=given["phone"],
        address=given["address"],
        preferred_format=str(row.answers[Field.CONTACT].get("format", "")),
        created_at=now,
    )
    insert([contact])


def _personal(contact: Mapping[str, Any]) -> dict[str, str]:
    if contact.get("anonymous"):
        return {}
    return {name: str(contact.get(name, "")) for name in ("name", "email", "phone", "address")}


def _coordinate(value: Any) -> Decimal | None:
    return None if value in (None, "") else round(Decimal(str(value)), 6)


def _told(case: Case) -> Filed:
    code = codes.read(unseal(CODE_SEAL, bytes(case.code_sealed), case.reference)) if case.code_sealed else None
    clock: Clock = _first_clock(case.pk)[0]
    return Filed(
        case=case.pk,
        reference=case.reference,
        code=code.written if code else None,
        digits=code.digits if code else None,
        mask=case.code_mask,
        kind=case.kind,
        category=case.category.slug,
        state=State(case.state),
        urgent=case.severity == Severity.URGENT,
        acknowledge_due=clock.acknowledge_due,
        decide_due=clock.decide_due,
    )
