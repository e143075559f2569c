"""Updates that come at once are stored together, and each caller learns what became of its own."""

from __future__ import annotations

import asyncio

import pytest
from django.db import DatabaseError

from channels.keeping import Keeper, pouring
from desk.messages import arrivals
from desk.messages.models import Arrival
from desk.threads import in_thread

pytestmark = pytest.mark.django_db(transaction=True)


async def test_updates_that_come_at_once_take_two_transactions_and_are_all_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept, sizes = arrivals.keep, []

    def counted(channel: str, arriving: list[arrivals.Arriving]) -> None:
        sizes.append(len(arriving))
        kept(channel, arriving)

    monkeypatch.setattr(arrivals, "keep", counted)
    keeper = Keeper("tg1")
    first = asyncio.create_task(keeper.keep(1, {"update_id": 1}))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.gather(first, *(keeper.keep(number, {"update_id": number}) for number in range(2, 50)))
    assert sizes == [1, 48]
    assert await in_thread(Arrival.objects.count) == 49


async def test_when_the_desk_fails_nobody_is_told_that_it_was_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise DatabaseError("the disk is full")

    keeper = Keeper("tg1")
    monkeypatch.setattr(arrivals, "keep", failing)
    answers = await asyncio.gather(keeper.keep(1, {}), keeper.keep(2, {}), return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseError, DatabaseError]
    monkeypatch.undo()
    await keeper.keep(1, {})
    assert await in_thread(Arrival.objects.count) == 1


async def test_a_caller_that_hangs_up_takes_no_other_update_along() -> None:
    keeper = Keeper("tg1")
    gone, there = asyncio.create_task(keeper.keep(1, {})), asyncio.create_task(keeper.keep(2, {}))
    await asyncio.sleep(0)
    gone.cancel()
    await there
    assert await in_thread(Arrival.objects.count) == 2


async def test_while_several_wait_to_be_stored_others_are_told_to_give_way() -> None:
    keeper = Keeper("tg1")
    few = [asyncio.ensure_future(keeper.keep(number, {"update_id": number})) for number in range(3)]
    await asyncio.sleep(0)
    assert not pouring()
    many = [asyncio.ensure_future(keeper.keep(number, {"update_id": number})) for number in range(3, 9)]
    await asyncio.sleep(0)
    assert pouring()
    await asyncio.gather(*few, *many)
    assert not pouring()
