"""What everybody may see of a case: redacted words and a rough place, of public kinds that staff released.

Nothing else of a case leaves this room for others; `desk.cases.moving.release` decides which cases do.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from desk.cases import streets
from desk.cases.kinds import PUBLIC_KINDS, State
from desk.cases.models import Case, Clock
from desk.cases.states import OPEN
from desk.feedback.masking import masked

PLACES = Decimal("0.0001")
"""Degrees are cut off here: about ten metres, enough to find a lamp and too little for a door."""
HIDDEN = frozenset({State.SPAM})
"""States that nobody else sees, released or not."""


@dataclasses.dataclass(frozen=True)
class PublicQuery:
    """What is looked for; None does not narrow. ``since`` and ``until`` bound the filing."""

    references: Sequence[str] | None = None
    categories: Sequence[str] | None = None
    open: bool | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclasses.dataclass(frozen=True)
class PublicCase:
    """A released case. ``expected`` is the next date of decision, None where none runs; coordinates in degrees."""

    reference: str
    state: State
    open: bool
    category: str
    labels: Mapping[str, str]
    text: str
    agency: str
    received_at: dt.datetime
    updated_at: dt.datetime
    expected: dt.datetime | None
    address: str
    address_id: str
    postcode: str
    latitude: Decimal | None
    longitude: Decimal | None


def released(query: PublicQuery, limit: int, offset: int = 0) -> list[PublicCase]:
    """The released cases that fit, the newest first, in one look at the database."""
    due = Clock.objects.filter(case=OuterRef("pk"), decided_at=None).values("decide_due")[:1]
    rows = _narrowed(query).select_related("category", "street").annotate(expected=Subquery(due))
    # Wide columns that others never see are not even read.
    rows = rows.defer("text_original", "text_translated", "remedy", "evidence", "criteria", "attributes")
    return [_public(row, row.expected) for row in rows.order_by("-received_at", "-pk")[offset : offset + limit]]


def count(query: PublicQuery) -> int:
    """How many released cases fit."""
    return _narrowed(query).count()


def _narrowed(query: PublicQuery) -> QuerySet[Case]:
    rows = Case.objects.filter(released_at__isnull=False, kind__in=PUBLIC_KINDS, category__public=True)
    rows = rows.exclude(state__in=HIDDEN)
    if query.references is not None:
        rows = rows.filter(reference__in=query.references)
    if query.categories is not None:
        rows = rows.filter(category__slug__in=query.categories)
    if query.open is not None:
        rows = rows.filter(state__in=OPEN) if query.open else rows.exclude(state__in=OPEN)
    if query.since is not None:
        rows = rows.filter(received_at__gte=query.since)
    if query.until is not None:
        rows = rows.filter(received_at__lte=query.until)
    return rows


def _public(case: Case, expected: dt.datetime | None) -> PublicCase:
    street = case.street
    own = case.latitude is not None and case.longitude is not None
    latitude, longitude = (
        (case.latitude, case.longitude) if own or street is None else (street.latitude, street.longitude)
    )
    state = State(case.state)
    return PublicCase(
        reference=case.reference,
        state=state,
        open=state in OPEN,
        category=case.category.slug,
        labels=case.category.labels,
        text=case.text_redacted,
        agency=case.responsible_body or case.team,
        received_at=case.received_at,
        updated_at=case.updated_at,
        expected=expected,
        address=_address(case),
        address_id=str(street.pk) if street else "",
        postcode=street.postcode if street else "",
        latitude=_cut(latitude),
        longitude=_cut(longitude),
    )


def _address(case: Case) -> str:
    """The street and the house, where the words name a street of the town; else the words without personal data."""
    if case.street is None:
        return masked(case.place)
    number = streets.house_number(case.place)
    street = f"{case.street.name} {number}" if number else case.street.name
    return f"{street}, {case.street.district}" if case.street.district else street


def _cut(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else Decimal(degrees).quantize(PLACES, ROUND_DOWN)
