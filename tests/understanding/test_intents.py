"""The intent classifier learns from lines, says how sure it is, and is the same after it was kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.evaluation import FileError
from bot.evaluation.intents import _examples
from bot.glossary import Gloss
from bot.intents import features
from bot.intents.model import FALLBACK, Example, IntentModel, Stage, train
from bot.intents.ngrams import BUCKETS
from bot.intents.spelling import Spelling

LINES = {
    "ask_cost": {
        "en": [
            "how much is it",
            "what does a passport cost",
            "is it free of charge",
            "price of swimming",
            "what is the fee",
        ],
        "fi": ["paljonko se maksaa", "mitä passi maksaa", "onko se ilmaista", "uimahallin hinta", "mikä on maksu"],
    },
    "ask_place": {
        "en": ["where is it", "where is the library", "what is the address", "nearest health centre", "where do I go"],
        "fi": ["missä se on", "missä kirjasto on", "mikä on osoite", "lähin terveysasema", "minne menen"],
    },
    "greet": {
        "en": ["hello", "hi there", "good morning", "good evening", "hey"],
        "fi": ["hei", "moi", "hyvää huomenta", "hyvää iltaa", "terve"],
    },
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    examples = [
        Example(text, language, intent)
        for intent, by_language in LINES.items()
        for language, texts in by_language.items()
        for text in texts
    ]
    return train(examples, tmp_path_factory.mktemp("vectors") / "vectors.db")


@pytest.mark.parametrize(
    ("text", "language", "intent"),
    [
        ("how much does the dog licence cost", "en", "ask_cost"),
        ("where can I find the town hall", "en", "ask_place"),
        ("good afternoon", "en", "greet"),
        ("paljonko uusi passi maksaa", "fi", "ask_cost"),
        ("missä on lähin kirjasto", "fi", "ask_place"),
        ("hyvää päivää", "fi", "greet"),
        ("quanto costa il passaporto?", "it", "ask_cost"),
    ],
)
def test_lines_that_were_never_seen_are_understood(model: IntentModel, text: str, language: str, intent: str) -> None:
    assert model.judge(text, language).ranking[0][0] == intent


def test_probabilities_sum_to_one_and_come_in_order(model: IntentModel) -> None:
    ranking = model.judge("hello where is it", "en").ranking
    assert sum(probability for _, probability in ranking) == pytest.approx(1.0, abs=1e-4)
    assert ranking == sorted(ranking, key=lambda item: -item[1])


@pytest.mark.parametrize("text", ["", "   ", "…", "👍👍", "?!"])
def test_a_text_without_a_letter_or_digit_is_never_guessed_at(model: IntentModel, text: str) -> None:
    assert model.believed(text, "en", 0.3).ranking[0][0] == FALLBACK


def test_an_intent_that_is_not_sure_enough_becomes_the_fallback(model: IntentModel) -> None:
    ranking = model.believed("hello", "en", 1.01).ranking
    assert [name for name, _ in ranking[:2]] == [FALLBACK, "greet"]


def test_a_model_that_was_kept_judges_as_before(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    kept = IntentModel.load(tmp_path)
    for text, language in (("where is it", "en"), ("mitä se maksaa", "fi")):
        before = dict(model.judge(text, language).ranking)
        assert dict(kept.judge(text, language).ranking) == pytest.approx(before, abs=1e-2)


@pytest.mark.parametrize("taken_for", ["et", "fi"])
def test_a_language_without_training_lines_is_understood_by_its_glossary(
    model: IntentModel, tmp_path: Path, taken_for: str
) -> None:
    model.save(tmp_path)
    for judging in (model, IntentModel.load(tmp_path)):
        judged = judging.judge("Kui palju juhiluba maksab?", taken_for)
        assert judged.gloss == Gloss("et", "how much driving licence cost")
        assert judged.ranking[0][0] == "ask_cost"


def test_a_line_like_those_that_were_learnt_is_not_glossed(model: IntentModel) -> None:
    assert all(model.judge(text, "fi").gloss is None for texts in LINES.values() for text in texts["fi"])


def _certain_of_the_first(classes: int) -> Spelling:
    bias = np.full(classes, -6.0, dtype=np.float32)
    bias[0] = 6.0
    return Spelling(np.zeros((BUCKETS, classes), np.float32), np.zeros((0, classes), np.float32), bias)


def test_a_greeting_that_is_certain_from_its_spelling_needs_no_encoder() -> None:
    without_networks = IntentModel(("greet", "thanks"), {}, _certain_of_the_first(2), _certain_of_the_first(2))
    judged = without_networks.judge("moi", "fi")
    assert (judged.ranking[0][0], judged.stage) == ("greet", Stage.SPELLING)


def test_a_question_about_a_service_is_never_judged_by_its_spelling_alone(model: IntentModel) -> None:
    certain = IntentModel(model.intents, model._heads, _certain_of_the_first(3), _certain_of_the_first(3))
    assert certain.intents[0] == "ask_cost"
    assert certain.judge("paljonko se maksaa", "fi").stage is Stage.E5


@pytest.mark.parametrize(
    ("text", "taught"),
    [
        ("Where is it?", "where is it"),
        ("PALJONKO SE MAKSAA!!", "paljonko se maksaa"),
        ("I need a place. ", "I need a place"),
        ("أين المكتب؟", "أين المكتب"),
        ("ID", "ID"),
        ("?", "?"),
        ("A", "A"),
        ("", ""),
    ],
)
def test_capitals_and_closing_signs_are_taken_away_as_in_training_lines(text: str, taught: str) -> None:
    assert features.as_taught(text) == taught


def test_a_question_means_the_same_with_a_capital_and_a_question_mark(model: IntentModel) -> None:
    assert model.judge("Missä on lähin kirjasto?", "fi") == model.judge("missä on lähin kirjasto", "fi")


def test_hints_know_arabic_words_with_what_is_written_on_to_them() -> None:
    intents = ("ask_cost", "ask_place")
    assert features.hints("وما الرسوم", "ar", intents)[0] > 0
    assert features.hints("anything", "xx", intents).sum() == 0


def test_yes_and_no_are_intents_and_no_truth_values(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "dialogue.yml").write_text('version: "3.1"\nnlu:\n- intent: yes\n  examples: |\n    - sure [thing](x)\n')
    assert list(_examples((tmp_path,))) == [("en", "yes", "sure thing")]


def test_a_file_that_holds_no_examples_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.yml").write_text("- nothing")
    with pytest.raises(FileError, match=r"broken\.yml"):
        list(_examples((tmp_path,)))
