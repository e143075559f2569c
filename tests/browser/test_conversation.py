"""A conversation in the web chat."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .chat import Chat
from .stub import Counter

pytestmark = pytest.mark.browser


def test_a_question_is_answered_and_the_focus_stays_in_the_input(chat: Chat) -> None:
    chat.ask("When is the library open?", "You said: When is the library open?")
    assert chat.texts() == ["When is the library open?", "You said: When is the library open?"]
    assert chat.focused()["tag"] == "textarea"
    expect(chat.input).to_have_value("")


def test_reload_shows_the_conversation_again_and_goes_on(chat: Chat, counter: Counter) -> None:
    chat.ask("one", "You said: one")
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    chat.ask("two", "You said: two")
    assert chat.texts() == ["one", "You said: one", "two", "You said: two"]
    assert counter.texts == ["one", "two"]
