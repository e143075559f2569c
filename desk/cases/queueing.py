"""Writers of one process in a row, where the database knows only one writer at a time.

SQLite lets waiting writers try again after ever longer pauses, so that one of ten may wait for all the others twice.
A lock in front of it lets them in one after another. PostgreSQL needs none.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from django.db import connection, transaction

_turn = threading.RLock()


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """A transaction that waits for its turn."""
    with _turn if connection.vendor == "sqlite" else contextlib.nullcontext(), transaction.atomic():
        yield
