"""The clocks of a case as rows: started, acknowledged, paused, extended, ended, and watched.

Due dates are made from the rows each time something changes, never by adding to what was due before.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from desk.cases import clocks
from desk.cases.clocks import Calendar, Rule, Unit
from desk.cases.errors import Missing, NotPossible
from desk.cases.kinds import Deadline, Kind, Run
from desk.cases.models import Case, Category, Clock, DeadlineEvent, Extension, Pause
from desk.composed import Given, composed, insert, save

# LGSCO Complaint Handling Code: stage 1 within 5 + 10 working days and 10 more once, stage 2 within 5 + 20.
_STAGE_1 = Rule(acknowledge=5, decide=10, extension=10)
REVIEW_RULE = Rule(acknowledge=5, decide=20, extension=20)
USUAL: Mapping[Kind, Rule] = {
    Kind.QUESTION: Rule(acknowledge=2, decide=5, extension=5, warn=1),
    Kind.SERVICE_REQUEST: Rule(acknowledge=2, decide=10, extension=10),
    Kind.SUGGESTION: Rule(acknowledge=5, decide=20, extension=20),
    Kind.PRAISE: Rule(acknowledge=5, decide=10, extension=10),
    Kind.COMPLAINT: _STAGE_1,
    Kind.APPEAL: _STAGE_1,
    # Directive (EU) 2016/2102, Article 7: an answer within a reasonable time; national law in Finland: 14 days.
    Kind.ACCESSIBILITY_FEEDBACK: Rule(acknowledge=5, decide=10, extension=10, from_receipt=True),
    # GDPR Article 12(3): one month from receipt, by two further months where necessary.
    Kind.DATA_REQUEST: Rule(acknowledge=5, decide=1, extension=2, unit=Unit.MONTHS, from_receipt=True, warn=5),
}
"""Clocks of the kinds where a category says nothing else (data/town/categories.yml: clocks)."""


@dataclasses.dataclass(frozen=True)
class Missed:
    """A deadline that is near or over, for the worker's log and the desk."""

    case: str
    deadline: Deadline
    what: str
    due: dt.datetime


def rule_of(category: Category, kind: str) -> Rule:
    """The clock of a kind of case in a category."""
    own = category.clocks.get(kind)
    return Rule.of(own) if own else USUAL[Kind(kind)]


def start(case: Case, run: Run, now: dt.datetime, calendar: Calendar) -> Clock:
    """Start the clock of a new run."""
    rule = REVIEW_RULE if run is Run.REVIEW else rule_of(case.category, case.kind)
    due = clocks.acknowledge_due(rule, now, calendar)
    clock = Clock(case=case, run=run, rule=rule.as_data(), started_at=now, acknowledge_due=due)
    _recompute(clock, calendar)
    return clock


def running(case: Case) -> Clock | None:
    """The clock of the present run, or None where none runs."""
    return case.clocks.filter(decided_at=None).first()


def acknowledge(clock: Clock, now: dt.datetime, calendar: Calendar) -> None:
    """A person has taken up the case: the decision's clock starts now, unless it had to start earlier."""
    if clock.acknowledged_at is None:
        clock.acknowledged_at = now
        _recompute(clock, calendar)


def end(clock: Clock, now: dt.datetime, calendar: Calendar) -> None:
    """The run is over."""
    clock.pauses.filter(until=None).update(until=now)
    clock.decided_at = now
    _recompute(clock, calendar)


def resume_ended(case: Case, calendar: Calendar) -> None:
    """Let the last clock run again as if it had never been ended (a merge or a verdict of spam taken back)."""
    clock = case.clocks.last()
    if clock is not None:
        clock.decided_at = None
        _recompute(clock, calendar)


def pause(clock: Clock, reason: str, now: dt.datetime, calendar: Calendar) -> None:
    """Waiting for the citizen begins."""
    if not reason.strip():
        raise Missing("say what the citizen is asked for", fields=["reason"])
    Pause.objects.create(clock=clock, since=now, reason=reason.strip()[:400])
    _recompute(clock, calendar)


def unpause(clock: Clock, now: dt.datetime, calendar: Calendar) -> None:
    """Waiting for the citizen is over."""
    clock.pauses.filter(until=None).update(until=now)
    _recompute(clock, calendar)


def extend(clock: Clock, days: int, reason: str, by: int | None, now: dt.datetime, calendar: Calendar) -> None:
    """The one extension; ``days`` in the rule's unit. Raises `NotPossible` for a second one or too long a one."""
    rule = Rule.of(clock.rule)
    if not reason.strip():
        raise Missing("an extension needs a reason that the citizen is told", fields=["reason"])
    if Extension.objects.filter(clock=clock).exists():
        raise NotPossible("this deadline was extended already; it can be extended once")
    if not 1 <= days <= rule.extension:
        raise NotPossible(f"the deadline can be extended by 1 to {rule.extension} {rule.unit.value.replace('_', ' ')}")
    if clock.decide_due is None:
        raise NotPossible("the clock stands while the city waits for the citizen; extend it afterwards")
    if clock.decide_due < now:
        raise NotPossible("the deadline is over; an extension must be told before it ends")
    Extension.objects.create(clock=clock, days=days, reason=reason.strip()[:400], by_id=by, at=now)
    _recompute(clock, calendar)


def next_due(clock: Clock) -> tuple[Deadline, dt.datetime] | None:
    """What is due next, and by when; None while paused or ended."""
    if clock.decided_at is not None:
        return None
    if clock.acknowledged_at is None:
        return Deadline.ACKNOWLEDGE, clock.acknowledge_due
    return (Deadline.DECIDE, clock.decide_due) if clock.decide_due else None


def _extension(clock: Clock) -> int:
    row = Extension.objects.filter(clock=clock).first() if clock.pk else None
    return row.days if row else 0


def _decide_start(clock: Clock) -> dt.datetime:
    return clocks.decide_start(Rule.of(clock.rule), clock.started_at, clock.acknowledged_at, clock.acknowledge_due)


def _recompute(clock: Clock, calendar: Calendar) -> None:
    """Make the due dates and the next moment to look at them from the rows, and store them."""
    pauses = [clocks.Pause(row.since, row.until) for row in clock.pauses.all()] if clock.pk else []
    clock.decide_due = clocks.decide_due(Rule.of(clock.rule), _decide_start(clock), pauses, _extension(clock), calendar)
    clock.next_check = _next_check(clock, calendar)
    if clock.pk:
        clock.save()
    else:
        insert([clock])


@dataclasses.dataclass(frozen=True)
class _Moment:
    """``when`` to warn of a deadline that is ``due`` then, or to note its breach."""

    when: dt.datetime
    deadline: Deadline
    what: DeadlineEvent.What
    due: dt.datetime


def _to_tell(clock: Clock, calendar: Calendar) -> list[_Moment]:
    """Every warning and breach that this clock may see and nobody was told of."""
    told = set(_told(clock.pk)) if clock.pk else set()
    return [
        moment
        for moment in _moments(clock, calendar)
        if (moment.deadline.value, moment.what.value, moment.due) not in told
    ]


@composed
def _told(clock: Given) -> Any:
    return DeadlineEvent.objects.filter(clock=clock).values_list("deadline", "what", "due")


def _moments(clock: Clock, calendar: Calendar) -> list[_Moment]:
    rule = Rule.of(clock.rule)
    due: list[tuple[Deadline, dt.datetime, dt.datetime]] = []
    if clock.acknowledged_at is None:
        due.append((Deadline.ACKNOWLEDGE, clock.started_at, clock.acknowledge_due))
    if clock.decide_due is not None:
        due.append((Deadline.DECIDE, _decide_start(clock), clock.decide_due))
    moments = []
    for deadline, began, end_ in due:
        warned = clocks.warn_at(rule, began, end_, calendar)
        moments.append(_Moment(warned, deadline, DeadlineEvent.What.WARNING, end_))
        moments.append(_Moment(end_, deadline, DeadlineEvent.What.BREACH, end_))
    return moments


def _next_check(clock: Clock, calendar: Calendar) -> dt.datetime | None:
    if clock.decided_at is not None:
        return None
    return min((moment.when for moment in _to_tell(clock, calendar)), default=None)


def watch(clock: Clock, now: dt.datetime, calendar: Calendar) -> list[Missed]:
    """Note the warnings and breaches that are due by ``now``, each once; the caller holds the case."""
    to_tell = _to_tell(clock, calendar)
    fresh = [
        DeadlineEvent(clock=clock, deadline=moment.deadline, what=moment.what, due=moment.due, at=now)
        for moment in to_tell
        if moment.when <= now
    ]
    insert(fresh)
    clock.next_check = min((moment.when for moment in to_tell if moment.when > now), default=None)
    save(clock, ("next_check",))
    return [Missed(clock.case.reference, Deadline(one.deadline), one.what, one.due) for one in fresh]
