"""A language without training lines is understood by way of a word list."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import glossary
from bot.folding import fold
from bot.glossary import Gloss, Glossary

ESTONIAN = Glossary(
    words={"kui palju": "how much", "maksab": "costs", "luba": "permit", "kus": "where", "on": "is", "kool": "school"},
    stems={"parkimis": "parking", "raamatukog": "library"},
)
KNOWN = frozenset(["missä", "on", "kirjasto", "paljonko", "maksaa", "koulu"])


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Kui palju maksab parkimisluba?", "how much costs parking permit"),
        ("kus on raamatukogu", "where is library"),
        ("raamatukogudes", "library"),
        ("koolis", "school"),
        ("kus on Kalamaja kool", "where is kalamaja school"),
        ("", ""),
    ],
)
def test_words_become_english_and_what_is_not_known_stays(text: str, english: str) -> None:
    assert ESTONIAN.gloss(text) == english


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("kui palju maksab", False),  # a phrase is no word; "maksab" alone is not enough of three
        ("kus on raamatukogu", True),
        ("missä on kirjasto", False),
        ("kool", True),
        ("on", False),  # a word of the launch languages, too
        ("raamatukoguni", False),  # one word must stand in the list as it is
        ("", False),
    ],
)
def test_a_text_is_taken_for_the_language_only_where_the_list_tells_it_from_those_that_are_known(
    text: str, owned: bool
) -> None:
    assert ESTONIAN.owns(text, KNOWN) is owned


def test_a_text_of_the_language_is_glossed_even_where_its_words_tell_nothing() -> None:
    assert glossary.gloss("xyzzy", "et", frozenset()) == Gloss("et", "xyzzy")


def test_estonian_that_was_taken_for_finnish_is_glossed() -> None:
    found = glossary.gloss("kuidas ma saan parkimisluba taotleda", "fi", KNOWN)
    assert found == Gloss("et", "how can I parking permit apply")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("miten haen pysäköintilupaa", "fi"),
        ("where is the library", "en"),
        ("wo ist die bibliothek", "de"),
        ("dov'è la biblioteca", "it"),
        ("gdzie jest biblioteka", "pl"),
        ("أين المكتبة", "ar"),
    ],
)
def test_no_other_language_is_glossed(text: str, language: str) -> None:
    assert glossary.gloss(text, language, glossary.words_of(["where is the library", "wo ist die bibliothek"])) is None


@pytest.mark.parametrize("path", sorted(glossary.FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_line_of_a_list_is_a_comment_or_an_entry_that_stands_there_once(path: Path) -> None:
    entries: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        word, english = line.split("\t")
        assert word.strip() and english.strip(), f"{path.name}:{number} is empty"
        entries.append(fold(word))
    assert sorted(set(entries)) == sorted(entries)
