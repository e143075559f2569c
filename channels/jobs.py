"""Work that the worker does now and then. A room adds its own job to `PERIODIC`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True)
class Job:
    """``run`` is called ``every`` seconds, counted from its last end, in a thread of its own; first ``after`` so many.

    Where ``changes`` is given, the job is long: it runs in a process of its own that gives way to everything else
    (`channels.background`), and only when what ``changes`` gives is another than when it last ended well. A thread
    would hold the worker's interpreter, and with it the turn to write, while it waits for a processor. It must be safe
    to be killed at any moment and to be run by two workers at once.
    """

    name: str
    every: float
    run: Callable[[], None]
    after: float = 0.0
    changes: Callable[[], object] | None = None


def _catalogue_version() -> object:
    from desk.catalogue import reading

    return reading.version()


def _catalogue_vectors() -> None:
    """Make the vectors that a changed catalogue lacks; until then its services are found by their words."""
    from bot.search.jobs import embed_missing

    made = embed_missing(_tell)
    if made:
        log.info("catalogue.vectors.made", texts=made)


def _tell(done: int, total: int) -> None:
    if total and done * 10 // total != (done - 32) * 10 // total:
        log.info("catalogue.vectors.progress", done=done, total=total)


def _category_version() -> object:
    from desk.cases import categories

    return categories.version()


def _category_vectors() -> None:
    from actions.forms.likeness import embed_missing

    made = embed_missing()
    if made:
        log.info("category.vectors.made", texts=made)


def _due_cases() -> None:
    from desk.cases.jobs import run_due

    run_due()


def _news() -> None:
    from channels.news import deliver

    deliver()


def _checkpoint() -> None:
    from desk.checkpoint import checkpoint

    checkpoint()


_AFTER_THE_START = 20.0  # when the assistant has had the processors for its own

PERIODIC: list[Job] = [
    Job("catalogue vectors", 2.0, _catalogue_vectors, _AFTER_THE_START, _catalogue_version),
    Job("category vectors", 30.0, _category_vectors, _AFTER_THE_START, _category_version),
    Job("cases", 60.0, _due_cases),
    Job("news", 2.0, _news),
    Job("database log", 5.0, _checkpoint),
]
