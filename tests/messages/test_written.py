"""Short writes that wait for each other are committed together, and what one of them raises is its own affair."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import sqlite3
import statistics
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from desk.disk import not_waiting_for_disk
from desk.people.models import Person
from desk.threads import TOGETHER, in_thread, noted, written, written_first

pytestmark = pytest.mark.django_db(transaction=True)
_only_together_on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers")


def add(language: str) -> int:
    return Person.objects.create(language=language).pk


def fail() -> None:
    add("xx")
    raise LookupError("mine")


@contextlib.asynccontextmanager
async def slow_write() -> AsyncIterator[None]:
    """A write that is under way as long as this lasts: all others wait."""
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        go_on.wait(10)

    first = asyncio.ensure_future(written(slow))
    await asyncio.to_thread(begun.wait, 10)
    yield
    await asyncio.sleep(0.05)
    go_on.set()
    await first


async def behind_a_slow_one(*calls: Callable[[], object]) -> list[object]:
    """The results of calls that all wait while another write is under way."""
    async with slow_write():
        waiting = [asyncio.ensure_future(written(call)) for call in calls]
    return await asyncio.gather(*waiting, return_exceptions=True)


async def test_what_one_raises_undoes_its_own_writes_alone() -> None:
    found = await behind_a_slow_one(lambda: add("en"), fail, lambda: add("fi"))
    assert isinstance(found[1], LookupError)
    kept = await asyncio.to_thread(lambda: set(Person.objects.values_list("pk", "language")))
    assert kept == {(found[0], "en"), (found[2], "fi")}


@_only_together_on_sqlite
async def test_those_that_wait_are_one_transaction_in_their_order() -> None:
    last, go_on, order = threading.Event(), threading.Event(), list[str]()

    def noted(language: str) -> None:
        order.append(language)
        add(language)

    def slow() -> None:
        last.set()
        go_on.wait(10)

    all_ = asyncio.ensure_future(behind_a_slow_one(lambda: noted("en"), lambda: noted("fi"), slow))
    assert await asyncio.to_thread(last.wait, 10)
    assert order == ["en", "fi"]
    assert not await asyncio.to_thread(Person.objects.exists)
    go_on.set()
    assert await all_ == [None, None, None]
    assert await asyncio.to_thread(Person.objects.count) == 2


@_only_together_on_sqlite
async def test_what_a_provider_waits_for_goes_before_all_that_waits() -> None:
    order = list[str]()
    async with slow_write():
        waiting = [asyncio.ensure_future(written(order.append, f"turn {number}")) for number in range(2 * TOGETHER)]
        await asyncio.sleep(0)
        first = [asyncio.ensure_future(written_first(order.append, f"webhook {number}")) for number in range(3)]
    await asyncio.gather(*waiting, *first)
    assert order[:3] == ["webhook 0", "webhook 1", "webhook 2"]
    assert order[3:] == [f"turn {number}" for number in range(2 * TOGETHER)]


@_only_together_on_sqlite
async def test_where_the_database_undoes_everything_nobody_is_told_that_it_was_written() -> None:
    def undone() -> None:
        # As SQLite does where the disk is full: the whole transaction is gone, savepoints and all.
        connection.cursor().execute("ROLLBACK")
        raise DatabaseError("database or disk is full")

    found = await behind_a_slow_one(lambda: add("en"), undone, lambda: add("fi"))
    assert all(isinstance(one, DatabaseError) for one in found)
    assert not await asyncio.to_thread(Person.objects.exists)
    assert isinstance(await written(add, "sv"), int)


@_only_together_on_sqlite
async def test_who_gives_up_waiting_gets_nothing_written() -> None:
    async with slow_write():
        given_up = asyncio.ensure_future(written(add, "en"))
        await asyncio.sleep(0.05)
        given_up.cancel()
    await written(add, "fi")
    assert await asyncio.to_thread(lambda: list(Person.objects.values_list("language", flat=True))) == ["fi"]


def _in_transaction() -> int:
    with transaction.atomic():
        return add("en")


def _undone_then_added() -> int:
    with contextlib.suppress(LookupError), transaction.atomic():
        fail()
    return add("en")


def _closed_then_added() -> int:
    with contextlib.suppress(DatabaseError), transaction.atomic():
        add("xx")
        connection.close()
    return add("en")


@_only_together_on_sqlite
@pytest.mark.parametrize("write", [lambda: add("en"), _in_transaction, _undone_then_added, _closed_then_added])
async def test_processes_write_one_after_another(write: Callable[[], int]) -> None:
    with await asyncio.to_thread(Path(f"{connection.settings_dict['NAME']}-turn").open, "ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        waiting = asyncio.ensure_future(in_thread(write))
        await asyncio.sleep(0.3)
        assert not waiting.done()
    assert isinstance(await asyncio.wait_for(waiting, 5), int)
    assert isinstance(await asyncio.wait_for(in_thread(write), 5), int)
    assert set(await asyncio.to_thread(lambda: list(Person.objects.values_list("language", flat=True)))) == {"en"}


@_only_together_on_sqlite
async def test_who_could_not_begin_keeps_nobody_waiting() -> None:
    def locked_out() -> None:
        connection.ensure_connection()
        connection.connection.execute("PRAGMA busy_timeout=50")
        try:
            _in_transaction()
        finally:
            connection.close()

    with await asyncio.to_thread(sqlite3.connect, connection.settings_dict["NAME"], check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="locked"):
            await in_thread(locked_out)
        other.rollback()
    other.close()
    assert isinstance(await asyncio.wait_for(in_thread(_in_transaction), 5), int)


def _told_how_lasting() -> str:
    add("en")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit")
        (found,) = cursor.fetchone()
    return {2: "on", 1: "off"}.get(found, found)


async def test_only_what_is_written_waits_for_the_disk() -> None:
    found = [await write(_told_how_lasting) for write in (written, noted, written, noted, noted, written)]
    assert found == ["on", "off", "on", "off", "off", "on"]
    assert await asyncio.to_thread(Person.objects.count) == len(found)


async def test_what_was_noted_and_raised_is_undone_and_the_next_write_waits_for_the_disk_again() -> None:
    with pytest.raises(LookupError):
        await noted(fail)
    assert await written(_told_how_lasting) == "on"
    assert await asyncio.to_thread(Person.objects.count) == 1


@_only_together_on_sqlite
async def test_beside_something_written_what_is_noted_waits_for_the_disk_too() -> None:
    async with slow_write():
        waiting = [asyncio.ensure_future(write(_told_how_lasting)) for write in (noted, written)]
    assert await asyncio.gather(*waiting) == ["on", "on"]


@_only_together_on_sqlite
def test_who_writes_again_and_again_lets_in_who_waits() -> None:
    written_by_job, enough = [0], threading.Event()

    def job() -> None:
        try:
            while not enough.is_set():
                with not_waiting_for_disk(), transaction.atomic():
                    add("fi")
                    time.sleep(0.04)
                    written_by_job[0] += 1
        finally:
            connection.close()

    thread = threading.Thread(target=job)
    thread.start()
    try:
        meanwhile = []
        for _ in range(25):
            time.sleep(0.01)
            before = written_by_job[0]
            with transaction.atomic():
                meanwhile.append(written_by_job[0] - before)
                add("en")
    finally:
        enough.set()
        thread.join(30)
    # The one that was under way, and no other; but for a machine that let us wait before we asked.
    assert statistics.median(meanwhile) <= 1
    assert written_by_job[0] > 10
