"""Whole conversations by SMS: what a citizen writes and what arrives, in two languages."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import sqlite3
import time
import uuid
from collections.abc import Callable

import pytest
from PIL import Image

from channels.sms.segments import measure
from tests.messages.counter import Counter
from tests.sms.conftest import NewPhone
from tests.sms.phone import Phone


def until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def conversation_of(counter: Counter, words: str) -> int:
    """The conversation in which somebody said something that nobody else did."""
    rows = counter.rows("desk", "SELECT conversation_id FROM desk_messages_inbound WHERE text = ?", words)
    assert len(rows) == 1
    return int(rows[0][0])


def open_draft(counter: Counter, conversation: int, asking: str) -> str:
    """A draft, as the assistant begins one."""
    key, now = uuid.uuid4().hex, dt.datetime.now(dt.timezone.utc)
    columns = {
        "key": key,
        "conversation_id": conversation,
        "channel": "sms",
        "language": "en",
        "kind": "complaint",
        "answers": "{}",
        "asking": asking,
        "danger": False,
        "service": "",
        "version": 1,
        "created_at": str(now),
        "updated_at": str(now),
        "expires_at": str(now + dt.timedelta(1)),
    }
    with contextlib.closing(sqlite3.connect(counter.var / "desk.db", timeout=20)) as db, db:
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO cases_draft ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values()))
        context = json.dumps({"form": {"draft": key, "asking": asking}, "count": 1})
        db.execute("UPDATE desk_messages_conversation SET context = ? WHERE id = ?", (context, conversation))
    return key


def test_choices_have_numbers_and_a_number_chooses(phone: NewPhone) -> None:
    ada = phone()
    ada.send("choose one")
    assert ada.wait_for(2)[1] == "That was number 1.\n1. Left\n2. Right"
    ada.send(" 2. ")
    assert ada.wait_for(4)[2] == "You said: right"


def test_a_title_chooses_as_well_and_another_number_is_a_word(phone: NewPhone) -> None:
    ada = phone()
    ada.send("choose one")
    ada.wait_for(2)
    ada.send("LEFT")
    assert ada.wait_for(4)[2] == "You said: left"
    ada.send("1")
    assert ada.wait_for(6)[4] == "You said: 1"


def test_a_card_comes_as_text(phone: NewPhone) -> None:
    ada = phone()
    ada.send("card please")
    assert ada.wait_for(2)[0].split("\n")[1:] == [
        "Parking & permits",
        "For <residents>.",
        "Cost: 42 €",
        "Apply:",
        "https://example.org/apply?a=1&b=2",
        "Call: +358910010010",
    ]


@pytest.mark.parametrize(
    ("word", "hint"), [("MORE", "Reply MORE for the rest."), ("lisää", "Reply MORE for the rest.")]
)
def test_a_long_answer_waits_for_more(phone: NewPhone, word: str, hint: str) -> None:
    ada = phone()
    ada.send("long one")
    first, second = ada.wait_for(2)
    assert measure(first).segments == 3
    assert first.endswith(hint)
    assert second == "That was number 1."
    ada.send(word)
    assert ada.wait_for(3)[2].startswith("This is sentence ")
    ada.send(word)
    third, fourth = ada.wait_for(4)[2:]
    said = " ".join(part.removesuffix(f"\n{hint}") for part in (first, third, fourth))
    assert said.startswith("You said: This is sentence 0 & <more>. This is sentence 1")
    numbers = [int(part.split(" ")[0]) for part in said.split("sentence ")[1:]]
    assert numbers == list(range(len(numbers)))
    ada.send("and now?")
    ada.wait_for(6)
    ada.send("more")
    assert ada.wait_for(8)[6] == "You said: more"


def test_stop_in_the_middle_of_a_form_ends_messages_and_keeps_the_draft(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    words = f"a broken light {uuid.uuid4()}"
    ada.send(words)
    ada.wait_for(2)
    conversation = conversation_of(counter, words)
    draft = open_draft(counter, conversation, "where")
    ada.send("Stop")
    assert ada.wait_for(3)[2].startswith("You get no more messages from City of Lehtoranta")
    ada.send("stop")
    ada.send("is anybody there?")
    until(
        lambda: counter.rows(
            "desk", "SELECT 1 FROM desk_messages_inbound WHERE text = ? AND state = 'done'", "is anybody there?"
        )
    )
    rows = "SELECT count(*) FROM desk_messages_outbound WHERE conversation_id = ? AND state = 'expired'"
    until(lambda: counter.rows("desk", rows, conversation)[0][0] == 2)
    assert len(ada.texts()) == 3
    assert counter.rows("desk", "SELECT asking FROM cases_draft WHERE key = ?", draft) == [("where",)]
    ada.send("START")
    assert ada.wait_for(4)[3].startswith("You get answers again from City of Lehtoranta")
    ada.send("hello again")
    assert "You said: hello again" in ada.wait_for(6)


def test_stop_and_start_in_finnish(phone: NewPhone) -> None:
    aino = phone("fi")
    aino.send("hei")
    aino.wait_for(2)
    aino.send("SEIS")
    assert aino.wait_for(3)[2].startswith("Et saa enää viestejä: Lehtorannan kaupungin palvelukeskus")
    aino.send("aloita")
    assert aino.wait_for(4)[3].startswith("Saat taas vastauksia")
    aino.send("choose one")
    assert aino.wait_for(6)[5] == "That was number 2.\n1. Left\n2. Right"
    aino.send("1")
    assert aino.wait_for(7)[6] == "You said: left"


def test_start_after_stop_goes_on_with_the_form(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    words = f"a hole in the road {uuid.uuid4()}"
    ada.send(words)
    ada.wait_for(2)
    ada.send("STOP")
    ada.wait_for(3)
    open_draft(counter, conversation_of(counter, words), "where")
    ada.send("yes")
    told = ada.wait_for(6)[3:]
    assert told[0].startswith("You get answers again")
    assert told[1] == 'You said: form_command {"command": "resume"}'


def test_nothing_is_said_where_the_carrier_has_answered(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    ada.send("hello")
    ada.wait_for(2)
    for word in ("HELP", "STOP", "START"):
        ada.send(word, OptOutType=word)
    ada.send("good day")
    assert ada.wait_for(4)[2:] == ["You said: good day", "That was number 2."]


def test_help_tells_who_we_are_and_how_to_stop_in_the_words_language(phone: NewPhone) -> None:
    ada = phone()
    ada.send("HELP")
    ada.send("Ohje")
    ada.send("مساعدة")
    english, finnish, arabic = ada.wait_for(3)
    assert english.startswith("City of Lehtoranta") and "STOP" in english and "+358 9 4245 0100" in english
    assert finnish.startswith("Lehtorannan kaupungin palvelukeskus") and "112" in finnish
    assert "توقف" in arabic


def test_a_first_start_is_a_greeting(phone: NewPhone) -> None:
    ada = phone()
    ada.send("START")
    assert ada.wait_for(2)[0] == "You said: greet {}"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 80), "red").save(out, "JPEG")
    return out.getvalue()


def test_a_picture_goes_into_the_report_that_is_open(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    words = f"a fallen tree {uuid.uuid4()}"
    ada.send(words)
    ada.wait_for(2)
    draft = open_draft(counter, conversation_of(counter, words), "evidence")
    form = ada.picture(picture(), "from my window")
    told = ada.wait_for(4)[2]
    assert told.startswith('You said: form_file {"key": ') and "mms-1 - from my window" in told
    assert counter.rows(
        "desk", "SELECT count(*) FROM cases_attachment a JOIN cases_draft d ON d.id = a.draft_id WHERE d.key = ?", draft
    ) == [(1,)]
    assert ada.deliver(form).status_code == 200
    ada.send("what else?")
    assert ada.wait_for(6)[4] == "You said: what else?"


def test_a_picture_without_a_report_is_answered_with_how_to_begin(phone: NewPhone) -> None:
    ada = phone("fi")
    ada.picture(picture(), "look at this")
    told = ada.wait_for(3)
    assert told[0].startswith("Kiitos. Kuva kuuluu ilmoitukseen.")
    assert told[1] == "You said: look at this"


def test_what_is_no_picture_is_refused_in_words(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    words = f"loud music {uuid.uuid4()}"
    ada.send(words)
    ada.wait_for(2)
    open_draft(counter, conversation_of(counter, words), "evidence")
    ada.picture(b"MZ\x90\x00 no picture at all \x00\x01")
    assert ada.wait_for(3)[2].startswith("I cannot take this kind of file")


def test_an_empty_message_is_answered(phone: NewPhone) -> None:
    ada = phone()
    ada.send(" ")
    assert len(ada.wait_for(1)) == 1


def test_the_number_is_nowhere_readable(counter: Counter, phone: NewPhone) -> None:
    ada: Phone = phone()
    ada.send("my bin was not emptied")
    ada.wait_for(2)
    for path in counter.var.glob("desk.db*"):
        assert ada.number.lstrip("+").encode() not in path.read_bytes()
    for log in ("web", "worker"):
        assert ada.number.lstrip("+") not in counter.log(log)
