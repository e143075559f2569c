"""What the outbox promises of messages that are sent: in order, within limits, tried again, never lost in silence."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from django.utils import timezone

from channels.sender import Gone, InDoubt, Limits, Pace, Refused, RetryLater, Sender, Sent
from desk.messages import conversations, leases, outbox, turns
from desk.messages.models import Conversation, Outbound
from desk.messages.outbox import OutboundView
from desk.messages.turns import Message
from desk.people.models import Identity
from desk.threads import in_thread

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()
FAST = Limits(per_second=1000, per_chat_second=1000)
SECOND = dt.timedelta(seconds=1)


class Post:
    """A provider that delivers everything, but for what it is told to do with a text."""

    name = "telegram"

    def __init__(self, limits: Limits = FAST, in_doubt: InDoubt = InDoubt.RESEND) -> None:
        self.limits, self.in_doubt = limits, in_doubt
        self.asked: list[tuple[str, str]] = []
        self.times: list[float] = []
        self.answers: dict[str, list[Exception | Sent]] = {}

    async def send(self, row: OutboundView) -> Sent:
        self.asked.append((row.address, row.text))
        self.times.append(time.monotonic())
        waiting = self.answers.get(row.text)
        answer = waiting.pop(0) if waiting else Sent(f"p{len(self.asked)}")
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.asked]


def put(address: str, *texts: str, now: dt.datetime | None = None, channel: str = "telegram") -> Conversation:
    """Messages in the outbox, as a turn would leave them."""
    conversation = conversations.of_address(channel, address)
    for text in texts:
        turns.say(conversation, f"t{conversation.last_seq}-{address}", (Message(text, "en", "ltr"),), now or NOW)
        conversation.save()
    return conversation


@contextlib.asynccontextmanager
async def sending(post: Post, owner: str = "one") -> AsyncIterator[Sender]:
    sender = Sender(post, owner, chance=lambda: 0.0)
    await sender.start()
    try:
        yield sender
    finally:
        await sender.close()


async def until(condition: Callable[[], object], seconds: float = 8.0) -> None:
    end = time.monotonic() + seconds
    while not await in_thread(condition):
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.02)


def states(conversation: Conversation) -> list[str]:
    return [str(state) for state in conversation.outbox.order_by("seq").values_list("state", flat=True)]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pauses after failures of a hundredth of their length."""
    monkeypatch.setattr(outbox, "_FIRST_PAUSE", 0.02)
    yield


async def test_messages_of_a_conversation_go_out_in_their_order_and_once() -> None:
    one = await in_thread(put, "1", "a", "b", "c")
    two = await in_thread(put, "2", "x", "y")
    post = Post()
    async with sending(post):
        await until(lambda: states(one) + states(two) == ["sent"] * 5)
    assert [text for address, text in post.asked if address == "1"] == ["a", "b", "c"]
    assert [text for address, text in post.asked if address == "2"] == ["x", "y"]


async def test_a_message_is_not_overtaken_while_the_one_before_it_is_tried_again(quick: None) -> None:
    conversation = await in_thread(put, "1", "a", "b")
    post = Post()
    post.answers["a"] = [RetryLater("502"), RetryLater("502")]
    async with sending(post):
        await until(lambda: states(conversation) == ["sent", "sent"])
    assert post.texts == ["a", "a", "a", "b"]


async def test_a_refused_message_does_not_hold_up_the_next_and_is_a_dead_letter() -> None:
    conversation = await in_thread(put, "1", "a", "b")
    post = Post()
    post.answers["a"] = [Refused("message is too long")]
    async with sending(post):
        await until(lambda: states(conversation) == ["failed", "sent"])
    (letter,) = await in_thread(outbox.dead_letters)
    assert letter["error"] == "message is too long"
    assert await in_thread(outbox.retry, letter["id"])
    async with sending(post):
        await until(lambda: states(conversation) == ["sent", "sent"])


async def test_what_waits_for_somebody_who_blocked_us_expires_until_they_write_again() -> None:
    conversation = await in_thread(put, "1", "a", "b")
    post = Post()
    post.answers["a"] = [Gone("bot was blocked by the user")]
    async with sending(post):
        await until(lambda: states(conversation) == ["expired", "expired"])
    identity = await in_thread(Identity.objects.get, pk=conversation.identity_id)
    assert identity.unreachable_since is not None
    await in_thread(conversations.of_address, "telegram", "1")
    await in_thread(identity.refresh_from_db)
    assert identity.unreachable_since is None


async def test_the_wait_that_a_provider_asks_for_is_kept_and_is_no_failure() -> None:
    conversation = await in_thread(put, "1", "a")
    post = Post()
    post.answers["a"] = [RetryLater("429", 0.6, limited=True)]
    async with sending(post):
        await until(lambda: states(conversation) == ["sent"])
    assert 0.55 < post.times[1] - post.times[0] < 2.0
    assert await in_thread(lambda: conversation.outbox.get().attempts) == 1


async def test_a_message_that_fails_again_and_again_is_parked(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "ATTEMPTS", 3)
    conversation = await in_thread(put, "1", "a", "b")
    post = Post()
    post.answers["a"] = [RetryLater("500"), ValueError("a defect"), RetryLater("500")]
    async with sending(post):
        await until(lambda: states(conversation) == ["parked", "sent"])
    assert post.texts == ["a", "a", "a", "b"]


async def test_a_message_that_is_of_no_use_any_more_is_not_sent() -> None:
    conversation = await in_thread(put, "1", "old", now=NOW - dt.timedelta(days=2))
    await in_thread(put, "1", "new")
    post = Post()
    async with sending(post):
        await until(lambda: states(conversation) == ["expired", "sent"])
    assert post.texts == ["new"]


async def test_a_long_message_goes_out_in_parts_and_goes_on_where_it_stopped(quick: None) -> None:
    conversation = await in_thread(put, "1", "long")
    post = Post()
    post.answers["long"] = [Sent("p1", complete=False), RetryLater("502"), Sent("p2")]
    async with sending(post):
        await until(lambda: states(conversation) == ["sent"])
    row = await in_thread(conversation.outbox.get)
    assert (row.parts, row.provider_id) == (["p1", "p2"], "p1")


def test_a_row_that_was_only_leased_when_its_process_died_is_surely_not_sent() -> None:
    put("1", "a")
    assert len(outbox.claim("telegram", "dead", NOW, 5)) == 1
    assert outbox.claim("telegram", "other", NOW + SECOND, 5) == []
    (row,) = outbox.claim("telegram", "other", NOW + outbox.LEASE + SECOND, 5)
    assert not row.in_doubt
    assert not outbox.begin(row.id, "dead", NOW)


def test_whoever_takes_over_keeps_the_pause_that_the_one_before_began() -> None:
    put("1", "a", "b")
    (row,) = outbox.claim("telegram", "dead", NOW, 5)
    assert outbox.begin(row.id, "dead", NOW)
    outbox.sent(row, "dead", "p1", NOW)
    assert outbox.claim("telegram", "other", NOW - SECOND / 100, 5, rest=SECOND) == []
    assert outbox.claim("telegram", "other", NOW + SECOND * 0.99, 5, rest=SECOND) == []
    assert [row.text for row in outbox.claim("telegram", "other", NOW + SECOND, 5, rest=SECOND)] == ["b"]


@pytest.mark.parametrize(("in_doubt", "texts", "end"), [(InDoubt.RESEND, ["a"], "sent"), (InDoubt.PARK, [], "parked")])
async def test_a_row_of_which_nobody_knows_is_sent_again_or_parked_as_its_channel_says(
    in_doubt: InDoubt, texts: list[str], end: str
) -> None:
    conversation = await in_thread(put, "1", "a")
    (row,) = await in_thread(outbox.claim, "telegram", "dead", NOW, 5)
    assert await in_thread(outbox.begin, row.id, "dead", NOW - outbox.LEASE - SECOND)
    post = Post(in_doubt=in_doubt)
    async with sending(post):
        await until(lambda: states(conversation) == [end])
    assert post.texts == texts


async def test_of_two_senders_one_sends_and_the_other_takes_over() -> None:
    conversation = await in_thread(put, "1", "a")
    first, second = Post(), Post()
    async with sending(second, "two") as standby:
        async with sending(first, "one") as other:
            await until(lambda: states(conversation) == ["sent"])
            assert standby.sending is not other.sending
        await in_thread(put, "1", "b")
        await until(lambda: states(conversation) == ["sent", "sent"])
    assert sorted(first.texts + second.texts) == ["a", "b"]
    assert await in_thread(leases.holder, "sender/telegram", timezone.now()) == ""


async def test_whoever_stands_by_asks_for_the_lease_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    take = leases.take

    def noted(name: str, owner: str, now: dt.datetime, seconds: float) -> bool:
        asked.append(owner)
        return take(name, owner, now, seconds)

    monkeypatch.setattr(leases, "take", noted)
    async with sending(Post(), "one") as first:
        await until(lambda: first.sending)
        async with sending(Post(), "two") as standby:
            for _ in range(30):
                standby.wake()
                await asyncio.sleep(0.01)
    assert 1 <= asked.count("two") <= 2


async def test_nobody_is_sent_more_than_one_message_in_the_channels_pause() -> None:
    conversation = await in_thread(put, "1", "a", "b", "c")
    post = Post(Limits(per_second=1000, per_chat_second=4))
    async with sending(post):
        await until(lambda: states(conversation) == ["sent"] * 3)
    assert all(later - earlier >= 0.25 for earlier, later in zip(post.times, post.times[1:], strict=False))


def test_a_channel_sends_no_more_in_a_second_than_its_provider_takes() -> None:
    pace = Pace(Limits(per_second=30, per_chat_second=1))
    sent: list[float] = []
    for step in range(300):
        now = 100.0 + step / 100
        for _ in range(pace.room(now)):
            pace.take(now)
            sent.append(now)
    assert all(later - earlier >= 1.0 for earlier, later in zip(sent, sent[30:], strict=False))
    assert len(sent) == 90


async def test_requests_that_are_slow_on_their_way_do_not_meet_at_the_provider() -> None:
    class Slow(Post):
        async def send(self, row: OutboundView) -> Sent:
            # The first ones arrive late, when the next ones do.
            await asyncio.sleep(0.9 if int(row.address) < 5 else 0.0)
            return await super().send(row)

    people = [await in_thread(put, str(number), "a") for number in range(12)]
    post = Slow(Limits(per_second=5, per_chat_second=100))
    async with sending(post):
        await until(lambda: all(states(person) == ["sent"] for person in people))
    assert all(later - earlier >= 1.0 for earlier, later in zip(post.times, post.times[5:], strict=False))


def test_where_two_people_are_to_wait_everybody_does() -> None:
    pace = Pace(Limits(per_second=30, per_chat_second=1))
    pace.limited(1, 5.0, 100.0)
    assert pace.room(100.1) > 0
    pace.limited(2, 5.0, 100.2)
    assert pace.room(105.1) == 0
    assert pace.room(105.3) > 0


def test_pauses_grow_and_differ_by_chance() -> None:
    assert [round(outbox.pause(n, 0.5), 2) for n in (1, 2, 3, 4, 20)] == [1.0, 2.0, 4.0, 8.0, 600.0]
    assert outbox.pause(3, 0.0) == 3.0
    assert outbox.pause(3, 1.0) == 5.0


def test_the_web_chats_messages_are_read_and_not_sent() -> None:
    put("w", "a", channel="web")
    assert outbox.claim("web", "one", NOW, 5) == []
    assert Outbound.objects.get().channel == ""


def test_an_address_that_cannot_be_opened_does_not_hold_up_others() -> None:
    broken = put("1", "a")
    Identity.objects.filter(pk=broken.identity_id).update(address_sealed=b"x" * 40)
    put("2", "b")
    assert [row.text for row in outbox.claim("telegram", "one", NOW, 5)] == ["b"]
    assert states(broken) == ["failed"]
