"""Pictures, documents and albums: evidence of the report that is open, or told how to begin one."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import sqlite3
import uuid

import pytest
from PIL import Image

from tests.messages.counter import Counter
from tests.telegram.conftest import NewCitizen
from tests.telegram.emulator import Emulator
from tests.telegram.test_conversations import conversation_of

pytestmark = pytest.mark.usefixtures("counter")


def picture(color: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 80), color).save(out, "JPEG")
    return out.getvalue()


def open_draft(counter: Counter, conversation: int, asking: str) -> str:
    """A draft, as the assistant begins one."""
    key = uuid.uuid4().hex
    now = dt.datetime.now(dt.timezone.utc)
    values = (key, conversation, "telegram", "en", "complaint", "{}", asking, False, "", 1, now, now)
    with contextlib.closing(sqlite3.connect(counter.var / "desk.db", timeout=20)) as db, db:
        db.execute(
            "INSERT INTO cases_draft (key, conversation_id, channel, language, kind, answers, asking, danger, service,"
            " version, created_at, updated_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(str(value) if isinstance(value, dt.datetime) else value for value in values),
                str(now + dt.timedelta(1)),
            ),
        )
    return key


@pytest.mark.parametrize(("language", "begins"), [("en", "Thank you. A picture"), ("sv", "Tack. En bild")])
def test_a_picture_without_a_report_is_told_how_to_begin_one(citizen: NewCitizen, language: str, begins: str) -> None:
    ada = citizen(language)
    ada.photo(picture())
    assert ada.wait_for(1)[0]["text"].startswith(begins)


def test_the_words_under_such_a_picture_are_read(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.photo(picture(), "the lamp is broken")
    ada.wait_for(3)
    assert ada.texts()[1:] == ["You said: the lamp is broken", "That was number 1."]


def test_a_complaint_takes_pictures_documents_and_a_place(citizen: NewCitizen, counter: Counter) -> None:
    both = {"I want to complain about a lamp": citizen("en"), "Haluan valittaa lampusta": citizen("fi")}
    drafts = {}
    for complaint, person in both.items():
        person.send(complaint)
    for complaint, person in both.items():
        person.wait_for(2)
        drafts[person.id] = open_draft(counter, conversation_of(counter, person, complaint), "evidence")
        person.photo(picture(), "dark at night")
    for person in both.values():
        person.wait_for_text("form_file")
        person.album([picture("blue"), picture("green"), picture("black")])
        person.document(b"%PDF-1.4 a letter", "letter.pdf")
        person.locate(60.17, 24.94)
    for person in both.values():
        person.wait_for_text("60.17/24.94")
        said = next(text for text in person.texts() if "form_file" in text)
        asked = json.loads(said.removeprefix("You said: form_file "))
        assert asked["title"].endswith("dark at night")
        files = "SELECT a.media_type, a.title, a.key FROM cases_attachment a JOIN cases_draft d ON d.id = a.draft_id"
        rows = counter.rows("desk", f"{files} WHERE d.key = ? ORDER BY a.id", drafts[person.id])
        assert [row[0] for row in rows] == ["image/jpeg"] * 4 + ["application/pdf"]
        assert rows[0][2] == asked["key"]
        assert rows[4][1] == "letter.pdf"
        assert len([text for text in person.texts() if "form_file" in text]) == 3


def test_a_file_that_is_not_taken_is_told_why(citizen: NewCitizen, counter: Counter) -> None:
    wrong = {
        "setup.exe": (citizen(), b"MZ\x90\x00program\x00\xff", "I cannot take this kind of file"),
        "photo.jpg": (citizen(), b"\xff\xd8\xffnot a picture at all", "The picture could not be read"),
    }
    for name, (person, _, _) in wrong.items():
        person.send(f"complaint with {name}")
    for name, (person, content, _) in wrong.items():
        person.wait_for(2)
        open_draft(counter, conversation_of(counter, person, f"complaint with {name}"), "what")
        person.document(content, name)
    for person, _, begins in wrong.values():
        assert person.wait_for(3)[2]["text"].startswith(begins)


def test_a_file_that_is_too_big_is_not_even_fetched(citizen: NewCitizen, counter: Counter, emulator: Emulator) -> None:
    ada = citizen()
    ada.send("complaint with a film")
    ada.wait_for(2)
    open_draft(counter, conversation_of(counter, ada, "complaint with a film"), "what")
    fetched = len(emulator.called("getFile"))
    ada.photo(picture(), size=30_000_000)
    assert ada.wait_for(3)[2]["text"].startswith("The file is too big")
    assert len(emulator.called("getFile")) == fetched
