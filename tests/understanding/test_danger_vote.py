"""The classifier's vote on danger: what no rule foresaw, and what is not danger although it sounds like it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.danger import in_doubt, judge, lines
from bot.danger.model import HARMLESS, DangerModel, train
from bot.danger.vote import BELIEVED, BELIEVED_ALTHOUGH_HARMLESS, DOUBTED
from bot.glossary import Gloss
from bot.intents.model import DANGER, FALLBACK, Example, Stage, without_danger
from bot.intents.ngrams import BUCKETS
from bot.intents.spelling import Spelling
from bot.settings import LAUNCH_LANGUAGES

UNFORESEEN = "she went very quiet and her hand is cold"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> DangerModel:
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


def test_what_only_sounds_like_danger_is_believed_less_than_danger(model: DangerModel) -> None:
    assert model.belief("fire permit", "en").probability < BELIEVED
    assert model.belief("the house burns", "en").probability > BELIEVED


def test_a_model_that_was_kept_believes_as_before(model: DangerModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    before = model.belief("he does not breathe", "en").probability
    assert DangerModel.load(tmp_path).belief("he does not breathe", "en").probability == pytest.approx(before, abs=1e-3)


def test_a_text_without_a_letter_tells_of_no_danger_and_asks_no_encoder(model: DangerModel) -> None:
    assert model.belief("👍", "en").probability == 0.0
    assert model.belief("…?", "en").stage is Stage.SPELLING


def test_what_was_plain_and_is_spelt_like_no_danger_needs_no_encoder() -> None:
    bias = np.array([6.0, -6.0], dtype=np.float32)
    calm = Spelling(np.zeros((BUCKETS, 2), np.float32), np.zeros((0, 2), np.float32), bias)
    assert DangerModel((DANGER, HARMLESS), (), {}, calm).belief("kiitos", "fi", plain=True).stage is Stage.SPELLING


def test_danger_in_a_language_with_a_glossary_is_believed_by_its_english(model: DangerModel) -> None:
    text, gloss = "ta ei hinga", Gloss("et", "he does not breathe")
    own, english = model.belief(text, "et").probability, model.belief(gloss.english, "en").probability
    assert own < model.belief(text, "et", gloss=gloss).probability < english


def test_the_vote_counts_from_its_threshold_on() -> None:
    assert judge(UNFORESEEN, "en", lambda: BELIEVED) is not None
    assert judge(UNFORESEEN, "en", lambda: BELIEVED - 0.01) is None


def test_below_it_danger_is_in_doubt_down_to_a_small_belief() -> None:
    assert in_doubt(judge(UNFORESEEN, "en", lambda: DOUBTED), DOUBTED)
    assert not in_doubt(judge(UNFORESEEN, "en", lambda: DOUBTED - 0.01), DOUBTED - 0.01)
    assert not in_doubt(judge(UNFORESEEN, "en", lambda: BELIEVED), BELIEVED)


def test_beside_an_offices_word_the_vote_must_be_surer() -> None:
    assert judge(f"{UNFORESEEN} after the course", "en", lambda: BELIEVED) is None
    assert judge(f"{UNFORESEEN} after the course", "en", lambda: BELIEVED_ALTHOUGH_HARMLESS) is not None


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
