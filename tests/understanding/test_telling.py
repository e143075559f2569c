"""Who tells a need and asks nothing is taken to ask about a service, who tells what is wrong to report it; none of them
is sent an ambulance.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.intents import matters, needs
from bot.intents.model import MATTERS, NEED, NEED_ASKS, Example, IntentModel, train
from bot.settings import LAUNCH_LANGUAGES

LINES = {
    "greet": ("hello", "good morning", "hi there", "hey"),
    "thanks": ("thank you", "thanks a lot", "many thanks", "cheers, thanks"),
    NEED_ASKS: ("what is home care?", "tell me about day care", "what is a parking permit?", "about permits"),
    "file_service_request": ("I want to report a fault", "please repair this", "send somebody", "report it"),
    "file_complaint": ("I want to complain", "a complaint", "I am not satisfied", "complain about you"),
}
TELLING = {
    NEED: ("my mother can't cook any more", "we need a place for our toddler", "dad forgets things", "no money left"),
    "matter_service_request": ("the lamp is out", "a hole in our road", "the bin is full", "water leaks here"),
    "matter_complaint": ("the clerk was rude", "nobody called me back", "the bill is wrong", "the bus was late"),
}
TOLD = [
    ("my father can't cook for himself any more", NEED_ASKS),
    ("the lamp by our door is out", "file_service_request"),
    ("the clerk was rude to me", "file_complaint"),
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    counted = [(LINES, 3), (TELLING, 12)]
    examples = [
        Example(text, "en", name)
        for lines, times in counted
        for name, texts in lines.items()
        for text in texts
        for _ in range(times)
    ]
    return train(examples, tmp_path_factory.mktemp("telling") / "vectors.db")


@pytest.mark.parametrize(("text", "intent"), TOLD)
def test_what_is_told_counts_for_an_intent_and_is_none_itself(model: IntentModel, text: str, intent: str) -> None:
    ranking = model.judge(text, "en").ranking
    assert ranking[0][0] == intent
    assert not set(TELLING) & set(dict(ranking))
    assert sum(share for _, share in ranking) == pytest.approx(1.0, abs=1e-3)


def test_many_lines_that_tell_make_nothing_else_of_greetings(model: IntentModel) -> None:
    assert model.judge("good morning", "en").ranking[0][0] == "greet"


@pytest.mark.parametrize(("text", "_"), TOLD)
def test_a_kept_model_judges_what_is_told_the_same(model: IntentModel, tmp_path: Path, text: str, _: str) -> None:
    model.save(tmp_path)
    again = IntentModel.load(tmp_path).judge(text, "en").ranking
    assert dict(again) == pytest.approx(dict(model.judge(text, "en").ranking), abs=1e-2)


def test_every_language_tells_of_needs_and_reports_and_dangers_are_left_out() -> None:
    lines = list(needs.examples())
    assert {line.language for line in lines} == set(LAUNCH_LANGUAGES)
    assert min(Counter(line.language for line in lines).values()) > 300
    assert set(needs.thesaurus().concepts) >= needs.NEITHER


def test_every_language_tells_of_both_kinds_of_matters() -> None:
    lines = list(matters.examples())
    counted = Counter((line.language, line.intent) for line in lines)
    assert set(counted) == {(language, kind) for language in LAUNCH_LANGUAGES for kind in MATTERS}
    assert min(counted.values()) > 100
    assert len({line.text.casefold() for line in lines}) == len(lines)
