"""Reload, two tabs, lost network, killed server: nothing lost, nothing doubled, order kept, and the person is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .chat import Chat
from .stub import Counter, Fault

pytestmark = pytest.mark.browser


def test_reload_shows_the_conversation_again_and_goes_on(chat: Chat, counter: Counter) -> None:
    chat.ask("one", "You said: one")
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    chat.ask("two", "You said: two")
    assert chat.texts() == ["one", "You said: one", "two", "You said: two"]
    assert counter.texts == ["one", "two"]


def test_a_draft_survives_a_reload(chat: Chat) -> None:
    chat.input.fill("half a question")
    chat.page.reload()
    expect(chat.input).to_have_value("half a question")


def test_two_tabs_show_the_same_conversation(chat: Chat, counter: Counter) -> None:
    chat.ask("from the first", "You said: from the first")
    second = Chat(chat.page.context.new_page())
    second.page.goto(f"{counter.origin}/bare")
    second.open()
    expect(second.answers).to_have_count(1)
    second.ask("from the second", "You said: from the second")
    chat.page.bring_to_front()
    expect(chat.answers).to_have_count(2)
    assert chat.texts() == second.texts()
    assert len(counter.talks) == 1


def test_two_tabs_that_begin_at_once_begin_one_conversation(chat: Chat, counter: Counter) -> None:
    second = Chat(chat.page.context.new_page())
    second.page.goto(f"{counter.origin}/bare")
    second.open()
    second.send("from the second")
    chat.send("from the first")
    expect(second.answers).to_have_count(2)
    expect(chat.answers).to_have_count(2)
    assert len(counter.talks) == 1
    assert sorted(counter.texts) == ["from the first", "from the second"]


def test_what_one_tab_erases_the_other_forgets(chat: Chat, counter: Counter) -> None:
    chat.ask("a secret", "You said")
    second = Chat(chat.page.context.new_page())
    second.page.goto(f"{counter.origin}/bare")
    second.open()
    expect(second.answers).to_have_count(1)
    second.menu().get_by_role("button", name="End and forget").click()
    second.element.get_by_role("button", name="Erase it").click()
    expect(second.bubbles).to_have_count(0)
    expect(chat.bubbles).to_have_count(0)


def test_without_a_network_messages_wait_and_are_sent_in_order(chat: Chat, counter: Counter) -> None:
    chat.ask("before", "You said: before")
    chat.page.context.set_offline(True)
    chat.send("first")
    chat.send("second")
    expect(chat.log.locator(".unsent")).to_have_count(2)
    expect(chat.status).to_contain_text("There is no connection.")
    chat.page.context.set_offline(False)
    expect(chat.answers).to_have_count(3)
    expect(chat.log.locator(".unsent")).to_have_count(0)
    expect(chat.status).not_to_contain_text("no connection")
    assert counter.texts == ["before", "first", "second"]


def test_a_killed_server_loses_and_doubles_nothing(chat: Chat, counter: Counter) -> None:
    chat.ask("before", "You said: before")
    counter.stop()
    chat.send("while it is down")
    expect(chat.status).to_contain_text("There is no connection.")
    chat.page.wait_for_timeout(500)
    counter.start()
    expect(chat.answers.last).to_have_text("Loket: You said: while it is down")
    expect(chat.status).not_to_contain_text("no connection")
    chat.ask("after", "You said: after")
    assert counter.texts == ["before", "while it is down", "after"]
    assert len(chat.texts()) == 6


def test_unsent_messages_survive_a_reload(chat: Chat, counter: Counter) -> None:
    chat.ask("before", "You said: before")
    chat.page.route("**/web/v1/**", lambda route: route.abort())
    chat.send("kept")
    expect(chat.log.locator(".unsent")).to_have_count(1)
    chat.page.reload()
    expect(chat.log.locator(".unsent .bubble")).to_have_text("You: kept")
    chat.page.unroute("**/web/v1/**")
    expect(chat.answers.last).to_have_text("Loket: You said: kept")
    assert counter.texts == ["before", "kept"]


def test_an_answer_lost_on_the_way_does_not_double_the_message(chat: Chat, counter: Counter) -> None:
    counter.lose_answers = 1
    chat.ask("only once", "You said: only once")
    chat.ask("next", "You said: next")
    assert counter.texts == ["only once", "next"]
    assert chat.texts() == ["only once", "You said: only once", "next", "You said: next"]


def test_where_streams_are_held_back_answers_come_by_asking(chat: Chat, counter: Counter) -> None:
    counter.hold_streams_back()
    chat.send("hello")
    expect(chat.answers).to_have_text("Loket: You said: hello", timeout=12_000)
    chat.ask("and again", "You said: and again")
    assert counter.texts == ["hello", "and again"]


def test_an_assistant_that_is_away_is_told_and_answers_when_it_is_back(chat: Chat, counter: Counter) -> None:
    chat.ask("before", "You said: before")
    counter.set_away(True)
    expect(chat.status).to_contain_text("The assistant is away for a moment.")
    chat.send("are you there?")
    chat.input.fill("half typed")
    counter.set_away(False)
    expect(chat.answers.last).to_have_text("Loket: You said: are you there?")
    expect(chat.input).to_have_value("half typed")
    expect(chat.status).not_to_contain_text("away")


def test_too_many_messages_wait_as_long_as_the_server_asks(chat: Chat, counter: Counter) -> None:
    counter.faults = [Fault(429, "too_fast", "A little slower, please.", retry_after=1)]
    chat.send("hurry")
    expect(chat.status).to_contain_text("A little slower, please.")
    expect(chat.answers).to_have_text("Loket: You said: hurry")
    expect(chat.status).not_to_contain_text("slower")
    assert len(counter.posts) == 2


def test_a_failing_server_is_tried_again(chat: Chat, counter: Counter) -> None:
    counter.faults = [Fault(500, "broken", "Something broke."), Fault(503, "busy", "Busy.")]
    chat.ask("patience", "You said: patience")
    assert counter.texts == ["patience"]


def test_a_refused_message_is_given_back_with_the_reason(chat: Chat, counter: Counter) -> None:
    counter.faults = [Fault(400, "empty", "There is nothing to read in it.")]
    chat.send("\u200b…")
    expect(chat.error).to_have_text("There is nothing to read in it.")
    expect(chat.input).to_have_value("\u200b…")
    expect(chat.bubbles).to_have_count(0)
    chat.ask("words", "You said: words")
    expect(chat.error).to_be_hidden()


def test_when_the_server_has_forgotten_the_session_a_new_one_begins(chat: Chat, counter: Counter) -> None:
    chat.ask("old", "You said: old")
    counter.call(counter.talks.clear)
    chat.ask("new", "You said: new")
    assert counter.texts == ["new"]
    assert chat.texts() == ["old", "You said: old", "new", "You said: new"]
