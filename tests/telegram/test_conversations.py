"""Whole conversations over Telegram, by webhook: what a citizen sends and what they see, in two languages."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable

import pytest

from tests.messages.counter import Counter
from tests.telegram.citizen import Citizen
from tests.telegram.conftest import NewCitizen
from tests.telegram.emulator import Emulator
from tests.telegram.spec import units

pytestmark = pytest.mark.usefixtures("counter")


def until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def conversation_of(counter: Counter, citizen: Citizen, words: str) -> int:
    """The conversation in which somebody said something that nobody else did."""
    rows = counter.rows("desk", "SELECT conversation_id FROM desk_messages_inbound WHERE text = ?", words)
    assert len(rows) == 1
    return int(rows[0][0])


def test_a_text_is_answered_and_typing_is_shown_where_that_takes_a_moment(
    citizen: NewCitizen, emulator: Emulator
) -> None:
    ada = citizen()
    ada.send("slow: how much is a parking permit?")
    ada.wait_for(2)
    assert ada.texts() == ["You said: slow: how much is a parking permit?", "That was number 1."]
    assert {"chat_id": ada.id, "action": "typing"} in emulator.called("sendChatAction")


def test_two_people_have_two_conversations(citizen: NewCitizen) -> None:
    ada, ben = citizen(), citizen("fi")
    ada.send("one")
    ben.send("yksi")
    ada.send("two")
    ada.wait_for(4)
    assert ada.texts()[3] == "That was number 2."
    ben.wait_for(2)
    assert ben.texts() == ["You said: yksi", "That was number 1."]


def test_a_pressed_button_is_a_choice_and_its_keyboard_goes_away(citizen: NewCitizen, emulator: Emulator) -> None:
    ada = citizen()
    ada.send("choose one")
    ada.wait_for(2)
    assert [[button["text"] for button in row] for row in ada.seen()[1]["keyboard"]] == [["Left", "Right"]]
    query = ada.press("Left")
    ada.wait_for(4)
    assert ada.texts()[2] == "You said: left"
    until(lambda: ada.seen()[1]["keyboard"] == [])
    assert ada.texts()[1] == "That was number 1.\n\n✓ Left"
    assert emulator.answered_queries[query] == ""


def test_two_taps_on_a_button_are_one_choice(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.send("choose one")
    message = ada.wait_for(2)[1]
    choice = message["keyboard"][0][0]["callback_data"]
    ada.press_data(message["id"], choice)
    ada.press_data(message["id"], choice)
    ada.send("next")
    ada.wait_for_text("You said: next")
    assert ada.texts().count("You said: left") == 1


def test_a_button_that_was_never_offered_is_refused_in_words(citizen: NewCitizen, emulator: Emulator) -> None:
    ada, ben = citizen(), citizen()
    ben.send("choose one")
    foreign = ben.wait_for(2)[1]["keyboard"][0][0]["callback_data"]
    ada.send("choose another")
    number = ada.wait_for(2)[1]["id"]
    query = ada.press_data(number, foreign)
    until(lambda: query in emulator.answered_queries)
    assert emulator.answered_queries[query].startswith("This choice is no longer offered")
    until(lambda: ada.seen()[1]["keyboard"] == [])
    assert len(ada.seen()) == 2


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/start", "greet {}"),
        ("/start complaint", "file_complaint {}"),
        ("/start s-parking-permit", "parking-permit"),
        ("/start lang-fi", 'change_language {"language": "fi"}'),
        ("/start nonsense!", "greet {}"),
        ("/help", "capabilities {}"),
        ("/status", "track_case {}"),
        ("/human", "human {}"),
        ("/stop", "stop {}"),
        ("/language sv", 'change_language {"language": "sv"}'),
        ("/help@loket_test_bot", "capabilities {}"),
    ],
)
def test_a_command_reaches_the_assistant_as_an_intent(
    citizen: NewCitizen, counter: Counter, command: str, said: str
) -> None:
    ada = citizen()
    ada.send(command)
    assert ada.wait_for(1)[0]["text"] == f"You said: {said}"
    assert not counter.rows("stub", "SELECT 1 FROM turns WHERE text LIKE '/%'")


def test_an_unknown_command_is_read_as_words(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.send("/parking_permit for my car")
    assert ada.wait_for(1)[0]["text"] == "You said: parking permit for my car"


def test_the_language_is_chosen_by_a_button_that_says_its_own_name(citizen: NewCitizen) -> None:
    ada = citizen("fi")
    ada.send("/language")
    assert ada.wait_for(1)[0]["text"] == "Minkä kielen haluat?"
    ada.press("العربية")
    ada.wait_for_text('change_language {"language": "ar"}')


def test_the_phones_language_is_a_hint_alone(citizen: NewCitizen, counter: Counter) -> None:
    ada, eve = citizen("fi"), citizen("xx")
    ada.send("moi hint")
    eve.send("hello hint")
    ada.wait_for(1)
    eve.wait_for(1)
    rows = "SELECT language FROM turns WHERE text = ?"
    assert counter.rows("stub", rows, "moi hint") == [(None,)]
    hint = "SELECT language_hint FROM desk_messages_conversation WHERE id = ?"
    assert counter.rows("desk", hint, conversation_of(counter, ada, "moi hint")) == [("fi",)]
    assert counter.rows("desk", hint, conversation_of(counter, eve, "hello hint")) == [("",)]


@pytest.mark.parametrize(
    ("language", "begins", "button", "gone"),
    [
        ("en", "What you write here is kept", "Erase this conversation", "This conversation has been erased."),
        ("fi", "Se, mitä kirjoitat tänne", "Poista tämä keskustelu", "Tämä keskustelu on poistettu."),
    ],
)
def test_everything_can_be_erased(
    citizen: NewCitizen, counter: Counter, language: str, begins: str, button: str, gone: str
) -> None:
    ada = citizen(language)
    ada.send("/privacy")
    assert ada.wait_for(1)[0]["text"].startswith(begins)
    people = counter.rows("desk", "SELECT count(*) FROM people_identity")
    ada.press(button)
    ada.wait_for(2)
    assert ada.texts()[1] == gone
    until(lambda: ada.seen()[0]["keyboard"] == [])
    assert counter.rows("desk", "SELECT count(*) FROM people_identity") == [(people[0][0] - 1,)]
    ada.send("hello again")
    assert ada.wait_for(4)[3]["text"] == "That was number 1."


def test_asking_in_words_to_be_forgotten_is_confirmed(citizen: NewCitizen, counter: Counter) -> None:
    ada = citizen()
    ada.send("forget me on telegram")
    assert ada.wait_for(1)[0]["text"] == "This conversation has been erased."
    assert not counter.rows("desk", "SELECT 1 FROM desk_messages_inbound WHERE text = 'forget me on telegram'")


def test_the_address_is_stored_sealed_and_what_arrived_is_wiped_when_read(
    citizen: NewCitizen, counter: Counter
) -> None:
    ada = citizen()
    ada.send("a secret question")
    ada.wait_for(2)
    until(lambda: not counter.rows("desk", "SELECT 1 FROM desk_messages_arrival WHERE state = 'open'"))
    assert counter.rows("desk", "SELECT DISTINCT length(body) FROM desk_messages_arrival") == [(0,)]
    with contextlib.closing(sqlite3.connect(counter.var / "desk.db", timeout=20)) as db:
        dump = "\n".join(line for line in db.iterdump() if f"{ada.id}" in line and "people_identity" in line)
    assert f"'{ada.id}'" not in dump


def test_a_place_on_the_map_becomes_coordinates(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.locate(60.16987, 24.93837)
    assert ada.wait_for(1)[0]["text"] == "You said: 60.16987, 24.93837 at 60.16987/24.93837"


def test_a_contact_becomes_its_name_and_number(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.contact("Ada", "+358401234567")
    assert ada.wait_for(1)[0]["text"] == "You said: Ada, +358401234567"


@pytest.mark.parametrize(("language", "begins"), [("en", "I can read text"), ("uk", "Я читаю тексти")])
def test_what_cannot_be_read_is_said_so(citizen: NewCitizen, language: str, begins: str) -> None:
    ada = citizen(language)
    ada.voice()
    assert ada.wait_for(1)[0]["text"].startswith(begins)


def test_a_long_answer_comes_in_whole_sentences_and_in_order(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.send("long answer, please")
    ada.wait_for_text("That was number 1.", seconds=40)
    *parts, _ = ada.texts()
    assert len(parts) == 4
    assert all(units(part) <= 4096 and part.endswith("<more>.") for part in parts)
    whole = " ".join(parts)
    assert whole == "You said: " + " ".join(f"This is sentence {number} & <more>." for number in range(400))


def test_a_card_is_text_with_links(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.send("card & <b>")
    message = ada.wait_for(1)[0]
    assert message["text"] == (
        "You said: card & <b>\n\nParking & permits\nFor <residents>.\nCost: 42 €\nApply\nCall: +358910010010"
    )
    assert {entity.get("url") for entity in message["entities"]} == {None, "https://example.org/apply?a=1&b=2"}


def test_a_changed_message_changes_its_answer(citizen: NewCitizen) -> None:
    ada = citizen()
    number = ada.send("parking permitt")
    ada.wait_for(2)
    ada.edit(number, "parking permit")
    message = ada.wait_for_text("Corrected answer")
    assert message["text"] == "Corrected answer to the message you changed:\nYou said: parking permit"
    until(lambda: ada.texts()[1] == "That was number 2.")
    assert len(ada.seen()) == 2


def test_a_changed_message_of_long_ago_is_answered_anew(citizen: NewCitizen) -> None:
    ada = citizen()
    number = ada.send("first question")
    ada.wait_for(2)
    ada.send("second question")
    ada.wait_for(4)
    ada.edit(number, "better question")
    message = ada.wait_for(5)[4]
    assert message["text"] == "Corrected answer to the message you changed:\nYou said: better question"
    assert message["reply_to"] == number
    assert ada.texts()[0] == "You said: first question"


def test_a_message_that_was_changed_to_the_same_is_not_answered_again(citizen: NewCitizen) -> None:
    ada = citizen()
    number = ada.send("the same")
    ada.wait_for(2)
    ada.edit(number, "the same")
    ada.send("after")
    ada.wait_for_text("You said: after")
    assert not any("Corrected" in text for text in ada.texts())


def test_somebody_who_blocks_the_bot_is_noted_and_comes_back_by_writing(citizen: NewCitizen, counter: Counter) -> None:
    ada = citizen()
    ada.send("before the block")
    ada.wait_for(2)
    conversation = conversation_of(counter, ada, "before the block")
    since = (
        "SELECT i.unreachable_since FROM people_identity i JOIN desk_messages_conversation c ON c.identity_id = i.id"
        " WHERE c.id = ?"
    )
    ada.block()
    until(lambda: counter.rows("desk", since, conversation)[0][0] is not None)
    ada.block(False)
    ada.send("after the block")
    ada.wait_for(4)
    assert counter.rows("desk", since, conversation) == [(None,)]


def test_what_is_said_to_somebody_who_blocked_the_bot_expires(citizen: NewCitizen, counter: Counter) -> None:
    ada = citizen()
    ada.send("choose and block")
    ada.wait_for(2)
    with ada.emulator.lock:
        ada.emulator.blocked.add(ada.id)
    ada.send("slow one")
    conversation = conversation_of(counter, ada, "choose and block")
    rows = "SELECT state FROM desk_messages_outbound WHERE conversation_id = ? ORDER BY seq"
    until(lambda: [row[0] for row in counter.rows("desk", rows, conversation)][2:] == ["expired", "expired"])


def test_a_group_is_politely_refused_once_and_left(citizen: NewCitizen, emulator: Emulator) -> None:
    ada = citizen("de")
    ada.add_to_group(-4001)
    until(lambda: -4001 in emulator.left)
    said = [given["text"] for given in emulator.called("sendMessage") if given["chat_id"] == -4001]
    assert len(said) == 1
    assert said[0].startswith("Ich spreche immer nur mit einer Person")


def test_what_nobody_knows_yet_is_logged_and_does_no_harm(citizen: NewCitizen, emulator: Emulator) -> None:
    ada = citizen()
    emulator.put("hologram", {"depth": 3})
    emulator.put(
        "message",
        {"message_id": 9, "date": 1, "chat": {"id": -5, "type": "group", "title": "x"}, "migrate_to_chat_id": -100},
    )
    ada.send("still there?")
    assert ada.wait_for(1)[0]["text"] == "You said: still there?"


def test_the_menus_are_told_in_every_language(emulator: Emulator) -> None:
    until(lambda: len(emulator.menus) == 9)
    assert [command["command"] for command in emulator.menus["ar"]] == [
        *("start", "help", "language", "status", "human", "stop", "privacy")
    ]
    assert emulator.menus["fi"][1]["description"] == "Mitä osaan tehdä"


def test_blank_and_endless_messages_are_refused_in_words(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.send("\u200b\u200b")
    assert ada.wait_for(1)[0]["text"].startswith("There was nothing to read")
    ada.send("a" * 4050)
    assert ada.wait_for(2)[1]["text"].startswith("The message is too long")
