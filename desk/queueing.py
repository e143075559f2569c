"""Writers in a row, where the database knows only one writer at a time.

SQLite lets waiting writers try again after ever longer pauses, so that one may wait for all that others have to write,
and for seconds while another process writes one thing after the other. A lock of the kernel's in front of it lets them
in one after another, threads and processes alike, and wakes the next one at once. PostgreSQL needs none.
"""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction

from desk.disk import not_waiting_for_disk


@contextlib.contextmanager
def writing(*, lasting: bool = True) -> Iterator[None]:
    """A transaction that waits for its turn; one that is not ``lasting`` does not wait for the disk (`desk.disk`)."""
    with _turn(), contextlib.nullcontext() if lasting else not_waiting_for_disk(), transaction.atomic():
        yield


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """It ends with its process. Who is in a transaction has it already.

    Who waits for the turn is next, and whoever wants the turn must be next first: else one that writes again and again
    would have it back before the kernel has woken who waits. Where the files cannot be had, SQLite alone keeps the
    writers apart.
    """
    with contextlib.ExitStack() as turn:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with contextlib.suppress(OSError), _locked("next"):
                turn.enter_context(_locked("turn"))
        yield


@contextlib.contextmanager
def _locked(name: str) -> Iterator[None]:
    with Path(f"{connection.settings_dict['NAME']}-{name}").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
