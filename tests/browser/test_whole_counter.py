"""The chat against the real web process, dispatcher and database, with an assistant of scripted answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.messages.counter import Counter

from .chat import Chat
from .test_accessibility import violations
from .test_embedding import LISTEN, html, town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh database, made once and copied."""
    maker = Counter(tmp_path_factory.mktemp("database"))
    maker.prepare()
    return maker.var / "desk.db"


@pytest.fixture
def whole(tmp_path: Path, database: Path) -> Iterator[Counter]:
    """Web process and assistant. The assistant answers every message with two."""
    counter = Counter(tmp_path / "var")
    counter.prepare(database)
    counter.start("web", "assistant")
    counter.wait_until_up()
    counter.wait_for_assistant("ready")
    yield counter
    counter.close()


def opened(page: Page, counter: Counter) -> Chat:
    page.goto(counter.url)
    chat = Chat(page)
    chat.open()
    return chat


def test_the_demo_page_obeys_its_own_policy_and_axe_finds_nothing(page: Page, whole: Counter, axe: str) -> None:
    page.add_init_script(LISTEN)
    failed: list[str] = []

    def note(response: Response) -> None:
        if response.status >= 400:
            failed.append(response.url)

    page.on("response", note)
    chat = opened(page, whole)
    chat.send("choose something")
    expect(chat.answers).to_have_count(2)
    assert violations(page, axe) == []
    assert page.evaluate("window.broken") is None
    assert failed == []


def test_a_conversation_survives_kill_9_of_the_web_process(page: Page, whole: Counter) -> None:
    chat = opened(page, whole)
    chat.send("first")
    expect(chat.answers).to_have_count(2)
    whole.kill("web")
    chat.send("second, while it is down")
    chat.send("third, while it is down")
    expect(chat.status).to_contain_text("There is no connection.")
    whole.start("web")
    whole.wait_until_up()
    expect(chat.answers).to_have_count(6, timeout=30_000)
    expect(chat.own).to_have_count(3)
    page.reload()
    expect(chat.answers).to_have_count(6)
    texts = whole.rows("desk", "SELECT text FROM desk_messages_inbound ORDER BY seq")
    assert texts == [("first",), ("second, while it is down",), ("third, while it is down",)]


def test_an_assistant_that_is_away_is_told_and_answers_when_it_is_back(page: Page, whole: Counter) -> None:
    chat = opened(page, whole)
    chat.send("first")
    expect(chat.answers).to_have_count(2)
    whole.kill("assistant")
    chat.send("second")
    expect(chat.status).to_contain_text("The assistant is away for a moment.", timeout=20_000)
    whole.start("assistant")
    expect(chat.answers).to_have_count(4, timeout=30_000)
    expect(chat.status).not_to_contain_text("away")


def test_a_button_is_chosen_once(page: Page, whole: Counter) -> None:
    chat = opened(page, whole)
    chat.send("choose something")
    button = chat.log.locator("button.choice").first
    title = button.inner_text()
    button.dblclick()
    expect(chat.answers).to_have_count(4)
    expect(chat.own.last).to_contain_text(title)
    assert whole.rows("desk", "SELECT count(*) FROM desk_messages_inbound") == [(2,)]


def test_end_and_forget_erases_the_conversation_from_the_desk(page: Page, whole: Counter) -> None:
    chat = opened(page, whole)
    chat.send("a secret")
    expect(chat.answers).to_have_count(2)
    chat.menu().get_by_role("button", name="End and forget").click()
    chat.element.get_by_role("button", name="Erase it").click()
    expect(chat.status).to_contain_text("The conversation has been erased.")
    for table in ("desk_messages_inbound", "desk_messages_outbound", "desk_messages_conversation"):
        assert whole.rows("desk", f"SELECT count(*) FROM {table}") == [(0,)], table


def test_a_text_that_the_server_refuses_comes_back_in_the_persons_language(page: Page, whole: Counter) -> None:
    chat = opened(page, whole)
    chat.languages.select_option("de")
    chat.send("\u200b\u200b")
    expect(chat.error).to_have_text(re.compile(r"\w{4,}"))
    expect(chat.bubbles).to_have_count(0)


def test_a_page_of_an_allowed_origin_may_embed_the_chat(page: Page, whole: Counter) -> None:
    script = f'<script type="module" src="{whole.url}/static/loket/loket.js"></script>'
    policy = f"default-src 'none'; script-src {whole.url}; connect-src {whole.url}"
    with town(html(script), {"Content-Security-Policy": policy}) as site:
        whole.stop("web")
        whole.set("LOKET_WEB_ORIGINS", site.origin)
        whole.start("web")
        whole.wait_until_up()
        page.goto(site.origin)
        chat = Chat(page)
        chat.open()
        chat.send("from elsewhere")
        expect(chat.answers).to_have_count(2)
