"""Work that the worker does now and then. A room adds its own job to `PERIODIC`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True)
class Job:
    """``run`` is called ``every`` seconds, counted from its last end, in a thread of its own.

    It may take long; it must be safe to be killed at any moment and to be run by two workers at once.
    """

    name: str
    every: float
    run: Callable[[], None]


PERIODIC: list[Job] = []
