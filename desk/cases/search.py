"""Finding cases, for staff and operators."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from desk.cases import audit, deadlines, tracking
from desk.cases.errors import CodeMistyped, CodeUnreadable
from desk.cases.models import Case


@dataclasses.dataclass(frozen=True)
class Query:
    """What is looked for; empty fields do not narrow. ``overdue``: a deadline is over at this moment."""

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    team: str = ""
    assignee: int | None = None
    language: str = ""
    text: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    overdue: dt.datetime | None = None


def search(query: Query, limit: int = 100, offset: int = 0) -> list[Case]:
    """The cases that fit, the gravest and oldest first."""
    rows = _narrowed(query).select_related("category", "assignee")
    return list(rows.order_by("-severity", "-priority", "received_at", "pk")[offset : offset + limit])


def count(query: Query) -> int:
    return _narrowed(query).count()


def by_name(name: str) -> Case | None:
    """A case by its reference or by its tracking code in either form."""
    found = Case.objects.select_related("category").filter(reference=name.strip().upper()).first()
    if found is not None:
        return found
    try:
        return tracking.find(name)
    except (CodeUnreadable, CodeMistyped):
        return None


def summary(case: Case) -> dict[str, Any]:
    """A case in one row, without personal data."""
    clock = deadlines.running(case)
    due = deadlines.next_due(clock) if clock else None
    return {
        "reference": case.reference,
        "code": case.code_mask,
        "kind": case.kind,
        "category": case.category.slug,
        "state": case.state,
        "outcome": case.outcome,
        "stage": case.stage,
        "severity": case.severity,
        "priority": case.priority,
        "language": case.language,
        "channel": case.channel,
        "team": case.team,
        "received_at": _iso(case.received_at),
        "deadline": due[0].value if due else "",
        "due": _iso(due[1]) if due else "",
        "version": case.version,
    }


def whole(case: Case) -> dict[str, Any]:
    """A case as staff see it: texts redacted, no contact; with history, clocks, decisions and its trail."""
    return {
        **summary(case),
        "service": case.service,
        "text": case.text_redacted,
        "remedy": case.remedy,
        "place": case.place,
        "happened": case.happened,
        "anonymous": case.anonymous,
        "released": case.released_at is not None,
        "legal_hold": case.legal_hold,
        "duplicate_of": case.duplicate_of.reference if case.duplicate_of else "",
        "followers": case.followers.count(),
        "files": [{"title": row.title, "type": row.media_type, "bytes": row.size} for row in case.attachments.all()],
        "clocks": [
            {
                "run": clock.run,
                "started": _iso(clock.started_at),
                "acknowledged": _iso(clock.acknowledged_at),
                "acknowledge_due": _iso(clock.acknowledge_due),
                "decide_due": _iso(clock.decide_due),
                "ended": _iso(clock.decided_at),
                "pauses": [{"since": _iso(pause.since), "until": _iso(pause.until)} for pause in clock.pauses.all()],
            }
            for clock in case.clocks.all()
        ],
        "decisions": [
            {"stage": row.stage, "outcome": row.outcome, "reasons": row.reasons, "at": _iso(row.at)}
            for row in case.decisions.all()
        ],
        "news": [{"at": _iso(row.at), "message": row.message, "arguments": row.arguments} for row in case.news.all()],
        "trail": [
            {"seq": entry.seq, "at": entry.at, "action": entry.action, "role": entry.role, "actor": entry.actor}
            for entry in audit.of_case(case.reference)
        ],
    }


def _narrowed(query: Query) -> QuerySet[Case]:
    rows = Case.objects.all()
    for name, values in (("state", query.states), ("kind", query.kinds), ("category__slug", query.categories)):
        if values:
            rows = rows.filter(**{f"{name}__in": values})
    for name, value in (("team", query.team), ("language", query.language), ("assignee", query.assignee)):
        if value:
            rows = rows.filter(**{name: value})
    if query.since:
        rows = rows.filter(received_at__gte=query.since)
    if query.until:
        rows = rows.filter(received_at__lt=query.until)
    if query.text:
        text = query.text.strip()
        rows = rows.filter(Q(reference=text.upper()) | Q(text_redacted__icontains=text) | Q(place__icontains=text))
    if query.overdue:
        late = Q(clocks__decide_due__lt=query.overdue) | Q(
            clocks__acknowledged_at=None, clocks__acknowledge_due__lt=query.overdue
        )
        rows = rows.filter(late, clocks__decided_at=None).distinct()
    return rows


def _iso(moment: dt.datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
