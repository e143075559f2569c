"""One message that asks several things is cut into its questions, and no other is."""

from __future__ import annotations

import pytest

from bot.questions import MOST_QUESTIONS, cut


@pytest.mark.parametrize(
    "text",
    [
        "How much is a parking permit and where do I apply?",
        "What documents do I need? How long does it take?",
        "Wie viel kostet der Pass und wo bekomme ich ihn?",
        "Paljonko passi maksaa ja missä sitä haetaan?",
        "Combien coûte un passeport et quels documents faut-il ?",
        "¿Cuánto cuesta y dónde está?",
        "Vad kostar passet och var ansöker jag?",
        "كم رسوم جواز السفر وأين أقدم الطلب؟",
        "Скільки коштує паспорт і де його отримати?",
    ],
)
def test_two_questions_are_two(text: str) -> None:
    assert len(cut(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Where is the library",
        "I live in Kallio. Where do I get a passport?",
        "marriage and divorce",
        "How do I renew my passport? Thanks!",
        "Thanks. when is it open?",
        "I want to know how it works and what I get",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert cut(text) == [text]


def test_no_more_than_a_few_are_answered_at_once_and_no_word_is_lost() -> None:
    text = " ".join(f"What does number {number} cost?" for number in range(9))
    parts = cut(text)
    assert len(parts) == MOST_QUESTIONS
    assert " ".join(parts) == text
