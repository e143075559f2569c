"""Work that the worker does now and then. A room adds its own job to `PERIODIC`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True)
class Job:
    """``run`` is called ``every`` seconds, counted from its last end, in a thread of its own; first ``after`` so many.

    What is done in the ``background`` gives way to everything else. What loads an encoder comes after the assistant
    has had the processors for its start. It may take long; it must be safe to be killed at any moment and to be run by
    two workers at once.
    """

    name: str
    every: float
    run: Callable[[], None]
    after: float = 0.0
    background: bool = False


class CatalogueVectors:
    """Makes the vectors that a changed catalogue lacks; until then its services are found by their words."""

    def __init__(self) -> None:
        self._done = 0  # the version of a catalogue that nobody has filled yet

    def __call__(self) -> None:
        from bot.search.jobs import embed_missing
        from desk.catalogue import reading

        version = reading.version()
        if version == self._done:
            return
        made = embed_missing(self._tell)
        self._done = version
        if made:
            log.info("catalogue.vectors.made", texts=made)

    @staticmethod
    def _tell(done: int, total: int) -> None:
        if total and done * 10 // total != (done - 32) * 10 // total:
            log.info("catalogue.vectors.progress", done=done, total=total)


def _due_cases() -> None:
    from desk.cases.jobs import run_due

    run_due()


def _news() -> None:
    from channels.news import deliver

    deliver()


def _category_vectors() -> None:
    from actions.forms.likeness import embed_missing

    made = embed_missing()
    if made:
        log.info("category.vectors.made", texts=made)


PERIODIC: list[Job] = [
    Job("catalogue vectors", 2.0, CatalogueVectors(), background=True),
    Job("category vectors", 30.0, _category_vectors, after=20.0, background=True),
    Job("cases", 60.0, _due_cases),
    Job("news", 2.0, _news),
]
