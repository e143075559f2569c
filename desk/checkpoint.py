"""SQLite's log of what was written, moved into the database's file beside those who write.

Left to SQLite, every thousandth page makes whoever commits it wait for the disk twice, some 20 ms, and those behind it.
Source: sqlite.org/wal.html.
"""

from __future__ import annotations

from django.db import connection

MOST_PAGES = 4_000
"""So long (16 MB) the log may grow while people write without a pause; then they wait until it can begin anew."""


def checkpoint() -> None:
    """Move the log into the file; nothing on another database."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        _, pages, _ = cursor.fetchone()
        if pages > MOST_PAGES:
            # Hardly anything is left to be moved by now, so they wait for a moment only.
            cursor.execute("PRAGMA wal_checkpoint(RESTART)")
