"""Files on the web chat: taken into the open draft, refused with a reason, served to nobody else."""

from __future__ import annotations

import io
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
from PIL import Image

from tests.messages.counter import Counter, Person
from tests.web_server.test_interface import error_of


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=b"Exif\x00\x00secret place")
    return out.getvalue()


def with_draft(counter: Counter) -> Person:
    """Someone who is filing a case."""
    person = counter.person()
    counter.python(
        "from django.utils import timezone\n"
        "from desk.cases import drafts\n"
        "from desk.messages.models import Conversation\n"
        f"row = Conversation.objects.get(public_id={person.conversation!r})\n"
        "drafts.begin(channel='web', language='en', now=timezone.now(), person=row.person_id, conversation=row.pk)"
    )
    return person


def send(person: Person, content: bytes, name: str = "lamp.jpg", key: str = "") -> httpx.Response:
    headers = {"X-File-Name": name, "X-Message-Id": key or uuid.uuid4().hex}
    return person.http.post("/files", content=content, headers=headers)


def test_a_picture_is_taken_into_the_draft_and_told_in_the_conversation(counter: Counter) -> None:
    person = with_draft(counter)
    answer = send(person, picture(), "l%C3%A4mp.jpg")
    assert answer.status_code == 202
    assert answer.json()["title"] == "lämp.jpg"
    assert person.wait_for(2)[0]["text"] == "lämp.jpg"


def test_the_same_file_again_is_stored_once(counter: Counter) -> None:
    person, key = with_draft(counter), uuid.uuid4().hex
    first, second = send(person, picture(), key=key), send(person, picture(), key=key)
    assert first.json()["seq"] == second.json()["seq"]
    assert len([one for one in person.wait_for(2) if one["from"] == "person"]) == 1


def test_the_same_file_twice_at_once_is_stored_once(counter: Counter) -> None:
    person, key = with_draft(counter), uuid.uuid4().hex
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: send(person, picture(), key=key), range(4)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["seq"] for answer in answers}) == 1
    stored = counter.python(
        "from desk.cases.models import Attachment\n"
        f"print(Attachment.objects.filter(draft__conversation__public_id={person.conversation!r}).count())"
    )
    assert stored.strip() == "1"


def test_a_file_is_served_to_its_sender_alone_and_safely(counter: Counter) -> None:
    person = with_draft(counter)
    key = send(person, picture()).json()["key"]
    served = person.http.get(f"/files/{key}")
    assert served.status_code == 200
    assert served.headers["Content-Type"] == "image/jpeg"
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert b"secret place" not in served.content
    assert error_of(with_draft(counter).http.get(f"/files/{key}"))[0] == 404
    assert error_of(httpx.get(f"{counter.url}/web/v1/files/{key}"))[0] == 401


def test_a_file_can_be_taken_away_again(counter: Counter) -> None:
    person = with_draft(counter)
    key = send(person, picture()).json()["key"]
    assert person.http.delete(f"/files/{key}").status_code == 204
    assert person.http.get(f"/files/{key}").status_code == 404


def test_without_a_draft_it_is_said_how_to_begin(counter: Counter) -> None:
    answer = send(counter.person(), picture())
    assert error_of(answer) == (400, "case_file_no_draft")
    assert "begun a report" in answer.json()["error"]["message"]


def test_what_cannot_be_taken_says_why(counter: Counter) -> None:
    person = with_draft(counter)
    assert error_of(send(person, b"MZ\x90\x00 a program", "photo.jpg")) == (415, "case_file_type")
    assert error_of(send(person, b"")) == (400, "case_file_empty")
    assert error_of(send(person, b"\xff\xd8\xff not a picture")) == (400, "case_file_broken")


def test_a_large_file_within_the_limit_is_taken(counter: Counter) -> None:
    content = b"The lamp is out. " * 300_000
    assert send(with_draft(counter), content, "diary.txt").status_code == 202


def test_more_than_ten_megabytes_are_refused_before_they_are_read(counter: Counter) -> None:
    answer = send(with_draft(counter), b"x" * (10 * 1024 * 1024 + 1))
    assert error_of(answer) == (413, "file_too_big")


def test_other_addresses_take_no_more_than_before(counter: Counter) -> None:
    person = counter.person()
    answer = person.http.post("/messages", content=b"x" * 70_000)
    assert error_of(answer) == (413, "too_long")
