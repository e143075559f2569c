"""What happens when Twilio refuses, is busy, tells late, or did not reach us."""

from __future__ import annotations

import uuid

from tests.messages.counter import Counter
from tests.sms.conftest import NewPhone
from tests.sms.line import Line
from tests.sms.test_conversations import until


def outbound(counter: Counter, sid: str) -> tuple[str, str, str]:
    rows = counter.rows("desk", "SELECT state, delivery, error FROM desk_messages_outbound WHERE provider_id = ?", sid)
    return rows[0]  # type: ignore[return-value]


def test_what_twilio_tells_of_a_message_is_noted_and_never_goes_back(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    ada.send("hello")
    ada.wait_for(2)
    message = ada.messages()[0]
    until(lambda: counter.rows("desk", "SELECT 1 FROM desk_messages_outbound WHERE provider_id = ?", message["sid"]))
    for status in ("queued", "sent", "delivered", "sending"):
        assert ada.report(message, status).status_code == 204
    assert outbound(counter, message["sid"]) == ("sent", "delivered", "")


def test_a_message_that_did_not_arrive_is_a_dead_letter_with_its_code(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    ada.send("hello")
    ada.wait_for(2)
    message = ada.messages()[1]
    until(lambda: counter.rows("desk", "SELECT 1 FROM desk_messages_outbound WHERE provider_id = ?", message["sid"]))
    ada.report(message, "undelivered", "30007")
    assert outbound(counter, message["sid"]) == ("failed", "undelivered", "Twilio 30007: undelivered")


def test_a_forged_status_is_refused(counter: Counter, line: Line, phone: NewPhone) -> None:
    ada = phone()
    ada.send("hello")
    ada.wait_for(2)
    message = ada.messages()[0]
    form = {"MessageSid": message["sid"], "MessageStatus": "failed"}
    path = message["callback"].removeprefix(line.public)
    assert line.call(path, form, signature="x").status_code == 403
    assert line.call(path.replace("row=", "row=1"), form, signature=line.sign(path, form)).status_code == 403


def test_a_busy_line_is_asked_again_when_it_said(phone: NewPhone, line: Line) -> None:
    ada = phone()
    line.refuse(429, 20429, "Too Many Requests", Retry_After="1")
    ada.send("hello")
    assert ada.wait_for(2) == ["You said: hello", "That was number 1."]


def test_a_message_whose_answer_was_lost_is_looked_for_and_not_sent_twice(phone: NewPhone, line: Line) -> None:
    ada = phone()
    line.lost_answers = 1
    ada.send("hello")
    assert ada.wait_for(2) == ["You said: hello", "That was number 1."]
    asked = [path for method, path, _ in line.calls if method == "GET" and f"To=%2B{ada.number[1:]}" in path]
    assert len(asked) == 1


def test_an_answer_that_says_what_the_one_before_it_said_is_not_taken_for_that(phone: NewPhone, line: Line) -> None:
    ada = phone()
    ada.send("same again")
    ada.send("same again")
    ada.wait_for(4)
    line.refuse(503, 20500, "Internal Server Error")
    ada.send("same again")
    texts = ada.wait_for(6)
    assert texts == [said for n in (1, 2, 3) for said in ("You said: same again", f"That was number {n}.")]


def test_a_message_that_the_way_was_too_full_for_is_sent_again(counter: Counter, phone: NewPhone) -> None:
    ada = phone()
    ada.send("hello")
    ada.wait_for(2)
    message = ada.messages()[1]
    until(lambda: counter.rows("desk", "SELECT 1 FROM desk_messages_outbound WHERE provider_id = ?", message["sid"]))
    row = message["callback"].rpartition("row=")[2]
    ada.report(message, "failed", "30001")
    [(state, error, again)] = counter.rows(
        "desk", "SELECT state, error, next_try FROM desk_messages_outbound WHERE id = ?", int(row)
    )
    assert (state, error) == ("pending", "Twilio 30001: failed") and again


def test_a_number_that_cannot_be_reached_is_refused_and_the_next_message_goes_on(
    counter: Counter, phone: NewPhone, line: Line
) -> None:
    ada = phone()
    line.refuse(400, 21614, f"The 'To' number {ada.number} is not a valid mobile number")
    ada.send("hello")
    assert ada.wait_for(1) == ["That was number 1."]
    assert ada.number[1:] not in counter.log("web") + counter.log("worker")
    found = "SELECT error FROM desk_messages_outbound WHERE error LIKE 'Twilio 21614%'"
    assert counter.rows("desk", found) == [("Twilio 21614: The 'To' number … is not a valid mobile number",)]


def test_who_has_stopped_at_the_carrier_gets_nothing_more_until_start(
    counter: Counter, phone: NewPhone, line: Line
) -> None:
    ada = phone()
    words = f"hello {uuid.uuid4()}"
    line.refuse(400, 21610, "Attempt to send to unsubscribed recipient")
    ada.send(words)
    stopped = (
        "SELECT i.stopped_at FROM people_identity i JOIN desk_messages_conversation c ON c.identity_id = i.id"
        " JOIN desk_messages_inbound m ON m.conversation_id = c.id WHERE m.text = ?"
    )
    until(lambda: counter.rows("desk", stopped, words) and counter.rows("desk", stopped, words)[0][0])
    ada.send("anybody?")
    until(
        lambda: counter.rows(
            "desk", "SELECT 1 FROM desk_messages_outbound WHERE text = 'You said: anybody?' AND state = 'expired'"
        )
    )
    assert ada.texts() == []
    ada.send("START")
    assert len(ada.wait_for(1)) == 1


def reconcile(counter: Counter) -> str:
    return counter.python("from bot.cli.main import main; main(['sms', 'reconcile'])")


def test_messages_that_the_webhook_missed_are_fetched_once(counter: Counter, phone: NewPhone, line: Line) -> None:
    ada = phone()
    known = ada.send("this one came")
    ada.wait_for(2)
    missed = line.form(ada.number, "this one was missed")
    line.keep(known)
    line.keep(missed)
    assert "1 of 2 messages were new" in reconcile(counter)
    assert ada.wait_for(4)[2] == "You said: this one was missed"
    assert "0 of 2 messages were new" in reconcile(counter)
    assert ada.deliver(missed).status_code == 200
    ada.send("and?")
    assert ada.wait_for(6)[4] == "You said: and?"


def test_a_web_process_that_starts_fetches_what_came_while_nobody_listened(
    counter: Counter, phone: NewPhone, line: Line
) -> None:
    ada = phone()
    counter.kill("web")
    missed = line.form(ada.number, "nobody listened")
    line.keep(missed)
    counter.start("web")
    assert ada.wait_for(2, seconds=60)[0] == "You said: nobody listened"


def test_a_worker_that_starts_fetches_what_came_meanwhile(counter: Counter, phone: NewPhone, line: Line) -> None:
    ada = phone()
    counter.stop("worker")
    missed = line.form(ada.number, "nobody was there")
    line.keep(missed)
    counter.start("worker")
    assert ada.wait_for(2)[0] == "You said: nobody was there"
