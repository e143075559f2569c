"""Moves of a case and what staff do with it. No other code changes a case's state.

Each function is one transaction, takes the version that the actor saw, and raises `Changed` where someone else was
quicker.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model

from desk.cases import deadlines, news, surveys
from desk.cases.audit import Actor
from desk.cases.clocks import Calendar, town_calendar
from desk.cases.errors import Missing, MoveForbidden, NotPossible
from desk.cases.kinds import PUBLIC_KINDS, Outcome, Run, State
from desk.cases.models import Case, Category, Decision, Note
from desk.cases.severity import Criteria, level
from desk.cases.states import DECISIONS, OPEN, PAUSING, UNACKNOWLEDGED, allowed, targets
from desk.cases.writing import Change, changing, detail

_ENDS = frozenset({State.DUPLICATE, State.NOT_RESPONSIBLE, State.SPAM, State.WITHDRAWN})
_CLOSED = frozenset({State.CLOSED, State.CLOSED_FINAL, *_ENDS})
_RUNS = {State.REOPENED: Run.REOPENED, State.REVIEW_REQUESTED: Run.REVIEW}


@dataclasses.dataclass(frozen=True)
class Moved:
    """Where a case stands after an act."""

    case: int
    reference: str
    state: State
    version: int


def move(
    case: int,
    target: State,
    actor: Actor,
    now: dt.datetime,
    *,
    version: int | None = None,
    reason: str = "",
    body: str = "",
    calendar: Calendar | None = None,
) -> Moved:
    """Move a case along one allowed move.

    ``reason`` is told to the citizen (for waiting_citizen: what is asked of them), ``body`` names who is responsible
    where the city is not. A decision is made by `decide`, a merge by `desk.cases.duplicates.merge`. Raises
    `MoveForbidden`, `Missing`, `Changed`.
    """
    if target in DECISIONS:
        raise MoveForbidden("a case is decided by its decision: outcome and reasons are needed")
    with changing(case, "move", actor, now, version) as change:
        shift(change, target, actor, now, calendar or town_calendar(), reason=reason, body=body)
    return moved(change)


def decide(
    case: int,
    outcome: Outcome,
    reasons: str,
    actor: Actor,
    now: dt.datetime,
    *,
    version: int | None = None,
    language: str = "",
    remedy: str = "",
    appeal: str = "",
    calendar: Calendar | None = None,
) -> Moved:
    """Decide a case at its stage. The second stage is decided by someone else than the first.

    Raises `MoveForbidden`, `Missing`, `Changed`.
    """
    if not reasons.strip():
        raise Missing("a decision needs reasons that the citizen is told", fields=["reasons"])
    with changing(case, "decide", actor, now, version) as change:
        row = change.case
        target = State.REVIEW_DECIDED if row.stage == 2 else State.DECIDED
        shift(
            change,
            target,
            actor,
            now,
            calendar or town_calendar(),
            arguments={"outcome": outcome.value, "reasons": reasons, "remedy": remedy, "appeal": appeal},
        )
        row.outcome = outcome
        Decision.objects.create(
            case=row,
            stage=row.stage,
            outcome=outcome,
            reasons=reasons,
            language=language or row.language,
            remedy=remedy,
            appeal=appeal,
            by_id=actor.user,
            at=now,
        )
        change.data |= {"outcome": outcome.value, **detail(row, {"reasons": reasons, "remedy": remedy})}
    return moved(change)


def shift(
    change: Change,
    target: State,
    actor: Actor,
    now: dt.datetime,
    calendar: Calendar,
    *,
    reason: str = "",
    body: str = "",
    arguments: Mapping[str, Any] | None = None,
) -> None:
    """Move the case that is being changed, with its clock and its news. Raises `MoveForbidden`, `Missing`."""
    row = change.case
    source = State(row.state)
    if not allowed(source, target, actor.role):
        there = ", ".join(targets(source, actor.role)) or "nowhere"
        raise MoveForbidden(
            f"{row.reference} is {source}; from there {actor.role} can move it to: {there}", state=source.value
        )
    if target is State.NOT_RESPONSIBLE and not body.strip():
        raise Missing("name the body that is responsible", fields=["body"])
    _check_reviewer(row, target, actor)
    change.data |= {"from": source.value, "to": target.value, **detail(row, {"reason": reason, "body": body})}
    _turn_clock(row, source, target, now, calendar, reason)
    row.state = target
    row.responsible_body = body.strip()[:200] if target is State.NOT_RESPONSIBLE else row.responsible_body
    row.closed_at = now if target in _CLOSED else None
    if target in _RUNS:
        row.outcome = ""
        row.stage = 2 if target is State.REVIEW_REQUESTED else row.stage
    message = news.MOVE_MESSAGES.get(target)
    if message:
        told = {"reason": reason, "body": body, **_due(row), **(arguments or {})}
        news.tell(row, message, {name: value for name, value in told.items() if value}, now)
    if target in (State.CLOSED, State.CLOSED_FINAL):
        surveys.plan(row, now)


def _turn_clock(row: Case, source: State, target: State, now: dt.datetime, calendar: Calendar, reason: str) -> None:
    if target in _RUNS:
        deadlines.start(row, _RUNS[target], now, calendar)
        return
    if source in (State.DUPLICATE, State.SPAM, State.NOT_RESPONSIBLE):
        deadlines.resume_ended(row, calendar)
        if target is State.RECEIVED:
            return
    clock = deadlines.running(row)
    if clock is None:
        return
    if source in PAUSING:
        deadlines.unpause(clock, now, calendar)
    if target in _ENDS or target in DECISIONS:
        deadlines.end(clock, now, calendar)
        return
    if source in UNACKNOWLEDGED or target is State.TRIAGE:
        deadlines.acknowledge(clock, now, calendar)
    if target in PAUSING:
        deadlines.pause(clock, reason, now, calendar)


def _check_reviewer(row: Case, target: State, actor: Actor) -> None:
    if target not in (State.REVIEW_INVESTIGATING, State.REVIEW_DECIDED) or actor.user is None:
        return
    if row.decisions.filter(stage=1, by=actor.user).exists():
        raise MoveForbidden("the second stage is for someone else than who decided the first")


def _due(row: Case) -> dict[str, str]:
    clock = deadlines.running(row)
    due = deadlines.next_due(clock) if clock else None
    return {"due": due[1].isoformat()} if due else {}


def assign(
    case: int,
    actor: Actor,
    now: dt.datetime,
    *,
    user: int | None = None,
    team: str | None = None,
    category: str | None = None,
    version: int | None = None,
) -> Moved:
    """Give a case to a person, a team, or another category with its team; the state stays. Raises `NotPossible`."""
    with changing(case, "assign", actor, now, version) as change:
        row = change.case
        if user is not None and not get_user_model().objects.filter(pk=user, is_active=True).exists():
            raise NotPossible(f"there is no active user {user}")
        if category is not None:
            found = Category.objects.filter(slug=category).first()
            if found is None:
                raise NotPossible(f"there is no category {category!r}")
            row.category, row.team = found, found.team
        row.assignee_id = user
        row.team = row.team if team is None else team
        change.data |= {"user": user, "team": row.team, "category": row.category.slug}
    return moved(change)


def prioritise(case: int, priority: int, actor: Actor, now: dt.datetime, *, version: int | None = None) -> Moved:
    """Set the staff's priority, which leaves the severity alone."""
    with changing(case, "prioritise", actor, now, version) as change:
        change.case.priority = priority
        change.data["priority"] = priority
    return moved(change)


def weigh(case: int, criteria: Criteria, actor: Actor, now: dt.datetime, *, version: int | None = None) -> Moved:
    """Set the five criteria of severity; the level follows from them and the category."""
    with changing(case, "weigh", actor, now, version) as change:
        row = change.case
        row.criteria, row.severity = criteria.as_data(), level(criteria, row.category.severity)
        change.data |= {"criteria": row.criteria, "severity": int(row.severity)}
    return moved(change)


def note(
    case: int, text: str, actor: Actor, now: dt.datetime, *, minutes: int = 0, version: int | None = None
) -> Moved:
    """A remark among staff, with the working time spent in minutes."""
    if not text.strip():
        raise Missing("the note is empty", fields=["text"])
    with changing(case, "note", actor, now, version) as change:
        Note.objects.create(case=change.case, author_id=actor.user, text=text, minutes=minutes, created_at=now)
        change.data |= {"minutes": minutes, **detail(change.case, {"text": text})}
    return moved(change)


def redact(case: int, text: str, actor: Actor, now: dt.datetime, *, version: int | None = None) -> Moved:
    """Replace the redacted copy, which is what others and reports see; the original stays as it was typed."""
    with changing(case, "redact", actor, now, version) as change:
        change.case.text_redacted = text
        change.data |= detail(change.case, {"text": text})
    return moved(change)


def translate(case: int, language: str, text: str, actor: Actor, now: dt.datetime) -> Moved:
    """Keep a translation beside the original."""
    with changing(case, "translate", actor, now) as change:
        change.case.text_translated = {**change.case.text_translated, language: text}
        change.data["language"] = language
    return moved(change)


def extend(
    case: int,
    days: int,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    *,
    version: int | None = None,
    calendar: Calendar | None = None,
) -> Moved:
    """The one extension of the decision's deadline; the citizen is told the reason and the new date."""
    with changing(case, "extend", actor, now, version) as change:
        clock = deadlines.running(change.case)
        if clock is None:
            raise NotPossible(f"{change.case.reference} is {change.case.state}: no deadline runs")
        deadlines.extend(clock, days, reason, actor.user, now, calendar or town_calendar())
        assert clock.decide_due is not None
        news.tell(change.case, news.EXTENDED, {"reason": reason, "due": clock.decide_due.isoformat()}, now)
        change.data |= {"days": days, **detail(change.case, {"reason": reason})}
    return moved(change)


def pause(case: int, question: str, actor: Actor, now: dt.datetime, *, version: int | None = None) -> Moved:
    """Ask the citizen for something; the clock stands until they answer."""
    return move(case, State.WAITING_CITIZEN, actor, now, version=version, reason=question)


def release(case: int, actor: Actor, now: dt.datetime, *, version: int | None = None) -> Moved:
    """Let others see the public parts of a case. Only public kinds of public categories. Raises `NotPossible`."""
    with changing(case, "release", actor, now, version) as change:
        row = change.case
        if row.kind not in PUBLIC_KINDS or not row.category.public:
            raise NotPossible(f"a {row.kind} of the category {row.category.slug} is never shown to others")
        row.released_at = row.released_at or now
        news.tell(row, news.RELEASED, {}, now)
    return moved(change)


def unrelease(case: int, actor: Actor, now: dt.datetime, *, version: int | None = None) -> Moved:
    """Hide a case from others again."""
    with changing(case, "unrelease", actor, now, version) as change:
        change.case.released_at = None
    return moved(change)


def hold(case: int, held: bool, actor: Actor, now: dt.datetime, *, version: int | None = None) -> Moved:
    """Put a legal hold on a case, or lift it: it is kept in spite of retention and wishes to erase."""
    with changing(case, "hold", actor, now, version) as change:
        change.case.legal_hold = held
        change.data["held"] = held
    return moved(change)


def moved(change: Change) -> Moved:
    """What an act leaves, once it is done."""
    row = change.case
    return Moved(row.pk, row.reference, State(row.state), row.version)


def is_open(case: Case) -> bool:
    return State(case.state) in OPEN
