"""A conversation in the web chat, against a counter whose answers are scripted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from .chat import Chat
from .stub import Asked, Counter, Message

pytestmark = pytest.mark.browser

I18N = Path(__file__).resolve().parents[2] / "channels" / "web" / "static" / "loket" / "i18n"
LANGUAGES = ("en", "fi", "sv", "de", "fr", "es", "ar", "uk")
PERMIT: dict[str, Any] = {
    "title": "Parking permit",
    "text": "Park in your own zone.",
    "facts": [
        {"label": "Cost", "text": "60 € a year"},
        {"label": "How to apply", "text": "1. Log in.\n2. Pay.\n3. Print the permit."},
        {"label": "Telephone", "text": "+358 9 4245 0110"},
    ],
    "links": [{"title": "Apply online", "url": "https://www.lehtoranta.example/parking"}],
    "source": {"title": "Lehtoranta: parking", "url": "https://www.lehtoranta.example/source"},
}


def did_you_mean(asked: Asked) -> list[Message]:
    if asked.choice:
        return [{"text": f"Chosen: {asked.choice}"}]
    titles = {"b1": "Parking permit", "b2": "Parking fine"}
    return [{"text": "Did you mean?", "buttons": [{"id": key, "title": title} for key, title in titles.items()]}]


def test_a_question_is_answered_and_the_focus_stays_in_the_input(chat: Chat) -> None:
    chat.ask("When is the library open?", "You said: When is the library open?")
    assert chat.texts() == ["When is the library open?", "You said: When is the library open?"]
    assert chat.focused()["tag"] == "textarea"
    expect(chat.input).to_have_value("")


def test_nothing_is_asked_of_the_server_before_the_first_message(chat: Chat, counter: Counter) -> None:
    assert counter.talks == {}
    chat.ask("hello", "You said")
    assert len(counter.talks) == 1


def test_a_conversation_is_possible_in_every_launch_language(chat: Chat, counter: Counter) -> None:
    for code in LANGUAGES:
        words = json.loads((I18N / f"{code}.json").read_text(encoding="utf-8"))
        chat.languages.select_option(code)
        expect(chat.input).to_have_attribute("placeholder", words["placeholder"])
        chat.ask(words["examples"][0], words["examples"][0])
        expect(chat.answers.last).to_have_attribute("lang", code)
        expect(chat.answers.last).to_have_attribute("dir", "rtl" if code == "ar" else "ltr")
        assert {talk.language for talk in counter.talks.values()} == {code}


def test_every_language_has_every_word_and_every_placeholder() -> None:
    english = json.loads((I18N / "en.json").read_text(encoding="utf-8"))
    for code in LANGUAGES[1:]:
        words = json.loads((I18N / f"{code}.json").read_text(encoding="utf-8"))
        assert words.keys() == english.keys(), code
        for key, text in english.items():
            if isinstance(text, str):
                assert ("{n}" in text) == ("{n}" in words[key]), (code, key)
            else:
                assert len(words[key]) == len(text), (code, key)


def test_the_chosen_language_is_kept_after_reload(chat: Chat) -> None:
    chat.languages.select_option("fi")
    chat.page.reload()
    expect(chat.input).to_have_attribute("placeholder", "Kirjoita kysymyksesi")


def test_when_the_conversation_changes_language_the_chat_follows(chat: Chat, counter: Counter) -> None:
    chat.ask("hello", "You said")
    talk = next(iter(counter.talks.values()))
    counter.call(lambda: talk.tell("language", {"code": "sv", "dir": "ltr"}))
    expect(chat.input).to_have_attribute("placeholder", "Skriv din fråga")


def test_the_browsers_language_is_the_first(browser: Browser, counter: Counter) -> None:
    context = browser.new_context(locale="uk-UA")
    chat = Chat(context.new_page())
    chat.page.goto(f"{counter.origin}/bare")
    chat.open()
    expect(chat.input).to_have_attribute("placeholder", "Напишіть своє запитання")
    context.close()


def test_a_button_is_sent_once_however_often_it_is_clicked(chat: Chat, counter: Counter) -> None:
    counter.answer = did_you_mean
    counter.delay = 0.4
    chat.ask("parking", "Did you mean?")
    chat.element.get_by_role("button", name="Parking permit").dblclick()
    chat.element.get_by_role("button", name="Parking fine").click(force=True)
    expect(chat.answers.last).to_have_text("Loket: Chosen: b1")
    assert [post.get("choice") for post in counter.posts] == [None, "b1"]
    assert counter.texts == ["parking", "Parking permit"]


def test_after_the_answer_another_choice_may_be_taken(chat: Chat, counter: Counter) -> None:
    counter.answer = did_you_mean
    chat.ask("parking", "Did you mean?")
    chat.element.get_by_role("button", name="Parking permit").click()
    expect(chat.answers.last).to_have_text("Loket: Chosen: b1")
    chat.element.get_by_role("button", name="Parking fine").click()
    expect(chat.answers.last).to_have_text("Loket: Chosen: b2")


def test_a_card_shows_facts_lists_links_and_source(chat: Chat, counter: Counter) -> None:
    counter.answer = lambda asked: [{"text": "Here it is.", "card": PERMIT}]
    chat.ask("permit", "Here it is.")
    card = chat.answers.locator(".card")
    expect(card.locator("dt")).to_have_text(["Cost", "How to apply", "Telephone"])
    expect(card.locator("dd ol > li")).to_have_text(["Log in.", "Pay.", "Print the permit."])
    expect(card.locator("dd bdi")).to_have_text("+358 9 4245 0110")
    expect(card.locator("a[href='tel:+358942450110']")).to_be_visible()
    online = card.get_by_role("link", name="Apply online (opens in a new tab)")
    expect(online).to_have_attribute("rel", "noopener noreferrer")
    expect(card.locator(".source a")).to_have_attribute("href", "https://www.lehtoranta.example/source")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://www.hel.fi/en.", ["https://www.hel.fi/en"]),
        ("Call 09 310 1691 or 0800 123 456.", ["tel:093101691", "tel:0800123456"]),
        ("Write to parking.permits@hel.fi today", ["mailto:parking.permits@hel.fi"]),
        ("Open Mon-Thu 09-10, 12.30-15, on 24.12.2026 and 2026-01-31 from 08:00 to 09:00", []),
        ("Room 0123, postcode 00100 Helsinki, code 12345678, price 1 000 000 €", []),
    ],
)
def test_addresses_and_telephone_numbers_become_links_and_dates_do_not(
    chat: Chat, counter: Counter, text: str, links: list[str]
) -> None:
    counter.answer = lambda asked: [{"text": text}]
    chat.ask("where?", text[:8])
    hrefs = chat.answers.last.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [href.rstrip("/") for href in hrefs] == links


HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>\'"&amp;{{7*7}}'


def test_markup_is_shown_as_text_wherever_it_comes_from(chat: Chat, counter: Counter) -> None:
    bad = "javascript:window.hurt=1"
    counter.answer = lambda asked: [
        {
            "text": f"{HOSTILE} {bad}",
            "buttons": [{"id": "b", "title": HOSTILE}],
            "card": {
                "title": HOSTILE,
                "text": HOSTILE,
                "facts": [{"label": HOSTILE, "text": HOSTILE}],
                "links": [{"title": HOSTILE, "url": bad}, {"title": "data", "url": "data:text/html,hi"}],
                "source": {"title": HOSTILE, "url": bad},
            },
        }
    ]
    chat.ask(HOSTILE, "onerror")
    assert chat.texts()[0] == HOSTILE
    expect(chat.answers.locator(".card-title")).to_have_text(HOSTILE)
    expect(chat.element.locator(".choices bdi").last).to_have_text(HOSTILE)
    assert chat.element.locator("img, script").count() == 0
    assert chat.answers.locator("a").count() == 0
    assert chat.page.evaluate("window.hurt") is None


def test_shift_enter_begins_a_new_line_and_enter_sends(chat: Chat, counter: Counter) -> None:
    chat.input.press_sequentially("one")
    chat.input.press("Shift+Enter")
    chat.input.press_sequentially("two")
    chat.input.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert counter.texts == ["one\ntwo"]


def test_enter_that_ends_a_composition_sends_nothing(chat: Chat, counter: Counter) -> None:
    chat.input.fill("日本")
    chat.input.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229})
    expect(chat.input).to_have_value("日本")
    assert counter.posts == []


def test_blank_text_is_not_sent(chat: Chat, counter: Counter) -> None:
    chat.send("   \n  ")
    chat.element.get_by_role("button", name="Send").click()
    chat.ask("something", "You said: something")
    assert len(counter.posts) == 1


def test_a_text_of_4001_characters_is_kept_and_explained(chat: Chat, counter: Counter) -> None:
    chat.send("x" * 4001)
    expect(chat.error).to_have_text("Too long by 1 characters. Please shorten it or send it in two parts.")
    expect(chat.input).to_have_value("x" * 4001)
    expect(chat.input).to_have_attribute("aria-invalid", "true")
    assert counter.posts == []
    chat.send("🚲" * 4000)
    expect(chat.own).to_have_count(1)
    expect(chat.error).to_be_hidden()


def test_near_the_limit_the_characters_left_are_counted(chat: Chat) -> None:
    chat.input.fill("x" * 3000)
    expect(chat.element.locator(".count")).to_have_text("")
    chat.input.fill("x" * 3990)
    expect(chat.element.locator(".count")).to_have_text("Characters left: 10")


def test_a_long_answer_folds_and_unfolds(chat: Chat, counter: Counter) -> None:
    counter.answer = lambda asked: [{"text": "\n\n".join(f"Paragraph {n}. " + "Words. " * 40 for n in range(8))}]
    chat.ask("much", "Paragraph 0")
    expect(chat.answers.get_by_text("Paragraph 7")).to_be_hidden()
    more = chat.answers.get_by_role("button", name="Show more")
    expect(more).to_have_attribute("aria-expanded", "false")
    more.click()
    expect(chat.answers.get_by_text("Paragraph 7")).to_be_visible()
    expect(chat.answers.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")


def test_messages_carry_their_time(chat: Chat, counter: Counter) -> None:
    chat.ask("hello", "You said")
    talk = next(iter(counter.talks.values()))
    counter.call(lambda: talk.say("assistant", "Good morning", at="2026-01-31T07:05:00Z"))
    expect(chat.log.locator("time[datetime='2026-01-31T07:05:00Z']")).to_have_text("09:05")
    expect(chat.log.locator(".day")).to_have_text([chat.log.locator(".day").first.inner_text(), "Saturday 31 January"])


def test_a_person_is_asked_for_with_the_buttons_own_words(chat: Chat, counter: Counter) -> None:
    chat.element.get_by_role("button", name="Talk to a person").click()
    expect(chat.own).to_have_count(1)
    expect(chat.answers).to_have_count(1)
    assert counter.texts == ["Talk to a person"]


def test_end_and_forget_asks_first_and_erases_everywhere(chat: Chat, counter: Counter) -> None:
    chat.ask("a secret", "You said")
    chat.menu().get_by_role("button", name="End and forget").click()
    dialog = chat.element.get_by_role("dialog", name="End and forget this conversation?")
    dialog.get_by_role("button", name="Keep it").click()
    expect(chat.answers).to_have_count(1)
    chat.menu().get_by_role("button", name="End and forget").click()
    dialog.get_by_role("button", name="Erase it").click()
    expect(chat.status).to_contain_text("The conversation has been erased.")
    expect(chat.bubbles).to_have_count(0)
    assert counter.talks == {}
    stored = chat.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "secret" not in stored
    assert "session" not in stored
    chat.ask("again", "You said: again")
    assert counter.texts == ["again"]


def test_forgetting_that_fails_is_told_and_keeps_the_conversation(chat: Chat, counter: Counter) -> None:
    chat.ask("hello", "You said")
    counter.stop()
    chat.menu().get_by_role("button", name="End and forget").click()
    chat.element.get_by_role("button", name="Erase it").click()
    expect(chat.status).to_contain_text("could not be erased just now")
    expect(chat.answers).to_have_count(1)


def test_the_conversation_can_be_saved_as_text(chat: Chat, counter: Counter, tmp_path: Path) -> None:
    counter.answer = lambda asked: [{"text": "Here it is.", "card": PERMIT}]
    chat.ask("permit?", "Here it is.")
    menu = chat.menu()
    with chat.page.expect_download() as saving:
        menu.get_by_role("button", name="Save as text").click()
    assert saving.value.suggested_filename == "conversation.txt"
    saving.value.save_as(tmp_path / "saved.txt")
    text = (tmp_path / "saved.txt").read_text(encoding="utf-8-sig")
    wanted = (
        "You:\npermit?",
        "Loket:\nHere it is.",
        "Cost: 60 € a year",
        "Apply online: https://www.lehtoranta.example/parking",
    )
    for part in wanted:
        assert part in text


def test_an_answer_to_a_closed_chat_is_counted_on_the_launcher(chat: Chat, counter: Counter) -> None:
    counter.delay = 0.5
    chat.send("slow")
    expect(chat.own).to_have_count(1)
    chat.input.press("Escape")
    expect(chat.launcher).to_have_accessible_name("Ask Loket. New messages: 1")
    chat.launcher.click()
    expect(chat.answers.last).to_be_visible()
    chat.input.press("Escape")
    expect(chat.launcher).to_have_accessible_name("Ask Loket")


def test_typing_is_shown_while_the_answer_is_made(chat: Chat, counter: Counter) -> None:
    counter.delay = 4.0
    chat.send("slow")
    expect(chat.element.locator(".typing")).to_be_visible()
    expect(chat.status).to_contain_text("Loket is writing")
    expect(chat.answers).to_have_count(1)
    expect(chat.element.locator(".typing")).to_be_hidden()


def test_an_example_question_of_the_page_is_filled_in_and_not_sent(chat: Chat, counter: Counter) -> None:
    chat.page.goto(f"{counter.origin}/")
    chat.page.get_by_role("button", name="Mihin aikaan kirjasto on auki lauantaina?").click()
    expect(chat.input).to_have_value("Mihin aikaan kirjasto on auki lauantaina?")
    expect(chat.input).to_have_attribute("placeholder", "Kirjoita kysymyksesi")
    assert chat.focused()["tag"] == "textarea"
    assert counter.posts == []
    chat.input.press("Enter")
    expect(chat.answers).to_have_count(1)
    assert counter.texts == ["Mihin aikaan kirjasto on auki lauantaina?"]


def test_fifty_messages_keep_their_order(chat: Chat, counter: Counter) -> None:
    counter.answer = lambda asked: []
    for number in range(50):
        chat.send(f"message {number}")
    expect(chat.log.locator(".from-person:not(.unsent)")).to_have_count(50)
    assert counter.texts == [f"message {number}" for number in range(50)]
    assert chat.texts() == counter.texts
