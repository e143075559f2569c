"""Who tells what is wrong and asks nothing is taken to report it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.intents import matters
from bot.intents.model import MATTERS, NEED_ASKS, Example, IntentModel, train
from bot.settings import LAUNCH_LANGUAGES

OTHERS = [
    Example(text, "en", intent)
    for intent, texts in (
        ("greet", ("hello", "good morning", "hi there", "hey")),
        (NEED_ASKS, ("what is home care?", "tell me about day care", "what is a parking permit?", "about permits")),
        ("file_service_request", ("I want to report a fault", "please repair this", "send somebody", "report it")),
        ("file_complaint", ("I want to complain", "a complaint", "I am not satisfied", "complain about you")),
    )
    for text in texts
]
WRONG = [
    Example(text, "en", kind)
    for kind, texts in (
        ("matter_service_request", ("the lamp is out", "a hole in our road", "the bin is full", "water leaks here")),
        ("matter_complaint", ("the clerk was rude", "nobody called me back", "the bill is wrong", "the bus was late")),
    )
    for text in texts
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    return train(OTHERS * 3 + WRONG * 12, tmp_path_factory.mktemp("matters") / "vectors.db")


@pytest.mark.parametrize(
    ("text", "intent"),
    [("the lamp by our door is out", "file_service_request"), ("the clerk was rude to me", "file_complaint")],
)
def test_what_is_wrong_is_filed_and_is_no_intent_itself(model: IntentModel, text: str, intent: str) -> None:
    ranking = model.judge(text, "en").ranking
    assert ranking[0][0] == intent
    assert not set(MATTERS) & set(dict(ranking))
    assert sum(share for _, share in ranking) == pytest.approx(1.0, abs=1e-3)


def test_many_lines_of_matters_do_not_make_matters_of_greetings(model: IntentModel) -> None:
    assert model.judge("good morning", "en").ranking[0][0] == "greet"


def test_a_kept_model_judges_matters_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    text = "our bin is full again"
    again = IntentModel.load(tmp_path).judge(text, "en").ranking
    assert dict(again) == pytest.approx(dict(model.judge(text, "en").ranking), abs=1e-2)


def test_every_language_tells_of_both_kinds_of_matters() -> None:
    lines = list(matters.examples())
    counted = Counter((line.language, line.intent) for line in lines)
    assert set(counted) == {(language, kind) for language in LAUNCH_LANGUAGES for kind in MATTERS}
    assert min(counted.values()) > 100
    assert len({line.text.casefold() for line in lines}) == len(lines)
