"""Django's ORM from async code: in a few threads of our own, never on the event loop.

``sync_to_async`` would run everything in one thread, one after another; four threads are what SQLite and a small
PostgreSQL serve well.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 4
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="desk")


def _with_fresh_connection(call: Callable[[], R]) -> R:
    close_old_connections()
    try:
        return call()
    finally:
        close_old_connections()


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args, **kwargs)`` in one of the desk's threads, with the caller's context variables."""
    context = contextvars.copy_context()

    def call() -> R:
        result: Any = context.run(function, *args, **kwargs)
        return result  # type: ignore[no-any-return]

    return await asyncio.get_running_loop().run_in_executor(_pool, _with_fresh_connection, call)
