"""Transactions that end before the disk has them: for what is found out again where a power cut takes it.

A crash of our processes takes nothing, and writes keep their order. See docs/decisions/0006-outbox.md.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection, transaction


@contextlib.contextmanager
def not_waiting_for_disk() -> Iterator[None]:
    """The transaction begun inside does not wait, unless it is part of one that does.

    Sources: sqlite.org/pragma.html (synchronous), postgresql.org/docs/current/wal-async-commit.html.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            if connection.connection is not None:
                connection.connection.execute("PRAGMA synchronous=FULL")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit TO off")
            yield
