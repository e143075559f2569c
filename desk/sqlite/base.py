"""Django's SQLite, with writers in a row: SQLite knows only one writer at a time.

It lets waiting writers try again after ever longer pauses, so that one may wait for all that others have to write, and
for seconds while another process writes one thing after the other. A lock of the kernel's in front of it lets them in
one after another, threads and processes alike, and wakes the next one at once. Django finds the class by the name of
its module: ``"ENGINE": "desk.sqlite"``.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

_WRITING = ("INSERT", "UPDATE", "DELETE")


class _Cursor(base.SQLiteCursorWrapper):
    def __init__(self, wrapper: DatabaseWrapper, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        with self._wrapper.turn_of(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self._wrapper.turn_of(query):
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn where a transaction begins, and where a statement writes outside of one.

    Transactions are taken to write: our settings begin them with ``BEGIN IMMEDIATE``. A turn ends with its transaction,
    and with its process.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn = contextlib.ExitStack()

    def _start_transaction_under_autocommit(self) -> None:
        # One that an interrupt left over would be waited for by ourselves.
        self._turn.close()
        self._turn.enter_context(self._in_turn())
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # left out of the stubs
        except BaseException:
            self._turn.close()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # left out of the stubs
        # Where it failed Django rolls back.
        self._turn.close()

    def _rollback(self) -> None:
        with self._turn:
            super()._rollback()  # type: ignore[misc]  # left out of the stubs

    def _close(self) -> None:
        with self._turn:
            super()._close()  # type: ignore[misc]  # left out of the stubs

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=functools.partial(_Cursor, self))

    def turn_of(self, sql: str) -> contextlib.AbstractContextManager[None]:
        """For one statement: the turn where it writes, and no transaction has it."""
        return self._in_turn() if not self.in_atomic_block and sql.startswith(_WRITING) else contextlib.nullcontext()

    @contextlib.contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Whoever waits for the turn is next, and must be next first.

        Else one that writes again and again would have the turn back before the kernel has woken who waits. Where the
        files cannot be had, SQLite alone keeps the writers apart.
        """
        with contextlib.ExitStack() as turn:
            if not self.is_in_memory_db():
                with contextlib.suppress(OSError), self._locked("next"):
                    turn.enter_context(self._locked("turn"))
            yield

    @contextlib.contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        with Path(f"{self.settings_dict['NAME']}-{name}").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
