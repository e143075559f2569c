"""Who tells a need and asks nothing is taken to ask about a service, and is not sent an ambulance."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.intents import needs
from bot.intents.model import NEED, NEED_ASKS, Example, IntentModel, train
from bot.settings import LAUNCH_LANGUAGES

OTHERS = [
    Example(text, language, intent)
    for language, intent, texts in (
        ("en", "greet", ("hello", "good morning", "hi there", "hey")),
        ("en", "thanks", ("thank you", "thanks a lot", "many thanks", "cheers, thanks")),
        (
            "en",
            NEED_ASKS,
            ("what is home care?", "tell me about day care", "what is a parking permit?", "about permits"),
        ),
    )
    for text in texts
]
NEEDS = [
    Example(text, "en", NEED)
    for text in (
        "my mother can't cook any more",
        "we need a place for our toddler",
        "dad forgets things",
        "no money left",
    )
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    return train(OTHERS * 3 + NEEDS * 12, tmp_path_factory.mktemp("needs") / "vectors.db")


def test_a_need_asks_about_a_service_and_is_no_intent_itself(model: IntentModel) -> None:
    ranking = model.judge("my father can't cook for himself any more", "en").ranking
    assert ranking[0][0] == NEED_ASKS
    assert NEED not in dict(ranking)
    assert sum(share for _, share in ranking) == pytest.approx(1.0, abs=1e-3)


def test_many_lines_of_needs_do_not_make_needs_of_greetings(model: IntentModel) -> None:
    assert model.judge("good morning", "en").ranking[0][0] == "greet"


def test_a_kept_model_judges_needs_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    text = "our toddler needs a place"
    again = IntentModel.load(tmp_path).judge(text, "en").ranking
    assert dict(again) == pytest.approx(dict(model.judge(text, "en").ranking), abs=1e-2)


def test_every_language_tells_of_needs_and_reports_and_dangers_are_left_out() -> None:
    lines = list(needs.examples())
    assert {line.language for line in lines} == set(LAUNCH_LANGUAGES)
    assert min(Counter(line.language for line in lines).values()) > 300
    assert set(needs.thesaurus().concepts) >= needs.NEITHER
