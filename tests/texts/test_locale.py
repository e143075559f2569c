"""Every message in every launch language, with the same arguments, and none that nothing says."""

from __future__ import annotations

import re

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.settings import LAUNCH_LANGUAGES, ROOT
from bot.texts import LOCALE, MissingMessage, Texts, direction, say

VARIANTS = {"sms", "voice", "easy"}
SOURCES = ("actions", "bot", "channels", "desk")


def entries(language: str) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for path in sorted((LOCALE / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name} ({language}): {entry.content[:80]!r} cannot be read"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{language}: {entry.id.name} is written twice"
                found[entry.id.name] = entry
    return found


class _Variables(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


def variables(message: ast.Message) -> set[str]:
    visitor = _Variables()
    visitor.visit(message)
    return visitor.names


ENGLISH = entries("en")


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_no_language_lacks_a_message(language: str) -> None:
    assert set(entries(language)) == set(ENGLISH)


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_a_translation_uses_the_arguments_of_the_english_message(language: str) -> None:
    here = entries(language)
    assert {name for name in here if variables(here[name]) != variables(ENGLISH[name])} == set()


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_only_known_variants_are_written(language: str) -> None:
    found = {attribute.id.name for message in entries(language).values() for attribute in message.attributes}
    assert found <= VARIANTS


def test_every_message_is_said_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for room in SOURCES for path in (ROOT / room).rglob("*.py"))
    code += (ROOT / "domain.yml").read_text(encoding="utf-8").replace("_", "-")
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "locale" / "en").glob("*.ftl"))
    prefixes = set(re.findall(r'f"([a-z]+(?:-[a-z]+)*-)\{', code))
    unsaid = {
        name
        for name in ENGLISH
        if f'"{name}"' not in code
        and f"utter-{name}" not in code
        and f"{{ {name} }}" not in texts
        and not name.startswith(tuple(prefixes))
    }
    assert not unsaid


def test_right_to_left_texts_isolate_what_is_put_into_them() -> None:
    said = Texts().say("answer-about", "ar", service="Helsinki 2026")
    assert "\u2068Helsinki 2026\u2069" in said
    assert direction("ar") == "rtl" and direction("fi") == "ltr"


def test_a_left_to_right_text_carries_no_invisible_signs_that_would_cost_an_sms_its_alphabet() -> None:
    assert "\u2068" not in Texts().say("answer-about", "en", "sms", service="Library card")


def test_a_message_that_nobody_wrote_is_an_error_that_says_where_to_write_it() -> None:
    with pytest.raises(MissingMessage, match=r"add it to a \.ftl file"):
        Texts().say("no-such-message", "en")


def test_an_unserved_language_is_answered_in_english() -> None:
    assert Texts().say("thanks", "it") == Texts().say("thanks", "en")


def test_an_argument_may_be_called_name_or_language() -> None:
    helpline = say("danger-helpline", "en", name="Crisis helpline", number="09 2525 0111")
    assert helpline == "You can also call: Crisis helpline, 09 2525 0111."
    assert say("answer-other-language", "en", language="Finnish").endswith("Finnish.")
