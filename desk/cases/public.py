"""What everybody may see of a case: redacted words and a rough place, of public kinds that staff released.

Nothing else of a case leaves this room for others; `desk.cases.moving.release` decides which cases do.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from desk.cases import streets
from desk.cases.kinds import PUBLIC_KINDS, State
from desk.cases.models import Case, Category, Clock
from desk.cases.states import OPEN
from desk.feedback.masking import masked

PLACES = Decimal("0.0001")
"""Degrees are cut off here: about ten metres, enough to find a lamp and too little for a door."""
HIDDEN = frozenset({State.SPAM})
"""States that nobody else sees, released or not."""

_COLUMNS = (
    "reference",
    "state",
    "category_id",
    "category__slug",
    "text_redacted",
    "responsible_body",
    "team",
    "received_at",
    "updated_at",
    "expected",
    "place",
    "street_id",
    "street__name",
    "street__district",
    "street__postcode",
    "street__latitude",
    "street__longitude",
    "latitude",
    "longitude",
)


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
    """The released cases that fit, the newest first, in two looks at the database."""
    due = Clock.objects.filter(case=OuterRef("pk"), decided_at=None).values("decide_due")[:1]
    rows = _narrowed(query).annotate(expected=Subquery(due)).order_by("-received_at", "-pk")
    # Plain columns: what others never see is not even read, and a thousand rows are no thousand objects.
    found = rows.values_list(*_COLUMNS, named=True)[offset : offset + limit]
    labels = dict(Category.objects.filter(public=True).values_list("pk", "labels"))
    return [_public(row, labels.get(row.category_id, {})) for row in found]


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


def _public(row: Any, labels: Mapping[str, str]) -> PublicCase:
    """A case from its ``_COLUMNS``."""
    latitude, longitude = row.latitude, row.longitude
    if latitude is None or longitude is None:
        latitude, longitude = row.street__latitude, row.street__longitude
    state = State(row.state)
    return PublicCase(
        reference=row.reference,
        state=state,
        open=state in OPEN,
        category=row.category__slug,
        labels=labels,
        text=row.text_redacted,
        agency=row.responsible_body or row.team,
        received_at=row.received_at,
        updated_at=row.updated_at,
        expected=row.expected,
        address=_address(row.place, row.street__name or "", row.street__district or ""),
        address_id=str(row.street_id or ""),
        postcode=row.street__postcode or "",
        latitude=_cut(latitude),
        longitude=_cut(longitude),
    )


def _address(place: str, street: str, district: str) -> str:
    """The street and the house, where the words name a street of the town; else the words without personal data."""
    if not street:
        return masked(place)
    house = f"{street} {streets.house_number(place)}".strip()
    return f"{house}, {district}" if district else house


def _cut(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else Decimal(degrees).quantize(PLACES, ROUND_DOWN)
