"""A draft: what a person has told so far, saved at every answer, resumable for 30 days on any of their channels.

``answers`` by field: category ``{"slug"}``, what ``{"text", "redacted"}``, where ``{"text", "street", "latitude",
"longitude"}``, when ``{"text", "date"}``, evidence ``{"text"}`` or ``{"files": true}`` where files are all there is,
remedy ``{"text"}``, contact ``{"anonymous", "name", "email", "phone", "address", "format"}``, and ``attributes`` with
the category's own questions. A field that the person chose to leave out is ``{"skipped": true}``, a question of the
category's own is None then.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import uuid
from collections.abc import Mapping
from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from desk.cases.errors import Changed, Missing, NotPossible
from desk.cases.kinds import Field, Kind
from desk.cases.models import SAID, Attachment, Category, Draft
from desk.catalogue.town import town
from desk.composed import Given, composed, insert
from desk.composed import save as save_row
from desk.disk import not_waiting_for_disk
from desk.feedback.masking import masked

KEPT = dt.timedelta(days=30)
ATTRIBUTES = "attributes"
USUAL_FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.QUESTION: (Field.WHAT, Field.CONTACT),
    Kind.SERVICE_REQUEST: (Field.WHAT, Field.CONTACT),
    Kind.SUGGESTION: (Field.WHAT, Field.CONTACT),
    Kind.PRAISE: (Field.WHAT, Field.CONTACT),
    Kind.COMPLAINT: (Field.WHAT, Field.WHEN, Field.REMEDY, Field.CONTACT),
    Kind.APPEAL: (Field.WHAT, Field.WHEN, Field.REMEDY, Field.CONTACT),
    Kind.ACCESSIBILITY_FEEDBACK: (Field.WHAT, Field.WHERE, Field.CONTACT),
    Kind.DATA_REQUEST: (Field.WHAT, Field.CONTACT),
}
"""What a kind needs besides its category; a category adds fields of its own (place, time, evidence) for `REPORTS`."""
REPORTS = frozenset({Kind.SERVICE_REQUEST, Kind.COMPLAINT, Kind.ACCESSIBILITY_FEEDBACK})
"""Kinds that tell of something which happened, or is, somewhere; praise or a question needs no place."""
IDENTIFIED = frozenset({Kind.DATA_REQUEST, Kind.APPEAL})
"""Kinds that cannot be answered without knowing whom."""
_LONGEST = {"text": 4000, "redacted": 4000, "name": 200, "address": 400, "format": 40}
_TURNS = uuid.UUID("6f1c5a0e-3c0e-4b8e-9c55-6d1f0a7b2e41")
_SPACE = re.compile(r"\s+")
_SAVED = ("answers", "kind", "asking", "danger", "language", "service", "version", "updated_at", "expires_at")


@dataclasses.dataclass(frozen=True)
class DraftView:
    """A draft as the dialogue needs it. ``missing`` are the fields still to be asked, in order."""

    id: str
    kind: str
    category: str
    answers: Mapping[str, Mapping[str, Any]]
    asking: str
    danger: bool
    language: str
    version: int
    missing: tuple[Field, ...]
    questions: tuple[Mapping[str, Any], ...]
    expires_at: dt.datetime


def begin(
    *,
    channel: str,
    language: str,
    now: dt.datetime,
    person: int | None = None,
    conversation: int | None = None,
    kind: str = "",
    service: str = "",
    danger: bool = False,
    answers: Mapping[str, Mapping[str, Any]] | None = None,
    turn: str = "",
) -> DraftView:
    """Begin a draft, with whatever was said already; a turn that is run again finds the draft it began.

    Raises `Missing` for an answer that cannot be.
    """
    key = uuid.uuid5(_TURNS, turn) if turn else uuid.uuid4()
    known = find(str(key)) if turn else None
    if known is not None:
        return view(known)
    if kind and kind not in Kind.values:
        raise Missing(f"there is no kind {kind!r}; kinds are {', '.join(Kind.values)}", fields=["kind"])
    row = Draft(
        key=key,
        channel=channel,
        language=language,
        person_id=person,
        conversation_id=conversation,
        kind=kind,
        service=service,
        danger=danger,
        created_at=now,
        updated_at=now,
        expires_at=now + KEPT,
    )
    for field, answer in (answers or {}).items():
        row.answers[field] = _checked(field, answer)
    # What a power cut takes of a draft comes again with its message, which is not done yet.
    with not_waiting_for_disk(), transaction.atomic():
        insert([row])
    return view(row)


def save(
    draft: str,
    answers: Mapping[str, Mapping[str, Any] | None],
    now: dt.datetime,
    *,
    kind: str | None = None,
    asking: str | None = None,
    danger: bool | None = None,
    language: str | None = None,
    service: str | None = None,
    version: int | None = None,
) -> DraftView:
    """Save answers (None takes one away) and what is asked next. Danger, once told, stays.

    Raises `Missing` for an answer that cannot be, `NotPossible` where the draft is gone, `Changed` where another
    channel of the person changed it meanwhile.
    """
    with not_waiting_for_disk(), transaction.atomic():
        row = locked(draft)
        if version is not None and row.version != version:
            raise Changed("the draft was changed on another channel", version=row.version)
        for field, answer in answers.items():
            if answer is None:
                row.answers.pop(field, None)
            else:
                row.answers[field] = _checked(field, answer)
        row.kind = row.kind if kind is None else Kind(kind).value if kind else ""
        row.asking = row.asking if asking is None else asking
        row.danger = row.danger or bool(danger)
        row.language = language or row.language
        row.service = row.service if service is None else service
        row.version += 1
        row.updated_at, row.expires_at = now, now + KEPT
        save_row(row, _SAVED)
    return view(row)


def get(draft: str, now: dt.datetime) -> DraftView | None:
    """A draft by its id; None where it was filed, discarded, or is too old."""
    row = find(draft)
    return view(row) if row is not None and row.expires_at > now else None


def of_person(person: int, now: dt.datetime) -> list[DraftView]:
    """The drafts that a person can resume, on any channel, newest first."""
    return [view(row) for row in _of_person(person, now)]


def open_for(conversation: int, person: int | None, now: dt.datetime) -> DraftView | None:
    """The draft that a file from this conversation belongs to: its own newest, else the person's."""
    rows = Draft.objects.filter(expires_at__gt=now).order_by("-updated_at")
    row = rows.filter(conversation=conversation).first() or (rows.filter(person=person).first() if person else None)
    return view(row) if row is not None else None


def discard(draft: str) -> bool:
    """Give a draft up. Its files go with the next clearing up (`desk.cases.attachments.clear`)."""
    row = find(draft)
    if row is None:
        return False
    row.delete()
    return True


def expire(now: dt.datetime) -> int:
    """Delete the drafts that nobody resumed; returns how many."""
    return Draft.objects.filter(expires_at__lte=now).delete()[1].get("cases.Draft", 0)


def view(row: Draft) -> DraftView:
    category = category_of(row)
    return DraftView(
        id=str(row.key),
        kind=row.kind,
        category=category.slug if category else "",
        answers=row.answers,
        asking=row.asking,
        danger=row.danger,
        language=row.language,
        version=row.version,
        missing=missing(row, category),
        # A category's own questions belong to reports, as Open311 knows them.
        questions=tuple(category.questions) if category and row.kind == Kind.SERVICE_REQUEST else (),
        expires_at=row.expires_at,
    )


def missing(row: Draft, category: Category | None) -> tuple[Field, ...]:
    """The fields that must still be asked: none that the kind and the category do not need."""
    wanted = [Field.KIND, Field.CATEGORY]
    if row.kind:
        wanted += USUAL_FIELDS[Kind(row.kind)]
    if category and row.kind in REPORTS:
        extra = [Field(name) for name in category.fields if Field(name) not in wanted]
        # Asked before the remedy and the contact, which end every conversation.
        at = next((n for n, field in enumerate(wanted) if field in (Field.REMEDY, Field.CONTACT)), len(wanted))
        wanted[at:at] = extra
    given = {Field(name) for name in row.answers if name in Field.values}
    if row.kind:
        given.add(Field.KIND)
    return tuple(field for field in wanted if field not in given)


def category_of(row: Draft) -> Category | None:
    slug = row.answers.get(Field.CATEGORY, {}).get("slug", "")
    found: list[Category] = _category(slug) if slug else []
    return found[0] if found else None


@composed
def _category(slug: Given) -> Any:
    return Category.objects.defer(*SAID).filter(slug=slug)


def files_of(draft: str) -> list[str]:
    """The titles of a draft's attachments, in their order."""
    return [title for (title,) in _files(key_of(draft))]


@composed
def _files(key: Given) -> Any:
    return Attachment.objects.filter(draft__key=key).order_by("id").values_list("title")


@composed
def _of_key(key: Given) -> Any:
    return Draft.objects.filter(key=key)


@composed
def _locked(key: Given) -> Any:
    return Draft.objects.select_for_update().filter(key=key)


@composed
def _of_person(person: Given, now: Given) -> Any:
    return Draft.objects.filter(person=person, expires_at__gt=now).order_by("-updated_at")


def find(draft: str) -> Draft | None:
    """The row of a draft, however old, or None."""
    rows: list[Draft] = _of_key(key_of(draft)) if key_of(draft) else []
    return rows[0] if rows else None


def locked(draft: str) -> Draft:
    rows: list[Draft] = _locked(key_of(draft)) if key_of(draft) else []
    if not rows:
        raise NotPossible("this draft was filed, given up, or is older than 30 days: begin a new one")
    return rows[0]


def key_of(draft: str) -> Any:
    """A draft's id as the database holds it; None where it is no id."""
    try:
        return Draft._meta.get_field("key").get_db_prep_value(uuid.UUID(draft), connection)
    except ValueError:
        return None


def _checked(field: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as it is stored. Raises `Missing` saying what is expected, with an example."""
    if field == ATTRIBUTES:
        return dict(answer)
    checked = {name: value for name, value in answer.items() if value not in (None, "")}
    for name, longest in _LONGEST.items():
        if name in checked:
            checked[name] = str(checked[name])[:longest]
    if field == Field.WHAT and not checked.get("skipped"):
        if not checked.get("text", "").strip():
            raise Missing("what happened is empty: a sentence is enough", fields=["what"])
        checked.setdefault("redacted", masked(checked["text"]))
    if field == Field.CATEGORY and not any(row.active for row in _category(checked.get("slug", ""))):
        raise Missing(f"there is no category {checked.get('slug')!r}", fields=["category"])
    if field == Field.CONTACT:
        _check_contact(checked)
    return checked


def _check_contact(contact: dict[str, Any]) -> None:
    """Raises `Missing`: an address of mail or a number that cannot be."""
    if "email" in contact:
        contact["email"] = _SPACE.sub("", str(contact["email"]))
        try:
            validate_email(contact["email"])
        except ValidationError as error:
            raise Missing("write the e-mail address like maria@example.org", fields=["email"]) from error
    if "phone" in contact:
        contact["phone"] = _phone(str(contact["phone"]))


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, town().country)
    except phonenumbers.NumberParseException as error:
        raise Missing("write the phone number like +358 40 123 4567", fields=["phone"]) from error
    if not phonenumbers.is_possible_number(number):
        raise Missing("write the phone number like +358 40 123 4567", fields=["phone"])
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
