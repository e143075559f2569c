"""A question that only points goes on with the service talked about; one that names something is searched."""

from __future__ import annotations

import pytest

from bot.search.asking import names_nothing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "And how much is that?"), ("en", "what does it cost"), ("fi", "paljonko se maksaa"),
        ("fi", "Mitä siihen tarvitaan?"),
        ("sv", "och vad kostar det?"), ("de", "Und was kostet das?"),
        ("de", "Welche Unterlagen brauche ich dafür?"),
        ("fr", "et combien ça coûte ?"), ("es", "¿y cuánto cuesta eso?"),
        ("ar", "وكم التكلفة؟"), ("uk", "а скільки це коштує?"),
    ],
)  # fmt: skip
def test_a_question_that_only_points_names_nothing(language: str, text: str) -> None:
    assert names_nothing(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "how much is a library card"), ("fi", "paljonko kirjastokortti maksaa"), ("sv", "vad kostar dagis"),
        ("de", "was kostet der Hund"), ("fr", "combien coûte la cantine"), ("es", "cuánto cuesta la piscina"),
        ("ar", "كم تكلفة المسبح"), ("uk", "скільки коштує басейн"), ("it", "quanto costa"),
    ],
)  # fmt: skip
def test_a_question_that_names_something_is_searched(language: str, text: str) -> None:
    assert not names_nothing(text, language)
