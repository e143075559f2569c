"""What a message means while something is asked: an answer, a command, or a question in between."""

from __future__ import annotations

from typing import Any

import pytest

from bot.forms.deciding import Decision, Said, decide


def meant(text: str, intent: str, asking: str, confidence: float = 0.9, **context: Any) -> Decision | None:
    form = {"draft": "d", "asking": asking, "kind": context.pop("kind", "complaint")}
    return decide(Said(text, intent, confidence, codes=False), {"form": form, **context})


@pytest.mark.parametrize(
    ("text", "intent", "asking"),
    [
        ("my passport expired and nobody answered my mails", "ask_time", "what"),
        ("hello?? the bus never came", "greet", "what"),
        ("on the corner of the church", "ask_place", "where"),
        ("since Monday", "ask_open", "when"),
        ("please repair it", "file_service_request", "remedy"),
        ("how long does it take to get an answer and why did nobody call me back?", "ask_time", "what"),
    ],
)
def test_an_answer_is_an_answer_whatever_it_sounds_like(text: str, intent: str, asking: str) -> None:
    kind = "question" if text.endswith("?") else "complaint"
    assert meant(text, intent, asking, kind=kind) == Decision("form_answer")


@pytest.mark.parametrize(
    ("text", "intent", "asking"),
    [
        ("How much is a parking permit?", "ask_cost", "where"),
        ("Wann hat die Bibliothek geöffnet?", "ask_hours", "contact"),
        ("onko kirjasto auki?", "ask_open", "when"),
        ("can I talk to a person", "human", "what"),
        ("speak Finnish please", "change_language", "summary"),
        ("thanks", "thanks", "where"),
    ],
)
def test_a_question_in_between_stays_a_question(text: str, intent: str, asking: str) -> None:
    assert meant(text, intent, asking) is None


@pytest.mark.parametrize(
    ("text", "intent", "asking", "command"),
    [
        ("later", "stop", "where", "later"),
        ("später", "stop", "where", "later"),
        ("lopeta", "stop", "contact", "later"),
        ("go back", "back", "contact", "back"),
        ("I don't know", "unsure", "when", "skip"),
        ("start over", "back", "summary", "new"),
        ("anonymous", "out_of_scope", "contact", "anonymous"),
        ("change the place to Torikatu 5", "correct", "summary", "change"),
    ],
)
def test_a_command_is_obeyed(text: str, intent: str, asking: str, command: str) -> None:
    assert meant(text, intent, asking) == Decision("form_command", {"command": command})


OPTIONS = [["street-lighting", "Street lighting"], ["noise", "Noise, smells and smoke"], ["other", "Something else"]]


@pytest.mark.parametrize(
    ("text", "intent", "value"),
    [
        ("2", "choose_nth", "noise"),
        ("the first one", "choose_nth", "street-lighting"),
        ("noise, smells and smoke", "nlu_fallback", "noise"),
        ("yes", "yes", "yes"),
        ("no", "no", "no"),
    ],
)
def test_a_choice_is_taken_by_its_number_or_its_words(text: str, intent: str, value: str) -> None:
    assert meant(text, intent, "category", options=OPTIONS) == Decision("form_answer", {"value": value})


def test_a_number_is_no_choice_where_words_are_asked() -> None:
    assert meant("2", "choose_nth", "where") == Decision("form_answer")


def test_a_place_that_was_sent_is_an_answer_at_any_question() -> None:
    said = Said("60.17000, 24.94000", "nlu_fallback", 0.4, codes=False, located=True)
    assert decide(said, {"form": {"draft": "d", "asking": "contact"}}) == Decision("form_answer")


def test_without_a_form_a_code_asks_for_its_case() -> None:
    assert decide(Said("····-····-1TB", "greet", 0.9, codes=True), {}) == Decision("track_case")


def test_without_a_form_nothing_is_changed() -> None:
    assert decide(Said("how much is a parking permit?", "ask_cost", 0.9, codes=False), {}) is None


def test_a_survey_is_answered_by_its_digit_long_after_it_was_asked() -> None:
    context = {"options": [[f"survey:7:{score}", score] for score in "12345"]}
    said = Said("4", "choose_nth", 0.9, codes=False)
    assert decide(said, context) == Decision("survey_answer", {"survey": "7", "value": "4"})


@pytest.mark.parametrize(
    ("text", "intent", "asking"),
    [
        ("an apology", "repeat", "remedy"),
        ("call me back", "human", "remedy"),
        ("cancel it", "stop", "remedy"),
        ("Aurinkopolku", "small_talk", "where"),
        ("nine weeks", "bye", "when"),
        ("just the chat", "robot", "contact"),
        ("They forgot my mother for two days. How can that be?", "ask_about", "what"),
    ],
)
def test_a_few_words_that_answer_are_not_taken_for_a_wish(text: str, intent: str, asking: str) -> None:
    found = meant(text, intent, asking)
    assert found is not None
    assert found.intent == "form_answer"
