"""Surveys: one question at closing, another four weeks later, without login.

They are messages that we begin: they are sent only where the person agreed to it (`desk.people.consent`). Answers
belong to the service and the case. "Not solved" is an offer to reopen, which the citizen decides on.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction
from django.db.models import Avg, Count, Q

from desk.cases import news
from desk.cases.errors import Missing, NotPossible
from desk.cases.models import Case, Survey

LATER = dt.timedelta(weeks=4)
EDITABLE = dt.timedelta(hours=12)
"""How long an answer may still be changed."""
SCORES = ("1", "2", "3", "4", "5")
"""What may be answered at closing."""
LATER_ANSWERS = ("solved", "unsolved", "stop")
"""What may be answered four weeks later; the last one ends all surveys."""


@dataclasses.dataclass(frozen=True)
class Score:
    """What citizens said of one service or category: mean of 1 to 5 for the handling, and how many said solved."""

    name: str
    asked: int
    answered: int
    process: float | None
    solved: int
    unsolved: int


def plan(case: Case, now: dt.datetime) -> None:
    """A case was closed: ask now and in four weeks, in the caller's transaction. Its earlier surveys lapse."""
    Survey.objects.filter(case=case, asked_at=None).delete()
    closing = case.surveys.order_by("-closing").values_list("closing", flat=True).first() or 0
    for occasion, due in ((Survey.Occasion.CLOSING, now), (Survey.Occasion.LATER, now + LATER)):
        Survey.objects.create(case=case, occasion=occasion, closing=closing + 1, service=case.service, due_at=due)


def lapse(case: Case) -> None:
    """The case goes on (reopened, reviewed): what was not asked yet is not asked."""
    Survey.objects.filter(case=case, asked_at=None).delete()


def ask_due(now: dt.datetime, limit: int = 100) -> int:
    """Write the news that ask the surveys that are due; returns how many. Two workers ask once."""
    asked = 0
    due = Survey.objects.filter(asked_at=None, declined=False, due_at__lte=now).order_by("due_at")
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            if not Survey.objects.filter(pk=pk, asked_at=None, declined=False).update(asked_at=now):
                continue
            survey = Survey.objects.select_related("case").get(pk=pk)
            message = news.SURVEY if survey.occasion == Survey.Occasion.CLOSING else news.LATER_SURVEY
            # Followers are not asked: they only followed.
            news.tell(survey.case, message, {"survey": survey.pk}, now, followers=False)
            asked += 1
    return asked


def unsent(survey: int) -> None:
    """Nobody was asked: there is no consent. Whoever looks at the case may still answer."""
    Survey.objects.filter(pk=survey).update(unsent=True)


def open_of(case: int, now: dt.datetime) -> Survey | None:
    """The survey of a case that can be answered now, also by code, or None."""
    rows = Survey.objects.filter(case=case, due_at__lte=now, declined=False).order_by("-due_at")
    return rows.filter(Q(answered_at=None) | Q(answered_at__gt=now - EDITABLE)).first()


def answer(
    survey: int,
    now: dt.datetime,
    *,
    process: int | None = None,
    solved: bool | None = None,
    comment: str = "",
) -> None:
    """Keep an answer: 1 to 5 for the handling, whether it is solved, words. Changeable for twelve hours."""
    if process is not None and not 1 <= process <= 5:
        raise Missing("give a number from 1 (bad) to 5 (good)", fields=["process"])
    if process is None and solved is None and not comment.strip():
        raise Missing("the answer is empty", fields=["process"])
    with transaction.atomic():
        row = Survey.objects.select_for_update().filter(pk=survey, declined=False).first()
        if row is None or (row.answered_at is not None and row.answered_at <= now - EDITABLE):
            raise NotPossible("this survey is over")
        row.process = row.process if process is None else process
        row.solved = row.solved if solved is None else solved
        row.comment = comment.strip()[:4000] or row.comment
        row.answered_at = row.answered_at or now
        row.save()


def decline_all(person: int) -> None:
    """The citizen wants no survey of any case that they filed."""
    Survey.objects.filter(case__contact__person=person, answered_at=None).update(declined=True)


def decline(case: int) -> None:
    """The citizen wants no survey of this case, now or later."""
    Survey.objects.filter(case=case, answered_at=None).update(declined=True)


def scores(by: str = "category") -> list[Score]:
    """Scores by "category" or "service"."""
    field = {"category": "case__category__slug", "service": "service"}[by]
    rows = (
        Survey.objects.exclude(asked_at=None)
        .exclude(unsent=True, answered_at=None)
        .values(field)
        .annotate(
            asked=Count("pk"),
            answered=Count("answered_at"),
            mean=Avg("process"),
            yes=Count("pk", filter=Q(solved=True)),
            no=Count("pk", filter=Q(solved=False)),
        )
        .order_by(field)
    )
    return [Score(row[field], row["asked"], row["answered"], row["mean"], row["yes"], row["no"]) for row in rows]
