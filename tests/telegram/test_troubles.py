"""What Telegram's and our own failures cost a citizen: time, and no answer."""

from __future__ import annotations

import httpx
import pytest

from tests.messages.counter import Counter
from tests.telegram.citizen import Citizen
from tests.telegram.conftest import NewCitizen, Own
from tests.telegram.emulator import TOKEN, Emulator, Trouble
from tests.telegram.test_conversations import until


def said(citizen: Citizen) -> list[str]:
    return [text for text in citizen.texts() if text.startswith("You said")]


def test_telegrams_wish_to_wait_is_kept(counter: Counter, emulator: Emulator, citizen: NewCitizen) -> None:
    ada = citizen()
    emulator.trouble(Trouble("sendMessage", 429, seconds=2))
    ada.send("limited")
    ada.wait_for(2)
    times = [at for name, given, at in emulator.calls if name == "sendMessage" and given["chat_id"] == ada.id]
    assert 2.0 <= times[1] - times[0] < 4.0
    assert ada.texts() == ["You said: limited", "That was number 1."]


def test_a_bad_gateway_delays_the_answer_and_its_order_stays(
    counter: Counter, emulator: Emulator, citizen: NewCitizen
) -> None:
    ada = citizen()
    emulator.trouble(Trouble("sendMessage", 502, times=2))
    ada.send("gateway")
    ada.wait_for(2)
    assert ada.texts() == ["You said: gateway", "That was number 1."]


def test_an_answer_whose_delivery_nobody_confirmed_is_sent_again(
    counter: Counter, emulator: Emulator, citizen: NewCitizen
) -> None:
    ada = citizen()
    emulator.trouble(Trouble("sendMessage", 502, after=True))
    ada.send("doubt")
    ada.wait_for_text("That was number 1.")
    assert ada.texts() == ["You said: doubt", "You said: doubt", "That was number 1."]


def test_a_slow_answer_to_one_does_not_hold_up_another(
    counter: Counter, emulator: Emulator, citizen: NewCitizen
) -> None:
    ada, ben = citizen(), citizen()
    emulator.trouble(Trouble("sendMessage", 200, seconds=5))
    ada.send("slowly")
    until(lambda: any(given["chat_id"] == ada.id for given in emulator.called("sendMessage")))
    ben.send("quickly")
    ben.wait_for(1)
    assert ada.seen() == []
    assert ada.wait_for(1)[0]["text"] == "You said: slowly"


def test_updates_that_come_twice_and_out_of_turn_are_answered_once_and_in_order(
    counter: Counter, emulator: Emulator, citizen: NewCitizen
) -> None:
    people = [citizen() for _ in range(4)]
    emulator.duplicates, emulator.shuffle_seconds = 1.0, 0.3
    try:
        for number in range(3):
            for person in people:
                person.send(f"message {number}")
    finally:
        emulator.duplicates, emulator.shuffle_seconds = 0.0, 0.0
    for person in people:
        person.wait_for(6)
        assert said(person) == [f"You said: message {number}" for number in range(3)]


def test_a_message_that_fails_is_told_and_does_not_block_the_next(counter: Counter, citizen: NewCitizen) -> None:
    ada = citizen()
    ada.send("fail this one")
    ada.send("and answer this")
    ada.wait_for_text("You said: and answer this")
    assert ada.texts()[0].startswith("I am sorry, something went wrong with your message")
    assert counter.rows("desk", "SELECT state FROM desk_messages_inbound WHERE text = 'fail this one'") == [("parked",)]


@pytest.mark.parametrize("secret", ["", "wrong", "käännös"])
def test_who_does_not_know_the_secret_is_refused_and_nothing_is_stored(
    counter: Counter, emulator: Emulator, secret: str
) -> None:
    until(lambda: emulator.webhook["url"])
    before = counter.rows("desk", "SELECT count(*) FROM desk_messages_arrival")
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"},
    }
    headers = [(b"X-Telegram-Bot-Api-Secret-Token", secret.encode())] if secret else []
    answer = httpx.post(f"{counter.url}/telegram/webhook", json=update, headers=headers)
    assert answer.status_code == 403
    assert counter.rows("desk", "SELECT count(*) FROM desk_messages_arrival") == before


def test_the_webhook_takes_updates_alone(counter: Counter, emulator: Emulator) -> None:
    until(lambda: emulator.webhook["url"])
    headers = {"X-Telegram-Bot-Api-Secret-Token": emulator.webhook["secret_token"]}
    address = f"{counter.url}/telegram/webhook"
    assert httpx.get(address, headers=headers).status_code == 405
    for body in (b"", b"[]", b'{"update_id": "x"}', b"{" * 30_000):
        assert httpx.post(address, content=body, headers=headers).status_code == 400
    # A long message that answers a long one, every sign of both written as an escape.
    large = {"update_id": 400, "something_new": "x" * 100_000}
    assert httpx.post(address, json=large, headers=headers).status_code == 200


def test_health_and_status_tell_how_telegram_is(counter: Counter) -> None:
    told = httpx.get(f"{counter.url}/health").json()["channels"]["telegram"]
    assert (told["mode"], told["sender"]) == ("webhook", "up")


def test_a_machine_without_an_address_polls_and_goes_on_after_a_crash(own: Own) -> None:
    def with_old_webhook(emulator: Emulator) -> None:
        emulator.webhook = {"url": "https://old.example.org/hook"}

    emulator, counter = own("polling", with_old_webhook)
    ada = Citizen(emulator, 1)
    counter.start("worker", "assistant")
    ada.send("hello by polling")
    ada.wait_for(2, seconds=90)
    assert emulator.webhook == {"url": ""}
    first, second = emulator.times("sendMessage")
    assert second - first > 0.95, "nobody is sent more than a message a second"
    counter.kill("worker")
    ada.send("written meanwhile")
    counter.start("worker")
    ada.wait_for(4, seconds=90)
    assert said(ada) == ["You said: hello by polling", "You said: written meanwhile"]
    assert counter.stop("worker") < 3.0
    assert emulator.breaches == []
    assert TOKEN not in counter.log("worker")
