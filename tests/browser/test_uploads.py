"""Files reach the counter by a button, by drop and by paste; what goes on is shown and read out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.chat import Chat
from tests.browser.stub import Counter, Fault
from tests.browser.test_accessibility import LOOKS, violations

PICTURE = FilePayload(name="lamp.jpg", mimeType="image/jpeg", buffer=b"\xff\xd8\xff" + b"x" * 2000)
_TRANSFER = """([kind, name, type, content]) => {
    const data = new DataTransfer();
    // A number is a size: so large a file is made here, not sent through the test's own wire.
    const inside = typeof content === "number" ? new Uint8Array(content) : content;
    data.items.add(new File([inside], name, {type}));
    const chat = document.querySelector("loket-chat").shadowRoot;
    if (kind === "paste") {
        const input = chat.querySelector("textarea");
        input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    } else {
        const log = chat.querySelector(".log");
        for (const name of ["dragover", "drop"]) {
            const how = {dataTransfer: data, bubbles: true, cancelable: true, composed: true};
            log.dispatchEvent(new DragEvent(name, how));
        }
    }
}"""


TOO_BIG = ["drop", "film.jpg", "image/jpeg", 10 * 1024 * 1024 + 1]


def attach(chat: Chat, *files: FilePayload) -> None:
    chat.element.locator("input[type=file]").set_input_files(list(files))


def test_files_are_sent_one_after_the_other_and_shown_as_messages(chat: Chat, counter: Counter) -> None:
    second = FilePayload(name="map of the park.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
    attach(chat, PICTURE, second)
    expect(chat.own).to_have_count(2)
    assert [name for name, _ in counter.files] == ["lamp.jpg", "map of the park.pdf"]
    assert counter.files[0][1] == PICTURE["buffer"]
    expect(chat.element.locator(".uploads")).to_be_hidden()


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_files_can_be_dropped_and_pasted(chat: Chat, counter: Counter, page: Page, way: str) -> None:
    page.evaluate(_TRANSFER, [way, "lamp.png", "image/png", "a picture"])
    expect(chat.own).to_have_count(1)
    assert counter.files == [("lamp.png", b"a picture")]


def test_the_way_of_a_file_is_shown_and_can_be_stopped(chat: Chat, counter: Counter) -> None:
    counter.file_seconds = 5
    attach(chat, PICTURE)
    expect(chat.element.get_by_role("progressbar", name="Sending lamp.jpg")).to_be_visible()
    expect(chat.status).to_contain_text("Sending lamp.jpg")
    chat.element.get_by_role("button", name="Stop sending lamp.jpg").click()
    expect(chat.element.locator(".uploads")).to_be_hidden()
    assert chat.focused()["label"] == "Add a file"
    expect(chat.own).to_have_count(0)


def test_a_refused_file_says_why(chat: Chat, counter: Counter) -> None:
    counter.faults = [Fault(415, "case_file_type", "This kind of file cannot be taken.")]
    attach(chat, PICTURE)
    expect(chat.element.locator(".uploads [role=alert]")).to_have_text("This kind of file cannot be taken.")
    expect(chat.element.get_by_role("button", name="Try again")).to_be_hidden()


def test_a_file_that_did_not_get_through_can_be_tried_again(chat: Chat, counter: Counter) -> None:
    counter.faults = [Fault(503, "broken", "")]
    attach(chat, PICTURE)
    chat.element.get_by_role("button", name="Try again").click()
    expect(chat.own).to_have_count(1)


def test_a_file_that_is_too_big_is_not_even_sent(chat: Chat, counter: Counter, page: Page) -> None:
    page.evaluate(_TRANSFER, TOO_BIG)
    expect(chat.element.locator(".uploads [role=alert]")).to_contain_text("at most 10 MB")
    assert counter.files == []


def test_the_button_works_by_keyboard(chat: Chat, page: Page) -> None:
    # The browser's own window of files stays shut: Playwright hears of it only in a browser's first page.
    chat.element.locator("input[type=file]").evaluate(
        "picker => picker.addEventListener('click', event => { picker.dataset.asked = 'yes'; event.preventDefault(); })"
    )
    expect(chat.input).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(chat.element.get_by_role("button", name="Add a file")).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat.element.locator("input[type=file][data-asked=yes]")).to_have_count(1)


def test_a_sent_file_is_shown_as_one_and_after_a_reload_as_any_message(chat: Chat, page: Page) -> None:
    attach(chat, PICTURE)
    expect(chat.own.locator(".file bdi")).to_have_text("lamp.jpg")
    page.reload()
    chat.own.first.wait_for()
    assert "lamp.jpg" in chat.texts()


def test_a_sent_file_can_be_taken_back(chat: Chat, counter: Counter) -> None:
    attach(chat, PICTURE)
    chat.own.get_by_role("button", name="Remove: lamp.jpg").click()
    expect(chat.own.get_by_role("status")).to_have_text("Removed")
    expect(chat.own.get_by_role("button")).to_have_count(0)
    assert counter.files == []


def test_a_file_that_was_filed_stays_and_that_is_said(chat: Chat, counter: Counter) -> None:
    attach(chat, PICTURE)
    counter.filed = True
    chat.own.get_by_role("button", name="Remove: lamp.jpg").click()
    expect(chat.own.get_by_role("status")).to_contain_text("no longer be removed")
    assert [name for name, _ in counter.files] == ["lamp.jpg"]


def test_there_is_no_button_where_files_are_not_taken(chat: Chat, counter: Counter) -> None:
    counter.limits["file"] = 0
    chat.ask("Hello", "You said: Hello")
    expect(chat.element.get_by_role("button", name="Add a file")).to_be_hidden()


@pytest.mark.parametrize("look", ["light", "dark", "right-to-left, dark", "narrow, right-to-left"])
def test_axe_finds_nothing_while_files_are_sent(browser: Browser, counter: Counter, axe: str, look: str) -> None:
    counter.file_seconds = 30
    context = browser.new_context(**{"locale": "en-GB", "reduced_motion": "reduce", **LOOKS[look]})
    page = context.new_page()
    page.goto(f"{counter.origin}/")
    chat = Chat(page)
    chat.open()
    attach(chat, PICTURE)
    page.evaluate(_TRANSFER, TOO_BIG)
    expect(chat.element.locator(".uploads li")).to_have_count(2)
    assert violations(page, axe) == []
    context.close()
