"""What falls due by itself. One callable for the worker; safe to be killed at any moment and to run twice at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from typing import Any

from django.utils import timezone

from desk.cases import attachments, drafts, filing, moving, privacy, surveys
from desk.cases.audit import SYSTEM
from desk.cases.clocks import Calendar, town_calendar
from desk.cases.deadlines import Missed, watch
from desk.cases.errors import CaseError
from desk.cases.kinds import State
from desk.cases.models import Case, Clock, Effect
from desk.cases.writing import EFFECTS_KEPT, changing
from desk.composed import Given, composed
from desk.disk import not_waiting_for_disk

CLOSE_AFTER = dt.timedelta(days=7)
"""A decided case that nobody closed and nobody objected to is closed, so that its survey can be asked."""
CODES_KEPT = dt.timedelta(days=7)
_BATCH = 200
_LONGEST_REST = 0.05
"""Seconds."""


@dataclasses.dataclass(frozen=True)
class Done:
    """What a run did."""

    missed: tuple[Missed, ...] = ()
    closed: int = 0
    surveys: int = 0
    drafts: int = 0
    erased: int = 0
    files: int = 0


def run(now: dt.datetime, calendar: Calendar | None = None) -> Done:
    """Warn of deadlines and note breaches, close what was decided, ask surveys, end drafts, keep retention."""
    there = calendar or town_calendar()
    filing.forget_old_codes(now - CODES_KEPT)
    Effect.objects.filter(created_at__lt=now - EFFECTS_KEPT).delete()
    return Done(
        missed=tuple(_watch(now, there)),
        closed=_close(now, there),
        surveys=surveys.ask_due(now),
        drafts=drafts.expire(now),
        erased=len(privacy.keep_no_longer(now).cases),
        files=attachments.clear(now),
    )


def run_due() -> None:
    """`run` at this moment, for the worker's list of periodic jobs."""
    run(timezone.now())


def _watch(now: dt.datetime, calendar: Calendar) -> list[Missed]:
    missed: list[Missed] = []
    due = Clock.objects.filter(next_check__lte=now).order_by("next_check")
    for case in list(due.values_list("case_id", flat=True)[:_BATCH]):
        began = time.monotonic()
        # What a power cut takes of it is found due again.
        with not_waiting_for_disk(), changing(case, "watch", SYSTEM, now) as change:
            # Looked for again: another worker, or a person, may have been quicker.
            found = [missed for clock in _due(case, now) for missed in watch(clock, now, calendar)]
            change.data["deadlines"] = [f"{one.deadline.value} {one.what}" for one in found]
            change.nothing = not found
        missed += found
        # After a night when nothing ran many are due at once: who answers people has half of the time.
        time.sleep(min(time.monotonic() - began, _LONGEST_REST))
    return missed


@composed
def _due(case: Given, now: Given) -> Any:
    return Clock.objects.filter(case=case, next_check__lte=now).select_related("case")


def _close(now: dt.datetime, calendar: Calendar) -> int:
    closed = 0
    for source, target in ((State.DECIDED, State.CLOSED), (State.REVIEW_DECIDED, State.CLOSED_FINAL)):
        rows = Case.objects.filter(state=source, updated_at__lte=now - CLOSE_AFTER).order_by("updated_at")
        for pk, version in list(rows.values_list("pk", "version")[:_BATCH]):
            try:
                moving.move(pk, target, SYSTEM, now, version=version, calendar=calendar)
            except CaseError:
                # Somebody acted on it in this moment: it is not ours to close now.
                continue
            closed += 1
    return closed
