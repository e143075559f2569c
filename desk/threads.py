"""Django's ORM from async code: in a few threads of our own, never on the event loop.

``sync_to_async`` would run everything in one thread, one after another; four threads are what SQLite and a small
PostgreSQL serve well. What writes shortly and often goes through `written`: SQLite knows one writer at a time, and
what waits for it (`desk.sqlite`) is committed together.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import dataclasses
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from django.db import close_old_connections, connection, transaction

from desk.disk import not_waiting_for_disk

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 4
TOGETHER = 16
"""So many writes at most go into one transaction, which those that go first may have to wait for."""
_LOOK_SECONDS = 1.0
_looked = threading.local()
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="desk")


def _with_fresh_connection(call: Callable[[], R]) -> R:
    """The thread's connection is looked at once a second, and after whatever failed."""
    now = time.monotonic()
    if now - getattr(_looked, "at", float("-inf")) >= _LOOK_SECONDS:
        _looked.at = now
        close_old_connections()
    try:
        return call()
    except BaseException:
        close_old_connections()
        raise


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args, **kwargs)`` in one of the desk's threads, with the caller's context variables."""
    call = _bound(function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_pool, _with_fresh_connection, call)


async def written(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Like `in_thread`, for a short write, done as a whole or not at all: returns once it is committed and on the disk.

    On SQLite those that wait meanwhile are committed together, each in a savepoint of its own, so that what one raises
    undoes that one alone. Where the whole cannot be committed, all of them raise.
    """
    return await _lasting(_bound(function, *args, **kwargs), first=False)


async def written_first(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Like `written`, before all that waits to be written: for messages whose provider waits until they are stored."""
    return await _lasting(_bound(function, *args, **kwargs), first=True)


async def _lasting(call: Callable[[], R], *, first: bool) -> R:
    if connection.vendor != "sqlite":
        return await in_thread(_as_a_whole, call)
    return await asyncio.wrap_future(_writer.put(call, lasting=True, first=first))


async def noted(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Like `written`, without waiting for the disk: for what is found out again where a power cut takes it.

    A crash of our processes takes nothing. Writes keep their order but for those that go first: once a later one is on
    the disk, so is this.
    """
    if connection.vendor != "sqlite":
        return await in_thread(_without_waiting, _bound(function, *args, **kwargs))
    return await asyncio.wrap_future(_writer.put(_bound(function, *args, **kwargs), lasting=False))


def _as_a_whole(call: Callable[[], R]) -> R:
    with transaction.atomic():
        return call()


def _without_waiting(call: Callable[[], R]) -> R:
    with not_waiting_for_disk():
        return call()


def _bound(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Callable[[], R]:
    context = contextvars.copy_context()

    def call() -> R:
        result: Any = context.run(function, *args, **kwargs)
        return result  # type: ignore[no-any-return]

    return call


@dataclasses.dataclass(frozen=True)
class _Wanted:
    """A write and who waits for it. ``lasting``: until it is on the disk."""

    call: Callable[[], Any]
    future: Future[Any]
    lasting: bool


class _Writer:
    """One thread that carries out what was put in, in that order but for what goes first."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk-writer")
        self._first: deque[_Wanted] = deque()
        self._waiting: deque[_Wanted] = deque()
        self._lock = threading.Lock()
        self._at_work = False

    def put(self, call: Callable[[], R], *, lasting: bool, first: bool = False) -> Future[R]:
        future: Future[R] = Future()
        with self._lock:
            (self._first if first else self._waiting).append(_Wanted(call, future, lasting))
            if not self._at_work:
                self._at_work = True
                self._thread.submit(self._work)
        return future

    def _work(self) -> None:
        with self._lock:
            queue = self._first or self._waiting
            group = [queue.popleft() for _ in range(min(TOGETHER, len(queue)))]
        try:
            # Whoever gave up waiting before it began gets nothing written.
            _carry_out([wanted for wanted in group if wanted.future.set_running_or_notify_cancel()])
        finally:
            with self._lock:
                self._at_work = bool(self._first or self._waiting)
                if self._at_work:
                    self._thread.submit(self._work)


def _carry_out(group: list[_Wanted]) -> None:
    try:
        found = _with_fresh_connection(lambda: _committed(group))
    except Exception as error:
        for wanted in group:
            wanted.future.set_exception(error)
        raise
    for wanted, (result, failure) in zip(group, found, strict=True):
        if failure is None:
            wanted.future.set_result(result)
        else:
            wanted.future.set_exception(failure)


def _committed(group: list[_Wanted]) -> list[tuple[Any, Exception | None]]:
    """What each gave or raised. Raises what kept the whole from being committed."""
    lasting = any(wanted.lasting for wanted in group)
    with contextlib.nullcontext() if lasting else not_waiting_for_disk(), transaction.atomic():
        if len(group) == 1:
            # Alone it needs no savepoint: what undoes it undoes all there is.
            return [(group[0].call(), None)]
        return [_in_savepoint(wanted.call) for wanted in group]


def _in_savepoint(call: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        with transaction.atomic():
            return call(), None
    except Exception as error:
        if transaction.get_rollback():
            # The database undid more than this one's part: nothing of the group stands.
            raise
        return None, error


_writer = _Writer()
