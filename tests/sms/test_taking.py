"""A message is taken in once and wholly, on either database."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from channels.sms import delivery, taking
from channels.sms.delivery import Status
from channels.sms.reading import Received, Unreadable, checked, of_form, of_stored, stored
from channels.sms.taking import Taken
from desk.messages import arrivals, outbox, turns
from desk.messages.arrivals import Arriving
from desk.messages.models import Arrival, Conversation, Inbound, Outbound
from desk.messages.turns import Button, Message
from desk.people.models import Identity

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.timezone.utc)
NUMBER = "+358401234567"


def received(text: str, **more: object) -> Received:
    return Received(f"SM{uuid.uuid4().hex}", NUMBER, text, **more)  # type: ignore[arg-type]


def keep(*messages: Received) -> None:
    arrivals.keep("sms", [Arriving(one.number, stored(one), NOW) for one in messages])


def due() -> list[Received]:
    return [of_stored(arrived.body) for arrived in arrivals.due("sms", NOW, numbered=False)]


def take(one: Received) -> Taken:
    keep(one)
    return taking.take(one, NOW)


def offer(conversation: int) -> None:
    buttons = (Button("Left", "choose_service", {"service": "left"}), Button("Right", "choose_service", {}))
    turns.tell(conversation, "t_offer", (Message("Which?", "en", "ltr", buttons),), NOW)


def test_messages_are_read_as_they_were_stored_and_a_repeated_one_leaves_no_trace() -> None:
    messages = [received(str(number)) for number in range(20)]
    keep(*messages)
    keep(messages[3])
    assert due() == messages
    one, *rest = messages
    assert taking.take(one, NOW).asked
    keep(one)
    assert due() == rest
    Arrival.objects.exclude(number=one.number).delete()
    assert (Inbound.objects.count(), Arrival.objects.count(), Conversation.objects.count()) == (1, 1, 1)


def test_a_number_is_the_choice_that_was_offered_last() -> None:
    take(received("hello"))
    conversation = Conversation.objects.get()
    offer(conversation.pk)
    take(received("1"))
    assert Inbound.objects.get(text="Left").choice == {"intent": "choose_service", "entities": {"service": "left"}}
    take(received("3"))
    assert Inbound.objects.get(text="3").choice is None


def test_stop_expires_what_waits_and_lets_only_its_confirmation_go() -> None:
    take(received("hello"))
    conversation = Conversation.objects.get()
    offer(conversation.pk)
    assert take(received("STOP")).told
    states = list(Outbound.objects.order_by("seq").values_list("state", flat=True))
    assert states == ["expired", "pending"]
    assert Identity.objects.get().stopped_at == NOW
    [row] = outbox.claim("sms", "a test", NOW, 10)
    assert row.text.startswith("Et saa enää viestejä")


def test_files_wait_sealed_until_they_are_fetched() -> None:
    one = received("look", media=("https://api.twilio.com/media/1",))
    keep(one)
    assert taking.has_files(one)
    assert not taking.has_files(received("STOP", media=one.media))
    assert NUMBER.encode() not in bytes(Arrival.objects.get().body)
    assert due() == [one]
    arrivals.done("sms", [one.number])
    keep(one)
    assert due() == []


def test_a_status_of_nobodys_message_or_of_an_earlier_step_changes_nothing() -> None:
    take(received("hello"))
    offer(Conversation.objects.get().pk)
    row = Outbound.objects.get()
    assert not delivery.note(Status("SM1", "delivered", 0, row.pk + 1), NOW)
    assert delivery.note(Status("SM1", "sent", 0, row.pk), NOW)
    assert not delivery.note(Status("SM1", "queued", 0, row.pk), NOW)
    assert not delivery.note(Status("SM1", "unheard-of", 0, row.pk), NOW)
    row.refresh_from_db()
    assert row.delivery == "sent"


@pytest.mark.parametrize("changed", [{"MessageSid": "x"}, {"From": "Lehtoranta"}, {"NumMedia": "-1"}])
def test_a_form_that_twilio_would_not_send_is_refused(changed: dict[str, str]) -> None:
    form = {"MessageSid": f"SM{uuid.uuid4().hex}", "From": NUMBER, "Body": "hello", "NumMedia": "0"}
    assert checked(of_form(form)).text == "hello"
    with pytest.raises(Unreadable):
        of_form({**form, **changed})
