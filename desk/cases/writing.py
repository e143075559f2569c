"""How a case is changed: one transaction, the version that was seen, the trail, and the new version."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from desk.cases import audit
from desk.cases.audit import Actor
from desk.cases.errors import Changed, NotPossible
from desk.cases.models import Case, Effect
from desk.composed import Given, composed, save_where

EFFECTS_KEPT = dt.timedelta(days=30)
_CHANGEABLE = tuple(field.name for field in Case._meta.concrete_fields if not field.primary_key)


class Change:
    """A case that is being changed; ``data`` goes into the trail.

    ``nothing`` is set where it turns out that there is nothing to change: then the trail tells nothing either.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.data: dict[str, Any] = {}
        self.nothing = False


@contextlib.contextmanager
def changing(case: int, action: str, actor: Actor, now: dt.datetime, version: int | None = None) -> Iterator[Change]:
    """Change a case as a whole or not at all.

    ``version`` is the one that the actor saw; None takes the present one (a citizen's act by code, a job). Raises
    `Changed` where someone else was quicker, `NotPossible` where the case is gone.
    """
    with transaction.atomic():
        found = _locked(case)
        if not found:
            raise NotPossible(f"there is no case {case} any more")
        row: Case = found[0]
        if version is not None and row.version != version:
            raise Changed(
                f"{row.reference} was changed by someone else (version {row.version}, now {row.state}): "
                "look at it again and repeat what is still wanted",
                state=row.state,
                version=row.version,
            )
        change = Change(row)
        yield change
        if change.nothing:
            return
        seen = row.version
        row.version, row.updated_at = seen + 1, now
        _save(row, seen)
        audit.append(row.reference, action, actor, {**change.data, "version": row.version}, now)


@composed
def _locked(case: Given) -> Any:
    return Case.objects.select_for_update(of=("self",)).select_related("category").filter(pk=case)


def _save(row: Case, seen: int) -> None:
    # The version is compared by the database as well: two writers can never both have seen the same one.
    if not save_where(row, _CHANGEABLE, version=seen):
        raise Changed(f"{row.reference} was changed by someone else: look at it again", state=row.state)


def done_before(turn: str, step: str) -> Effect | None:
    """What this step of this turn did already, or None."""
    rows: list[Effect] = _done(turn, step)
    return rows[0] if rows else None


@composed
def _done(turn: Given, step: Given) -> Any:
    return Effect.objects.filter(turn=turn, step=step)


@contextlib.contextmanager
def once(turn: str, step: str, case: int | None, now: dt.datetime) -> Iterator[bool]:
    """Yields True where this step is to be done, False where it was done before (also by a process beside this one).

    What is done inside is committed together with the mark.
    """
    begun = False
    try:
        with transaction.atomic():
            fresh = done_before(turn, step) is None
            if fresh:
                Effect.objects.create(turn=turn, step=step, case_id=case, created_at=now)
            begun = True
            yield fresh
    except IntegrityError:
        if begun or done_before(turn, step) is None:
            raise
        yield False


def detail(case: Case, texts: Mapping[str, str]) -> dict[str, str]:
    """Personal texts as the trail may hold them."""
    return {name: audit.concealed(case, text) for name, text in texts.items() if text}
