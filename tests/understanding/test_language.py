"""The language is found from a few words, kept in the conversation, and changed only when the person changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import language
from bot.evaluation.language import evaluate

DATA = Path(__file__).parent.parent / "data" / "language"


@pytest.mark.parametrize("path", [DATA / "dev.tsv", *sorted(DATA.glob("heldout-*.tsv"))], ids=lambda path: path.stem)
def test_few_words_are_enough_to_tell_the_language(path: Path) -> None:
    for code, rates in evaluate(path)["languages"].items():
        assert rates["accuracy"] >= 0.98, code


@pytest.mark.parametrize(
    ("prior", "text"),
    [
        ("en", "ok"),
        ("en", "Hauptstrasse 5"),
        ("en", "Mannerheimintie 5"),
        ("en", "Matti Virtanen"),
        ("en", "+358 40 1234567"),
        ("en", "7K2M-Q4TD-9XP"),
        ("en", "rue de Rivoli 12"),
        ("en", "Calle Mayor 3"),
        ("en", "José García López"),
        ("en", "kiitos"),
        ("fi", "Unter den Linden 5"),
        ("fi", "call center"),
        ("fi", "thank you"),
        ("fi", "John Smith"),
        ("sv", "Hämeenkatu 3"),
        ("de", "Kevin Smith"),
        ("fr", "weekend"),
        ("es", "internet"),
        ("ar", "Mannerheimintie 5"),
        ("ar", "A1B2-C3D4"),
        ("uk", "Olena Kovalenko"),
        ("uk", "👍"),
    ],
)
def test_names_numbers_addresses_and_borrowed_words_keep_the_conversations_language(prior: str, text: str) -> None:
    assert language.identify(text, prior).language == prior


@pytest.mark.parametrize(
    ("prior", "text", "to"),
    [
        ("en", "missä kirjasto on", "fi"),
        ("en", "wo ist das Bürgeramt?", "de"),
        ("fi", "I need a new passport", "en"),
        ("fi", "hur mycket kostar det", "sv"),
        ("sv", "paljonko se maksaa", "fi"),
        ("de", "je voudrais un passeport", "fr"),
        ("fr", "necesito un pasaporte", "es"),
        ("ar", "how much is it", "en"),
        ("en", "أين المكتبة", "ar"),
        ("en", "де бібліотека", "uk"),
    ],
)
def test_a_person_who_clearly_changes_language_is_followed(prior: str, text: str, to: str) -> None:
    assert language.identify(text, prior).language == to


@pytest.mark.parametrize(
    ("text", "own", "answered"),
    [
        ("Come posso rinnovare il passaporto?", "it", "es"),
        ("Jak wyrobić paszport?", "pl", "en"),
        ("Kuidas ma passi uuendan?", "et", "fi"),
        ("Hoe kan ik mijn paspoort verlengen?", "nl", "de"),
        ("Как продлить паспорт?", "ru", "uk"),
        ("چگونه پاسپورت خود را تمدید کنم؟", "fa", "ar"),
        ("Sidee baan u cusboonaysiin karaa baasaboorkayga?", "so", "en"),
        ("如何更新护照", "zh", "en"),
        ("Làm thế nào để gia hạn hộ chiếu?", "vi", "en"),
    ],
)
def test_a_language_we_do_not_serve_is_named_and_answered_in_the_likeliest(text: str, own: str, answered: str) -> None:
    found = language.identify(text)
    assert (found.unserved, found.language) == (own, answered)


def test_a_language_is_named_in_the_readers_own() -> None:
    assert language.name_of("it", "fi") == "italia"
    assert language.name_of("so", "sv") == "somaliska"


def test_without_a_word_the_hint_of_the_channel_decides() -> None:
    assert language.identify("12", None, "fi").language == "fi"
    assert not language.identify("12", None, "fi").sure
