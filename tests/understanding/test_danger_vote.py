"""The classifier's vote on danger: what no rule foresaw, and what is not danger although it sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.danger import judge, lines
from bot.danger.vote import BELIEVED, BELIEVED_ALTHOUGH_HARMLESS
from bot.intents.model import DANGER, FALLBACK, HARMLESS, Example, IntentModel, train, without_danger
from bot.settings import LAUNCH_LANGUAGES

UNFORESEEN = "she went very quiet and her hand is cold"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    taught = {
        DANGER: ["the house burns", "he does not breathe", "she fell in the river", "he hits me", "I want to die"],
        HARMLESS: ["fire permit", "breathing course", "river cruise fee", "a hit song", "flowers died in the pot"],
        "ask_cost": [
            "how much is it",
            "what does a passport cost",
            "is it free",
            "price of swimming",
            "what is the fee",
        ],
    }
    examples = [Example(text, "en", intent) for intent, texts in taught.items() for text in texts]
    return train(examples, tmp_path_factory.mktemp("vectors") / "vectors.db")


def test_what_only_sounds_like_danger_is_no_intent_of_its_own(model: IntentModel) -> None:
    ranking = model.rank("fire permit", "en")
    assert {name for name, _ in ranking} == {DANGER, "ask_cost"}
    assert sum(probability for _, probability in ranking) == pytest.approx(1.0, abs=1e-4)
    assert ranking[0][0] == "ask_cost"


def test_danger_is_not_thought_likelier_because_the_harmless_class_is_left_out(model: IntentModel) -> None:
    assert dict(model.rank("fire permit", "en"))[DANGER] < BELIEVED
    assert dict(model.rank("the house burns", "en"))[DANGER] > BELIEVED


def test_a_model_with_the_harmless_class_judges_as_before_when_it_was_kept(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    kept = dict(IntentModel.load(tmp_path).rank("he does not breathe", "en"))
    assert kept[DANGER] == pytest.approx(dict(model.rank("he does not breathe", "en"))[DANGER], abs=1e-3)


def test_the_vote_counts_from_its_threshold_on() -> None:
    assert judge(UNFORESEEN, "en", BELIEVED) is not None
    assert judge(UNFORESEEN, "en", BELIEVED - 0.01) is None


def test_beside_an_offices_word_the_vote_must_be_surer() -> None:
    assert judge(f"{UNFORESEEN} after the course", "en", BELIEVED) is None
    assert judge(f"{UNFORESEEN} after the course", "en", BELIEVED_ALTHOUGH_HARMLESS) is not None


def test_where_danger_is_ruled_out_the_next_likely_intent_is_taken() -> None:
    assert without_danger([(DANGER, 0.5), ("ask_cost", 0.4)], 0.5)[0] == ("ask_cost", pytest.approx(0.8))
    assert without_danger([(DANGER, 0.5), ("ask_cost", 0.1)], 0.5)[0][0] == FALLBACK


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_danger_and_what_sounds_like_it_are_taught_in_every_launch_language(language: str) -> None:
    own = [line for line in lines.examples() if line.language == language]
    assert sum(line.intent == DANGER for line in own) >= 120
    assert sum(line.intent == HARMLESS for line in own) >= 120
    dangers = {line.text for line in own if line.intent == DANGER}
    assert dangers.isdisjoint(line.text for line in own if line.intent == HARMLESS)
