"""Danger is recognised in every launch language, and what only sounds like it is not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.danger import Kind, assess, judge, load
from bot.danger.vote import BELIEVED_ALTHOUGH_HARMLESS
from bot.evaluation import read_tsv
from bot.settings import LAUNCH_LANGUAGES, ROOT

EXAMPLES = ROOT / "data" / "danger" / "examples.tsv"


def test_the_rules_of_every_language_can_be_read() -> None:
    load()


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("my kitchen is on fire!!", "en", Kind.FIRE),
        ("hart atack", "en", Kind.MEDICAL),
        ("I want to kill myself", "en", Kind.SELF_HARM),
        ("tääl haisee kaasu", "fi", Kind.GAS),
        ("lapsi putosi jäihin", "fi", Kind.WATER),
        ("min man slår mig", "sv", Kind.VIOLENCE),
        ("mein kind hat tabletten geschluckt", "de", Kind.POISON),
        ("ma fille a disparu", "fr", Kind.CHILD),
        ("no respira", "es", Kind.MEDICAL),
        ("زوجي يضربني", "ar", Kind.VIOLENCE),
        ("тут пахне газом", "uk", Kind.GAS),
    ],
)
def test_the_kind_of_danger_is_told(text: str, language: str, kind: Kind) -> None:
    found = assess(text, language)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how do I get a fire permit", "en"),
        ("the printer is dead", "en"),
        ("fire safety inspection", "en"),
        ("heart attack prevention course", "en"),
        ("my phone died", "en"),
        ("Herzinfarkt Vorsorgekurs", "de"),
        ("palotarkastus", "fi"),
        ("brandskyddskontroll", "sv"),
        ("permis de feu", "fr"),
        ("la impresora está muerta", "es"),
        ("الطابعة ميتة", "ar"),
        ("принтер здох", "uk"),
    ],
)
def test_what_only_sounds_like_danger_is_an_ordinary_question(text: str, language: str) -> None:
    assert judge(text, language, lambda: BELIEVED_ALTHOUGH_HARMLESS - 0.01) is None


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_hardly_a_danger_is_missed_and_hardly_an_ordinary_line_taken_for_one(language: str) -> None:
    counts: Counter[tuple[str, bool]] = Counter()
    for row in read_tsv(EXAMPLES, ("danger", "lang", "text")):
        if row["lang"] == language:
            counts[row["danger"], assess(row["text"], language) is not None] += 1
    assert counts["1", False] <= 0.03 * (counts["1", False] + counts["1", True])
    assert counts["0", True] <= 0.05 * (counts["0", False] + counts["0", True])


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_fewer_than_one_in_a_hundred_ordinary_questions_raises_an_alarm(language: str) -> None:
    asked = alarms = 0
    for path in sorted(Path(ROOT / "data" / "nlu" / language).glob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["nlu"]:
            if block["intent"] == "danger":
                continue
            for line in block["examples"].splitlines():
                asked += 1
                alarms += assess(line.removeprefix("- "), language) is not None
    assert asked > 1000
    assert alarms <= 0.01 * asked


def test_a_cry_in_english_is_heard_in_any_conversation() -> None:
    assert assess("help there is a fire in the kitchen", "fi") is not None
