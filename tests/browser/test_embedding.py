"""The chat in other people's pages: one script tag, another origin, a strict Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from .chat import Chat
from .stub import Counter

pytestmark = pytest.mark.browser

LISTEN = """
addEventListener('securitypolicyviolation', event => (window.broken ??= []).push(event.violatedDirective));
addEventListener('error', event => (window.broken ??= []).push(event.message));
"""


@contextmanager
def town(html: str, headers: dict[str, str] | None = None) -> Iterator[Counter]:
    """A town's own web server, at another origin than the counter's."""
    running = Counter({"/": html}, headers)
    running.start()
    try:
        yield running
    finally:
        running.close()


def html(body: str, attributes: str = 'lang="en"') -> str:
    return (
        f"<!doctype html><html {attributes}><title>A town</title><body><main><h1>A town</h1></main>{body}</body></html>"
    )


def script(counter: Counter, attributes: str = "") -> str:
    return f'<script type="module" src="{counter.origin}/static/loket/loket.js" {attributes}></script>'


def test_a_strict_policy_needs_two_entries_and_breaks_nothing(page: Page, counter: Counter) -> None:
    allowed = f"default-src 'none'; script-src {counter.origin}; connect-src {counter.origin}"
    policy = f"{allowed}; require-trusted-types-for 'script'"
    page.add_init_script(LISTEN)
    with town(html(script(counter)), {"Content-Security-Policy": policy}) as site:
        page.goto(site.origin)
        chat = Chat(page)
        chat.open()
        chat.ask("hello", "You said: hello")
        chat.languages.select_option("ar")
        menu = chat.menu()
        menu.locator("input[value=dark]").check()
        assert chat.panel.evaluate("panel => getComputedStyle(panel).position") == "fixed"
        menu.locator("button.forget").click()
        chat.element.locator("dialog.confirm button.danger").click()
        expect(chat.bubbles).to_have_count(0)
        assert page.evaluate("window.broken") is None
    assert site.talks == {}


def test_the_chat_calls_nobody_but_its_own_server(page: Page, counter: Counter) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    with town(html(script(counter))) as site:
        page.goto(site.origin)
        chat = Chat(page)
        chat.open()
        chat.ask("hello", "You said: hello")
        assert asked == {site.origin, counter.origin}


def test_no_cookie_is_set(page: Page, counter: Counter) -> None:
    page.goto(f"{counter.origin}/bare")
    chat = Chat(page)
    chat.open()
    chat.ask("hello", "You said: hello")
    assert page.context.cookies() == []


def test_the_pages_style_does_not_leak_in(page: Page, counter: Counter) -> None:
    shouting = (
        "<style>* { font-size: 40px !important; } html { font-size: 5px; } button { display: none !important; }</style>"
    )
    with town(html(shouting + script(counter))) as site:
        page.goto(site.origin)
        chat = Chat(page)
        chat.open()
        size = chat.input.evaluate("input => getComputedStyle(input).fontSize")
        assert size == chat.element.evaluate("element => getComputedStyle(element.shadowRoot.firstChild).fontSize")


def test_attributes_of_the_script_tag_and_custom_properties_are_obeyed(page: Page, counter: Counter) -> None:
    style = "<style>loket-chat { --loket-accent: rgb(120, 0, 90); }</style>"
    attributes = 'data-language="de" data-subtitle="Stadt Musterhausen" data-position="start" data-theme="light"'
    with town(html(style + script(counter, attributes))) as site:
        page.goto(site.origin)
        chat = Chat(page)
        expect(chat.launcher).to_have_css("background-color", "rgb(120, 0, 90)")
        chat.open()
        expect(chat.panel).to_contain_text("Stadt Musterhausen")
        expect(chat.input).to_have_attribute("placeholder", "Schreiben Sie Ihre Frage")
        box = chat.panel.bounding_box()
        assert box and box["x"] < 40


def test_the_corner_follows_the_page_and_not_the_language_of_the_chat(page: Page, counter: Counter) -> None:
    with town(html(script(counter))) as site:
        page.goto(site.origin)
        chat = Chat(page)
        chat.open()
        chat.languages.select_option("ar")
        expect(chat.element.locator(".root")).to_have_attribute("dir", "rtl")
        box = chat.panel.bounding_box()
        assert box and box["x"] > 550
    with town(html(script(counter), 'lang="ar" dir="rtl"')) as site:
        page.goto(site.origin)
        Chat(page).open()
        box = Chat(page).panel.bounding_box()
        assert box and box["x"] < 40


def test_a_page_may_place_the_chat_in_its_text(page: Page, counter: Counter) -> None:
    with town(html("<loket-chat inline></loket-chat>" + script(counter))) as site:
        page.goto(site.origin)
        chat = Chat(page)
        expect(chat.input).to_be_visible()
        chat.ask("hello", "You said: hello")
        assert page.locator("loket-chat").count() == 1
        assert chat.launcher.count() == 0
        chat.input.press("Escape")
        expect(chat.input).to_be_visible()


def test_a_page_without_storage_still_has_a_chat(page: Page, counter: Counter) -> None:
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('denied', 'SecurityError'); }});"
    )
    page.goto(f"{counter.origin}/bare")
    chat = Chat(page)
    chat.open()
    chat.ask("hello", "You said: hello")
    chat.ask("again", "You said: again")
    assert counter.texts == ["hello", "again"]
