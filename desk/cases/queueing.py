"""Writers of one process in a row, where the database knows only one writer at a time.

SQLite lets waiting writers try again after ever longer pauses, so that one of ten may wait for all the others twice.
A lock in front of it lets them in one after another. PostgreSQL needs none.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from django.db import connection, transaction

from desk.disk import not_waiting_for_disk

_turn = threading.RLock()


@contextlib.contextmanager
def writing(*, lasting: bool = True) -> Iterator[None]:
    """A transaction that waits for its turn; one that is not ``lasting`` does not wait for the disk (`desk.disk`)."""
    own_turn = _turn if connection.vendor == "sqlite" else contextlib.nullcontext()
    with own_turn, contextlib.nullcontext() if lasting else not_waiting_for_disk(), transaction.atomic():
        yield
