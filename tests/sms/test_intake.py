"""What was stored is read in its order; what cannot be read is tried again, parked at last, and its sender told."""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from unittest import mock

import pytest

from channels.sms import intake, taking
from channels.sms.client import Client
from channels.sms.intake import Intake
from channels.sms.reading import Received, stored
from channels.sms.taking import Taken
from desk.messages import arrivals
from desk.messages.arrivals import Arriving
from desk.messages.models import Arrival, Inbound, Outbound
from desk.threads import in_thread

pytestmark = pytest.mark.django_db(transaction=True)

NOW = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.timezone.utc)
ADA, BEN = "+358401000001", "+358401000002"


def received(number: str, text: str, *media: str) -> Received:
    return Received(f"SM{uuid.uuid4().hex}", number, text, media)


async def read(*messages: Received, client: Client | None = None) -> list[Taken]:
    """Store the messages, and read until none is left open."""
    taken: list[Taken] = []
    await in_thread(arrivals.keep, "sms", [Arriving(one.number, stored(one), NOW) for one in messages])
    reader = Intake(client or mock.create_autospec(Client, instance=True), "a test", taken.append, clock=lambda: NOW)
    await reader.start()
    try:
        for _ in range(400):
            if not await in_thread(arrivals.waiting, "sms"):
                break
            await asyncio.sleep(0.05)
    finally:
        await reader.close()
    assert await in_thread(arrivals.waiting, "sms") == 0
    return taken


async def test_each_number_is_read_in_its_order() -> None:
    taken = await read(*(received(number, f"{number} {turn}") for turn in range(12) for number in (ADA, BEN)))
    assert len(taken) == 24 and all(one.asked for one in taken)
    for number in (ADA, BEN):
        texts = await in_thread(
            lambda number=number: list(
                Inbound.objects.filter(text__startswith=number).order_by("id").values_list("text", flat=True)
            )
        )
        assert texts == [f"{number} {turn}" for turn in range(12)]


async def test_what_cannot_be_read_is_parked_and_holds_up_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_RETRY_SECONDS", 0.01)
    whole = taking.take

    def broken(one: Received, now: dt.datetime) -> Taken:
        if one.text == "breaks":
            raise KeyError("a defect")
        return whole(one, now)

    monkeypatch.setattr(taking, "take", broken)
    await read(received(ADA, "breaks"), received(BEN, "hello"), received(ADA, "and then"))
    [parked] = await in_thread(arrivals.parked)
    assert (parked["attempts"], parked["error"]) == (arrivals.ATTEMPTS, "KeyError('a defect')")
    assert await in_thread(lambda: set(Inbound.objects.values_list("text", flat=True))) == {"hello", "and then"}
    assert await in_thread(Outbound.objects.count) == 1, "its sender is told"
    monkeypatch.setattr(taking, "take", whole)
    assert await in_thread(arrivals.retry, parked["id"])
    assert [one.asked for one in await read()] == [True]


async def test_what_a_former_version_stored_otherwise_is_parked_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "_RETRY_SECONDS", 0.01)
    await in_thread(arrivals.keep, "sms", [Arriving(7, {"sid": "SM7", "from": ADA, "body": "hello"}, NOW)])
    await read(received(BEN, "hello"))
    [parked] = await in_thread(arrivals.parked)
    assert parked["id"] == "sms/7" and parked["attempts"] == arrivals.ATTEMPTS
    assert await in_thread(lambda: list(Inbound.objects.values_list("text", flat=True))) == ["hello"]


async def test_a_picture_that_twilio_does_not_give_holds_up_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_RETRY_SECONDS", 0.01)
    gone = mock.create_autospec(Client, instance=True)
    asked = asyncio.Event()

    async def never(*_: object) -> Taken:
        asked.set()
        raise OSError("the line is down")

    monkeypatch.setattr(intake.files, "take", never)
    await read(received(ADA, "look", "https://api.twilio.com/media/1"), received(ADA, "hello"), client=gone)
    assert asked.is_set()
    assert await in_thread(lambda: Arrival.objects.filter(state=Arrival.State.PARKED).count()) == 1
    assert await in_thread(lambda: list(Inbound.objects.values_list("text", flat=True))) == ["hello"]
