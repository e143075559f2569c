"""The way of a message through real processes: web, worker and an assistant that speaks the wire format."""

from __future__ import annotations

import signal
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.messages.counter import Counter


def texts(messages: list[dict[str, object]]) -> list[object]:
    return [message["text"] for message in messages]


def test_a_message_is_answered_and_the_answer_says_to_what(counter: Counter) -> None:
    person = counter.person()
    accepted = person.post("hello", id="m-1")
    assert (accepted.status_code, accepted.json()) == (202, {"id": "m-1", "seq": 1})
    messages = person.wait_for(3)
    assert texts(messages) == ["hello", "You said: hello", "That was number 1."]
    assert [message["seq"] for message in messages] == [1, 2, 3]
    assert [message["from"] for message in messages] == ["person", "assistant", "assistant"]
    assert [message["reply_to"] for message in messages] == [None, "m-1", "m-1"]
    assert messages[0]["id"] == "m-1"


def test_messages_posted_at_once_with_duplicates_are_each_answered_once_in_order(counter: Counter) -> None:
    person = counter.person()
    ids = [uuid.uuid4().hex for _ in range(10)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda id: person.post(f"text {id}", id=id), ids * 2))
    assert {answer.status_code for answer in answers} == {202}
    messages = person.wait_for(30)
    assert len(messages) == 30
    said = [message["text"] for message in messages if message["from"] == "person"]
    assert sorted(said) == sorted(f"text {id}" for id in ids)
    answers_in_order = [message["text"] for message in messages if str(message["text"]).startswith("You said")]
    assert answers_in_order == [f"You said: {text}" for text in said]
    counts = [message["text"] for message in messages if str(message["text"]).startswith("That was")]
    assert counts == [f"That was number {number}." for number in range(1, 11)]
    ran = counter.rows("stub", "SELECT text FROM turns WHERE conversation = ? ORDER BY n", person.conversation)
    assert [text for (text,) in ran] == said


def test_a_click_on_an_offered_button_carries_its_meaning(counter: Counter) -> None:
    person = counter.person()
    person.post("choose a side")
    buttons = person.wait_for(3)[-1]["buttons"]
    assert [button["title"] for button in buttons] == ["Left", "Right"]
    assert set(buttons[0]) == {"id", "title"}
    assert person.post("Left", choice=buttons[0]["id"]).status_code == 202
    assert texts(person.wait_for(6))[3:5] == ["Left", "You said: left"]


def test_an_urgent_conversation_is_marked(counter: Counter) -> None:
    person = counter.person()
    person.post("danger, fire")
    person.wait_for(3)
    assert counter.rows(
        "desk", "SELECT urgent FROM desk_messages_conversation WHERE public_id = ?", person.conversation
    ) == [(1,)]


def test_the_third_failure_parks_the_message_tells_the_person_and_lets_the_next_pass(counter: Counter) -> None:
    person = counter.person(**{"Accept-Language": "de"})
    person.post("fail please", id="bad")
    person.post("and this?", id="good")
    messages = person.wait_for(5, seconds=20)
    assert [message["reply_to"] for message in messages] == [None, None, "bad", "good", "good"]
    assert messages[2]["from"] == "system"
    assert messages[2]["language"] == "de"
    assert "leid" in messages[2]["text"]
    calls = counter.rows(
        "stub", "SELECT count(*) FROM calls JOIN turns USING (turn) WHERE conversation = ?", person.conversation
    )
    assert calls == [(1,)]
    query = "SELECT state, attempts, error FROM desk_messages_inbound WHERE text = 'fail please'"
    ((state, attempts, error),) = counter.rows("desk", query)
    assert (state, attempts) == ("parked", 3)
    assert "status 500" in error


def test_ending_and_forgetting_erases_the_conversation_everywhere(counter: Counter) -> None:
    person = counter.person()
    person.post("my secret")
    person.wait_for(3)
    with person.stream(after=3) as stream:
        assert person.http.delete("/session").status_code == 204
        _, _, notice = stream.next("notice")
        assert notice["code"] == "forgotten"
        with pytest.raises(StopIteration):
            stream.next()
    assert person.post("again").status_code == 401
    assert person.http.get("/messages").status_code == 401
    for table in ("conversation", "inbound", "outbound"):
        column = "public_id" if table == "conversation" else "turn"
        rows = counter.rows("desk", f"SELECT {column} FROM desk_messages_{table}")
        assert person.conversation not in [row[0] for row in rows]
    assert not counter.rows("desk", "SELECT 1 FROM desk_messages_inbound WHERE text = 'my secret'")
    until(lambda: counter.rows("stub", "SELECT 1 FROM forgotten WHERE conversation = ?", person.conversation))
    assert not counter.rows("stub", "SELECT 1 FROM turns WHERE conversation = ?", person.conversation)


def test_asking_in_words_to_be_forgotten_does_the_same(counter: Counter) -> None:
    person = counter.person()
    person.post("hello")
    person.wait_for(3)
    with person.stream(after=3) as stream:
        person.post("forget me")
        assert stream.next("notice")[2]["code"] == "forgotten"
    assert person.http.get("/messages").status_code == 401
    until(lambda: counter.rows("stub", "SELECT 1 FROM forgotten WHERE conversation = ?", person.conversation))
    until(lambda: not counter.rows("desk", "SELECT 1 FROM desk_messages_erasure"))


def test_while_the_assistant_is_away_messages_wait_and_the_page_knows(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.start("web")
    counter.wait_until_up()
    counter.wait_for_assistant("away")
    person = counter.person()
    with person.stream() as stream:
        assert stream.next("state")[2] == {"assistant": "away"}
        for number in range(3):
            assert person.post(f"waiting {number}").status_code == 202
        health = person.http.get(f"{counter.url}/health").json()
        assert health["queue"]["waiting"] == 3
        (counter.stub_folder).mkdir()
        (counter.stub_folder / "loading").touch()
        counter.start("assistant")
        counter.wait_for_assistant("loading")
        (counter.stub_folder / "loading").unlink()
        assert stream.next("state")[2] == {"assistant": "ready"}
    messages = person.wait_for(9)
    said = [message["text"] for message in messages if str(message["text"]).startswith("You said")]
    assert said == ["You said: waiting 0", "You said: waiting 1", "You said: waiting 2"]
    assert counter.rows("desk", "SELECT DISTINCT attempts FROM desk_messages_inbound") == [(0,)]


def test_an_assistant_that_dies_of_a_turn_is_asked_again_and_answers_once(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.start("web", "assistant")
    counter.wait_until_up()
    counter.wait_for_assistant("ready")
    person = counter.person()
    person.post("vanish once")
    counter.running["assistant"].wait(timeout=10)
    counter.start("assistant")
    assert texts(person.wait_for(3, seconds=20))[1:] == ["You said: vanish once", "That was number 1."]
    assert counter.rows("desk", "SELECT drops FROM desk_messages_inbound") == [(1,)]


def test_the_worker_answers_what_a_killed_web_process_left(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.start()
    counter.wait_until_up()
    counter.wait_for_assistant("ready")
    person = counter.person()
    person.post("slow one", id="slow")
    counter.kill("web")
    until(
        lambda: counter.rows("desk", "SELECT 1 FROM desk_messages_inbound WHERE state = 'done'"),
        seconds=30,
    )
    assert counter.rows("stub", "SELECT count(*) FROM turns") == [(1,)]
    counter.start("web")
    counter.wait_until_up()
    assert [message["reply_to"] for message in person.seen()] == [None, "slow", "slow"]


def test_a_web_process_that_ends_in_the_middle_of_a_turn_gives_it_to_the_worker_at_once(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.set("STUB_PAUSE", "1.7")
    counter.start()
    counter.wait_until_up()
    counter.wait_for_assistant("ready")
    until(lambda: list((counter.var / "workers").glob("*.json")), seconds=30)
    person = counter.person()
    person.post("one")
    person.post("two")
    counter.stop("web")
    query = "SELECT count(*) FROM desk_messages_conversation WHERE lease_until > ? AND lease_owner LIKE ?"
    pid = counter.running["web"].pid
    assert counter.rows("desk", query, "2000", f"%:{pid}:%") == [(0,)]
    until(lambda: counter.rows("stub", "SELECT count(*) FROM turns") == [(2,)], seconds=30)
    until(lambda: not counter.rows("desk", "SELECT 1 FROM desk_messages_inbound WHERE state = 'stored'"))


def test_an_erasure_waits_for_the_assistant(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.start("web", "assistant")
    counter.wait_until_up()
    counter.wait_for_assistant("ready")
    person = counter.person()
    person.post("hello")
    person.wait_for(3)
    counter.kill("assistant")
    assert person.http.delete("/session").status_code == 204
    counter.start("assistant", "worker")
    until(lambda: not counter.rows("desk", "SELECT 1 FROM desk_messages_erasure"), seconds=30)
    # Both processes may ask for it: to forget twice is to forget.
    assert set(counter.rows("stub", "SELECT conversation FROM forgotten")) == {(person.conversation,)}


def test_a_stream_of_one_web_process_shows_what_another_took_in(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.start("web", "assistant")
    other = Counter(counter.var, {"LOKET_ASSISTANT_PORT": str(counter.assistant_port)})
    try:
        other.start("web")
        counter.wait_until_up()
        other.wait_until_up()
        other.wait_for_assistant("ready")
        person = counter.person()
        with person.stream() as stream:
            body = {"id": "elsewhere", "text": "hello"}
            response = httpx.post(f"{other.url}/web/v1/messages", json=body, headers=person.http.headers)
            assert response.status_code == 202
            began = time.monotonic()
            seen = [stream.next("message")[2] for _ in range(3)]
            assert time.monotonic() - began < 5.0
        assert [message["reply_to"] for message in seen] == [None, "elsewhere", "elsewhere"]
    finally:
        other.close()


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_process_that_is_told_to_stop_does_so_within_two_seconds(fresh_counter: Counter, name: str) -> None:
    counter = fresh_counter
    counter.start()
    counter.wait_until_up()
    until(lambda: list((counter.var / "workers").glob("*.json")), seconds=30)
    person = counter.person()
    with person.stream() as stream:
        stream.next("state")
        assert counter.stop(name) < 2.0
    assert counter.running[name].returncode in (0, -signal.SIGTERM)
    assert name == "web" or not list((counter.var / "workers").glob("*.json"))


def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until ``condition()`` is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")
