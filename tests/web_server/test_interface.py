"""The web chat's HTTP interface, as docs/architecture.md promises it, against the running web process."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.messages.counter import Counter, Person

ODD_TEXTS = {
    "emoji only": "👩‍👩‍👧‍👦🔥",
    "a new emoji": "\U0001fae8",
    "right to left with marks": "كم رسوم \u200fPassport\u200e؟",
    "a null between": "a\x00b",
    "a lone surrogate": "hi \ud800 there",
    "overrides": "\u202eevil\u202c text",
    "markup": "<script>alert(1)</script>",
    "a command of the assistant's": "/restart",
    "a payload of the assistant's": '/inform{"language":"tr"}',
    "query language": "'; DROP TABLE desk_messages_inbound; --",
    "exactly the longest": "x" * 4000,
    "the longest of wide characters": "🔥" * 4000,
    "many lines": "a\r\nb\rc\nd",
    "combining marks": "a" + "\u0301" * 300,
}


def error_of(response: httpx.Response) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"error"}
    assert body["error"]["message"]
    return response.status_code, body["error"]["code"]


def test_a_session_tells_the_languages_and_limits_and_sets_no_cookie(counter: Counter) -> None:
    response = httpx.post(f"{counter.url}/web/v1/session", json={"language_hint": "fi", "page": "https://example.org/"})
    body = response.json()
    assert response.status_code == 201
    assert [language["code"] for language in body["languages"]] == ["en", "fi", "sv", "de", "fr", "es", "ar", "uk"]
    assert {language["code"] for language in body["languages"] if language["dir"] == "rtl"} == {"ar"}
    assert body["limits"] == {"text": 4000, "file": 10 * 1024 * 1024}
    assert body["conversation"].startswith("c_")
    assert len(body["token"]) >= 32
    assert "set-cookie" not in response.headers


def test_the_token_is_kept_nowhere_in_the_desk(counter: Counter) -> None:
    person = counter.person()
    person.post("hello")
    person.wait_for(3)
    for path in counter.var.glob("desk.db*"):
        assert person.token.encode() not in path.read_bytes()


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_texts_are_taken_in_as_texts_and_answered(counter: Counter, text: str) -> None:
    person = counter.person()
    raw = json.dumps({"id": "odd", "text": text})
    response = person.http.post("/messages", content=raw, headers={"Content-Type": "application/json"})
    assert response.status_code == 202, response.text
    shown = person.wait_for(3)
    assert shown[1]["text"] == f"You said: {shown[0]['text']}"
    assert not set(shown[0]["text"]) & set("\x00\r\u202e")


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t ", "\x00\x01\x02", "\u200b\u200d\u2060", "\u202e\u202c", "\ud800"], ids=repr
)
def test_a_message_with_nothing_to_read_is_refused(counter: Counter, text: str) -> None:
    person = counter.person()
    response = person.http.post("/messages", content=json.dumps({"id": "1", "text": text}))
    assert error_of(response) == (400, "empty")
    assert person.seen() == []


def test_a_message_that_is_too_long_is_refused_in_the_persons_language(counter: Counter) -> None:
    person = counter.person()
    person.http.post("/language", json={"code": "fi"})
    response = person.post("ä" * 4001)
    assert error_of(response) == (413, "too_long")
    assert "liian pitkä" in response.json()["error"]["message"]
    assert person.seen() == []


def test_a_huge_body_is_refused_before_it_is_read_whole(counter: Counter) -> None:
    person = counter.person()
    assert error_of(person.post("x" * 500_000)) == (413, "too_long")
    assert person.post("still here").status_code == 202


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b"[" * 30_000,
        b'{"text": "no id"}',
        b'{"id": 1, "text": "a"}',
        b'{"id": "1", "text": 5}',
        b'{"id": "../1", "text": "a"}',
        b'{"id": "", "text": "a"}',
        b'{"id": "1", "choice": {"intent": "x"}}',
    ],
    ids=lambda content: repr(content[:30]),
)
def test_a_body_that_is_not_a_message_is_a_bad_request(counter: Counter, content: bytes) -> None:
    person = counter.person()
    status, code = error_of(person.http.post("/messages", content=content))
    assert status == 400
    assert code in ("bad_request", "empty")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic abc", "Bearer \x80ü"])
def test_without_a_known_session_nothing_is_told(counter: Counter, authorization: str) -> None:
    headers = {b"Authorization": authorization.encode("latin-1")} if authorization else {}
    with httpx.Client(base_url=f"{counter.url}/web/v1") as http:
        calls = [
            ("POST", "/messages"), ("GET", "/messages"), ("GET", "/events"), ("POST", "/language"),
            ("GET", "/transcript"), ("DELETE", "/session"),
        ]  # fmt: skip
        for method, path in calls:
            response = http.request(method, path, headers=headers, content=b"{}" if method == "POST" else None)
            assert error_of(response) == (401, "unknown_session"), (method, path)


def test_a_button_that_was_not_offered_is_refused(counter: Counter) -> None:
    person, other = counter.person(), counter.person()
    other.post("choose")
    stolen = other.wait_for(3)[-1]["buttons"][0]["id"]
    for choice in ("b_invented", stolen, ""):
        assert error_of(person.post("Left", choice=choice)) == (400, "unknown_choice")


def test_one_persons_message_id_says_nothing_about_anothers(counter: Counter) -> None:
    first, second = counter.person(), counter.person()
    assert first.post("one", id="same").json()["seq"] == 1
    first.post("two", id="other")
    assert second.post("three", id="same").json()["seq"] == 1
    assert second.wait_for(3)[0]["text"] == "three"


def test_who_writes_too_fast_is_asked_to_wait_and_a_repetition_is_not_counted(counter: Counter) -> None:
    person = counter.person()
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda number: person.post(f"fast {number}", id=f"m{number}"), range(50)))
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(202) == 20
    assert statuses.count(429) == 30
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert error_of(refused) == (429, "too_fast")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    taken = statuses.index(202)
    assert person.post("again", id=f"m{taken}").status_code == 202
    assert len(person.wait_for(60, seconds=60)) == 60


def test_a_stream_resumes_after_the_number_that_was_seen(counter: Counter) -> None:
    person = counter.person()
    person.post("one", id="one")
    person.wait_for(3)
    with person.stream(headers={"Last-Event-ID": "2"}) as stream:
        name, number, data = stream.next("message")
        assert (name, number, data["seq"], data["reply_to"]) == ("message", 3, 3, "one")
        person.post("two", id="two")
        seen = [stream.next("message")[1] for _ in range(3)]
    assert seen == [4, 5, 6]
    with person.stream(after=5) as stream:
        assert stream.next("message")[1] == 6


def test_two_tabs_see_the_same_in_the_same_order(counter: Counter) -> None:
    person = counter.person()
    with person.stream() as one, person.stream() as two:
        person.post("hello")
        person.post("and more")
        seen = [[stream.next("message")[2]["text"] for _ in range(6)] for stream in (one, two)]
    assert seen[0] == seen[1]
    assert sorted(seen[0])[:2] == ["That was number 1.", "That was number 2."]


def test_a_stream_tells_that_an_answer_is_being_made(counter: Counter) -> None:
    person = counter.person()
    with person.stream() as stream:
        assert stream.next("typing")[2] == {"on": False}
        person.post("slow please")
        assert stream.next()[0] == "message"
        assert stream.next()[::2] == ("typing", {"on": True})
        assert stream.next("message")[2]["from"] == "assistant"
        assert stream.next("typing")[2] == {"on": False}


def test_a_person_does_not_open_streams_without_end(counter: Counter) -> None:
    person = counter.person()
    with httpx.Client(limits=httpx.Limits(max_connections=50), headers=person.http.headers, timeout=10) as http:
        calls = [http.send(http.build_request("GET", f"{person.http.base_url}events"), stream=True) for _ in range(24)]
        statuses = [call.status_code for call in calls]
        for call in calls:
            call.close()
    assert statuses.count(200) == 20
    assert statuses.count(429) == 4


def test_the_language_can_be_chosen_and_every_reader_is_told(counter: Counter) -> None:
    person = counter.person()
    with person.stream() as stream:
        response = person.http.post("/language", json={"code": "ar"})
        assert (response.status_code, response.json()) == (200, {"code": "ar", "dir": "rtl"})
        assert stream.next("language")[2] == {"code": "ar", "dir": "rtl"}
    for wrong in ("tlh", "", None, 5, ["en"]):
        assert error_of(person.http.post("/language", json={"code": wrong})) == (400, "unknown_language")


def test_a_transcript_is_told_in_the_conversations_language(counter: Counter) -> None:
    person = counter.person()
    person.post("choose <b>me</b>")
    person.wait_for(3)
    person.http.post("/language", json={"code": "de"})
    response = person.http.get("/transcript")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Content-Language"] == "de"
    for part in ("Sie (", "Assistent (", "choose <b>me</b>", "[Left]"):
        assert part in response.text


def test_a_message_says_when_it_came_in_utc(counter: Counter) -> None:
    person = counter.person()
    person.post("hello")
    at = dt.datetime.strptime(person.seen()[0]["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)
    assert abs(dt.datetime.now(dt.timezone.utc) - at) < dt.timedelta(seconds=30)


def test_only_named_origins_may_embed_the_chat(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.set("LOKET_WEB_ORIGINS", "https://town.example, https://museum.example/")
    counter.start("web")
    counter.wait_until_up()
    for origin, allowed in [
        ("https://town.example", True),
        ("https://museum.example", True),
        ("https://evil.example", False),
    ]:
        preflight = httpx.options(f"{counter.url}/web/v1/messages", headers={"Origin": origin})
        answer = httpx.get(f"{counter.url}/web/v1/messages", headers={"Origin": origin})
        for response in (preflight, answer):
            assert response.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
            assert "Access-Control-Allow-Credentials" not in response.headers
        assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]


def test_every_answer_forbids_sniffing_framing_and_caching(counter: Counter) -> None:
    person = counter.person()
    for response in (person.post("hello"), person.http.get("/messages"), person.http.get("/nothing")):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_unknown_addresses_methods_and_hosts_are_refused_politely(counter: Counter) -> None:
    assert error_of(httpx.get(f"{counter.url}/web/v1/nothing")) == (404, "unknown_address")
    assert httpx.put(f"{counter.url}/web/v1/messages").status_code == 405
    assert httpx.get(f"{counter.url}/web/v1/messages", headers={"Host": "evil.example"}).status_code == 400


def test_pages_forbid_scripts_and_styles_of_others(counter: Counter) -> None:
    for path in ("/", "/admin/login/"):
        response = httpx.get(f"{counter.url}{path}")
        assert response.status_code == 200
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
    assert "set-cookie" not in httpx.get(f"{counter.url}/").headers


def test_health_says_how_the_counter_is(counter: Counter) -> None:
    person = counter.person()
    person.post("hello")
    person.wait_for(3)
    body = httpx.get(f"{counter.url}/health").json()
    assert body["db"] == "ok"
    assert body["assistant"] == "ready"
    assert set(body["queue"]) == {"waiting", "oldest_seconds"}


def test_no_text_of_a_citizen_reaches_the_logs(counter: Counter) -> None:
    secret = f"my-secret-{uuid.uuid4().hex}"
    person = counter.person()
    person.post(secret)
    person.post(f"fail {secret}")
    person.wait_for(5, seconds=30)
    for name in ("web", "worker"):
        assert secret not in counter.log(name)
        assert person.token not in counter.log(name)
    turn = counter.rows("desk", "SELECT turn FROM desk_messages_inbound WHERE text = ?", secret)[0][0]
    events = {line["event"] for line in map(json.loads, counter.log("web").splitlines()) if line.get("turn") == turn}
    assert events == {"message.stored", "turn.done"}


def test_many_streams_hold_no_threads(counter: Counter) -> None:
    people = [counter.person() for _ in range(10)]

    def threads() -> int:
        pid = counter.running["web"].pid
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return int(next(line.split()[1] for line in status if line.startswith("Threads")))

    before = threads()
    open_streams = [stream for person in people for stream in _open(person, 10)]
    assert threads() <= before + 4
    for response in open_streams:
        response.close()


def _open(person: Person, count: int) -> list[httpx.Response]:
    http = httpx.Client(headers=person.http.headers, timeout=10)
    address = f"{person.http.base_url}events"
    return [http.send(http.build_request("GET", address), stream=True) for _ in range(count)]
