"""A tracking code on the page: kept from mixing with right-to-left text, and copied by a button."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.stub import Counter

CODE = "Q4ZX-7K2M-8TB"


@pytest.mark.parametrize(
    ("text", "direction"), [(f"Your code: {CODE}.", "ltr"), (f"رمز المتابعة: {CODE}. يُرجى تدوينه.", "rtl")]
)
def test_a_code_is_isolated_and_copied(chat: Chat, counter: Counter, page: Page, text: str, direction: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    counter.answer = lambda asked: [{"text": text, "dir": direction}]
    chat.ask("Send it", CODE)
    expect(chat.answers.locator("bdi.code[dir=ltr]")).to_have_text(CODE)
    copy = chat.element.get_by_role("button", name="Copy the code")
    copy.press("Enter")
    expect(chat.element.locator(".copying [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == CODE


def test_the_example_of_a_code_is_not_offered_for_copying(chat: Chat, counter: Counter) -> None:
    counter.answer = lambda asked: [{"text": "What is your tracking code? It looks like this: 7K2M-Q4ZX-1TB."}]
    chat.ask("Where is my report?", "tracking code")
    expect(chat.element.get_by_role("button", name="Copy the code")).to_have_count(0)
