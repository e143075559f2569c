"""The chat as a person uses it: what can be seen and done, found by role and name."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect


class Chat:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("loket-chat")
        self.launcher = self.element.locator("button.launcher")
        self.panel = self.element.locator(".panel")
        self.input = self.element.locator("textarea")
        self.log = self.element.get_by_role("log")
        self.bubbles = self.log.locator(".bubble")
        self.status = self.element.locator(".status")
        self.error = self.element.locator(".composer .error")
        self.languages = self.element.locator("select")

    def open(self) -> None:
        self.launcher.click()
        expect(self.panel).to_be_visible()

    def send(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str, answer: str | re.Pattern[str], *, within: float = 5_000) -> None:
        """Send ``text`` and wait for an answer that contains ``answer``, so many milliseconds at most."""
        self.send(text)
        expect(self.answers.filter(has_text=answer).last).to_be_visible(timeout=within)

    @property
    def answers(self) -> Locator:
        return self.log.locator(".from-assistant .bubble")

    @property
    def own(self) -> Locator:
        return self.log.locator(".from-person .bubble")

    def texts(self) -> list[str]:
        """All messages in the order shown, without the speaker's name."""
        found: list[str] = self.bubbles.evaluate_all(
            """bubbles => bubbles.map(bubble => {
                const copy = bubble.cloneNode(true);
                copy.querySelectorAll('.sr, .speaker').forEach(part => part.remove());
                return copy.textContent.trim();
            })"""
        )
        return found

    def focused(self) -> dict[str, Any]:
        """Tag, class and accessible label of what has the focus, inside the chat or out."""
        found: dict[str, Any] = self.page.evaluate(
            """() => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return {tag: at.localName, class: at.className, label: at.getAttribute('aria-label') ?? at.textContent};
            }"""
        )
        return found

    def menu(self) -> Locator:
        self.element.locator("button[aria-controls=menu]").click()
        menu = self.element.locator("#menu")
        expect(menu).to_be_visible()
        return menu
