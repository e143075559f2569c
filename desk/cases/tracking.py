"""Following a case by its code: what is told, what the citizen may do, and how often one may guess.

A known and an unknown code take the same way: both are hashed, both are looked up, both read the rows of a case (an
unknown one those of none). Only wrong codes count against the limits; a mistyped one is told by its check sign alone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from bot.rates import Count, Rates
from desk.cases import audit, codes, deadlines, filing, news
from desk.cases.audit import CITIZEN
from desk.cases.clocks import Calendar, town_calendar
from desk.cases.errors import CodeUnknown, Missing, MoveForbidden, TooManyLookUps
from desk.cases.kinds import Deadline, Role, State
from desk.cases.models import Case, Note
from desk.cases.moving import Moved, moved, shift
from desk.cases.states import DECISIONS, REVIEW, allowed
from desk.cases.surveys import lapse
from desk.cases.writing import Change, changing, detail, once
from desk.feedback.masking import masked

REOPEN_WITHIN = dt.timedelta(days=30)
_NOBODY = -1


@dataclasses.dataclass(frozen=True)
class Caller:
    """Who asks for a case by code: the session (a conversation's id) and the address, both as opaque words."""

    session: str
    address: str = ""


@dataclasses.dataclass(frozen=True)
class Step:
    """One line of a case's history, told by a message's id and its arguments."""

    message: str
    arguments: Mapping[str, Any]
    at: dt.datetime


@dataclasses.dataclass(frozen=True)
class CaseView:
    """What the holder of a code is told. ``may`` names what they can do now: add_information, withdraw, reopen,
    request_review. ``due`` is the next date, and ``deadline`` what happens by then; None while the city waits for the
    citizen or nothing is due.
    """

    case: int
    reference: str
    mask: str
    kind: str
    category: str
    labels: Mapping[str, str]
    state: State
    state_message: str
    stage: int
    outcome: str
    received_at: dt.datetime
    deadline: Deadline | None
    due: dt.datetime | None
    history: tuple[Step, ...]
    reasons: str
    reasons_language: str
    may: frozenset[str]


class LookUpLimits:
    """How many wrong codes are borne: from one session, from one address, and from all together."""

    session: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(5), RateLimitItemPerHour(15))
    address: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(20), RateLimitItemPerHour(60))
    everybody: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(300), RateLimitItemPerHour(3000))

    def __init__(self, rates: Rates) -> None:
        self._rates = rates

    def check(self, caller: Caller) -> None:
        """Raises `TooManyLookUps` with the seconds to wait."""
        if seconds := self._rates.wait(self._keys(caller)):
            raise TooManyLookUps(
                f"too many wrong codes: try again in {seconds} s", seconds=seconds, minutes=math.ceil(seconds / 60)
            )

    def count(self, caller: Caller) -> None:
        """A code was wrong."""
        self._rates.count(self._keys(caller))

    def _keys(self, caller: Caller) -> list[Count]:
        keys: list[Count] = [(item, ("case-session", caller.session)) for item in self.session]
        if caller.address:
            keys += [(item, ("case-address", caller.address)) for item in self.address]
        return keys + [(item, ("case-look-up", "all")) for item in self.everybody]


@lru_cache(maxsize=1)
def usual_limits() -> LookUpLimits:
    """The limits of this process, or of all where ``LIMITS_STORAGE`` names a Redis."""
    return LookUpLimits(Rates.at(getattr(settings, "LIMITS_STORAGE", "")))


def look_up(code: str, caller: Caller, now: dt.datetime, limits: LookUpLimits | None = None) -> CaseView:
    """The case of a code, as its citizen sees it.

    Raises `CodeUnreadable`, `CodeMistyped`, `CodeUnknown`, `TooManyLookUps`.
    """
    limits = limits or usual_limits()
    limits.check(caller)
    case = find(code)
    view = _view(case, now)
    if case is None or view is None:
        limits.count(caller)
        raise CodeUnknown("no case has this code")
    return view


def find(code: str) -> Case | None:
    """The case of a code, unlimited: for operators. Raises `CodeUnreadable`, `CodeMistyped`."""
    return filing.cases().filter(code_hash=filing.code_hash(codes.read(code))).first()


def of_case(case: Case, now: dt.datetime) -> CaseView:
    """A case as its citizen sees it, for one who is known to hold its code: the conversation that filed it."""
    view = _view(case, now)
    assert view is not None
    return view


def _view(case: Case | None, now: dt.datetime) -> CaseView | None:
    row = case or Case(pk=_NOBODY, state=State.RECEIVED)
    history = tuple(Step(line.message, line.arguments, line.at) for line in row.news.all())
    clock = deadlines.running(row)
    due = deadlines.next_due(clock) if clock else None
    decision = row.decisions.last()
    if case is None:
        return None
    state = State(case.state)
    return CaseView(
        case=case.pk,
        reference=case.reference,
        mask=case.code_mask,
        kind=case.kind,
        category=case.category.slug,
        labels=case.category.labels,
        state=state,
        state_message=news.STATE_MESSAGES[state],
        stage=case.stage,
        outcome=case.outcome,
        received_at=case.received_at,
        deadline=due[0] if due else None,
        due=due[1] if due else None,
        history=history,
        reasons=decision.reasons if decision else "",
        reasons_language=decision.language if decision else "",
        may=_may(case, now),
    )


def _may(case: Case, now: dt.datetime) -> frozenset[str]:
    state = State(case.state)
    may = set()
    if case.erased_at is None and state not in (State.WITHDRAWN, State.SPAM, State.CLOSED_FINAL):
        may.add("add_information")
    if allowed(state, State.WITHDRAWN, Role.CITIZEN):
        may.add("withdraw")
    fresh = case.closed_at is None or now <= case.closed_at + REOPEN_WITHIN
    if state in (State.DECIDED, State.CLOSED) and fresh and case.stage == 1:
        may.add("request_review")
        if case.category.reopen_allowed:
            may.add("reopen")
    return frozenset(may)


def add_information(
    case: int, text: str, turn: str, step: str, now: dt.datetime, calendar: Calendar | None = None
) -> Moved:
    """The citizen adds something; where the city waited for it, the case goes on. Once for each step of a turn."""
    if not text.strip():
        raise Missing("there is nothing to add yet: write what should be known", fields=["text"])

    def act(change: Change) -> None:
        row = change.case
        _must(row, "add_information", now)
        Note.objects.create(case=row, from_citizen=True, text=text, text_redacted=masked(text), created_at=now)
        change.data |= detail(row, {"text": text})
        if row.state == State.WAITING_CITIZEN:
            shift(change, State.INVESTIGATING, CITIZEN, now, calendar or town_calendar())

    return _by_citizen(case, "add_information", turn, step, now, act)


def withdraw(case: int, turn: str, step: str, now: dt.datetime, calendar: Calendar | None = None) -> Moved:
    """The citizen takes the case back. Raises `MoveForbidden` once it is decided."""

    def act(change: Change) -> None:
        shift(change, State.WITHDRAWN, CITIZEN, now, calendar or town_calendar())

    return _by_citizen(case, "withdraw", turn, step, now, act)


def reopen(case: int, reason: str, turn: str, step: str, now: dt.datetime, calendar: Calendar | None = None) -> Moved:
    """It is not solved: the case goes on with a new clock, within 30 days of closing."""
    return _again(case, "reopen", State.REOPENED, reason, turn, step, now, calendar)


def request_review(
    case: int, reason: str, turn: str, step: str, now: dt.datetime, calendar: Calendar | None = None
) -> Moved:
    """The second stage: someone else looks at it."""
    return _again(case, "request_review", State.REVIEW_REQUESTED, reason, turn, step, now, calendar)


def _again(
    case: int,
    what: str,
    target: State,
    reason: str,
    turn: str,
    step: str,
    now: dt.datetime,
    calendar: Calendar | None,
) -> Moved:
    def act(change: Change) -> None:
        row = change.case
        _must(row, what, now)
        there = calendar or town_calendar()
        if row.state in DECISIONS:
            # Who objects before the office closed the case has seen the decision: both moves are the citizen's.
            shift(change, State.CLOSED, CITIZEN, now, there)
            Case.objects.filter(pk=row.pk).update(state=State.CLOSED)
        shift(change, target, CITIZEN, now, there)
        lapse(row)
        if reason.strip():
            Note.objects.create(case=row, from_citizen=True, text=reason, text_redacted=masked(reason), created_at=now)
            change.data |= detail(row, {"reason": reason})

    return _by_citizen(case, what, turn, step, now, act)


def _must(row: Case, what: str, now: dt.datetime) -> None:
    if what not in _may(row, now):
        reviewed = "; it had its second stage" if State(row.state) in REVIEW else ""
        raise MoveForbidden(f"{row.reference} is {row.state}: {what} is not possible now{reviewed}", state=row.state)


def _by_citizen(case: int, action: str, turn: str, step: str, now: dt.datetime, act: Any) -> Moved:
    with once(turn, step, case, now) as first:
        if not first:
            row = Case.objects.get(pk=case)
            return Moved(row.pk, row.reference, State(row.state), row.version)
        with changing(case, action, audit.CITIZEN, now) as change:
            act(change)
        return moved(change)
