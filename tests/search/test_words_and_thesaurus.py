"""Promises of the words of the search: folding, ways of asking, the thesaurus."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.search.asking import without_asking
from bot.search.thesaurus import FOLDER, ThesaurusError, read, thesaurus
from bot.search.words import folded, stem, words
from bot.settings import LAUNCH_LANGUAGES


@pytest.mark.parametrize(
    ("one", "other"),
    [("Päiväkoti", "paivakoti"), ("GARDERÍA", "garderia"), ("Straße", "strasse"), ("أين", "اين")],
)
def test_accents_capitals_and_forms_of_letters_do_not_matter(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_an_apostrophe_joins_and_an_article_before_it_falls_off() -> None:
    assert words("l'école, Mother's") == ["ecole", "mothers"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("سيارتي", "السيارة"), ("شقتنا", "شقة"), ("هالبيت", "بيت"), ("وبالمدرسة", "مدرسة"), ("عالشارع", "الشارع")],
)
def test_an_arabic_word_has_one_stem_with_articles_and_whose_it_is(one: str, other: str) -> None:
    assert stem(folded(one)) == stem(folded(other))


@pytest.mark.parametrize(
    ("one", "other"), [("permits", "permit"), ("päivähoidon", "päivähoidot"), ("السيارات", "سيارات")]
)
def test_the_stem_of_one_form_begins_that_of_another(one: str, other: str) -> None:
    assert stem(folded(one)).startswith(stem(folded(other)))


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "Hello, how much does a parking permit cost?", "a parking permit"),
        ("es", "¿Cómo solicito plaza en la guardería?", "plaza en la guardería"),
        ("fi", "Miten haen päiväkotipaikkaa?", "päiväkotipaikkaa"),
        ("de", "Wie lange dauert eine Umweltgenehmigung?", "eine Umweltgenehmigung"),
        ("en", "what is it?", "what is it"),
        ("xx", "how much?", "how much"),
    ],
)
def test_the_way_of_asking_is_cut_away_and_the_thing_is_left(language: str, text: str, left: str) -> None:
    assert without_asking(text, language) == left


def test_every_concept_has_words_in_every_launch_language() -> None:
    known = thesaurus()
    for language in LAUNCH_LANGUAGES:
        named = {known.concepts[term.concept] for term in known.terms if term.language == language}
        assert named == set(known.concepts), language


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("en", "nobody has emptied our dustbin", "refuse collection"),
        ("fi", "mistä saan päivähoitopaikan", "early childhood education"),
        ("sv", "jag har fått en parkeringsbot", "parking fine"),
        ("de", "mein Auto wurde abgeschleppt", "towed vehicle"),
        ("fr", "je suis enceinte", "maternity and child health clinic"),
        ("es", "me duele un diente", "dental care"),
        ("ar", "أحتاج رخصة بناء", "building permit"),
        ("uk", "хочу взяти книги в бібліотеці", "library"),
    ],
)
def test_citizens_words_lead_to_the_concept(language: str, text: str, concept: str) -> None:
    known = thesaurus()
    assert known.concepts.index(concept) in known.concepts_in(text, [language])


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("ar", "ماذا أفعل بسيارتي المسحوبة", "towed vehicle"),
        ("de", "Muellabfuhr kommt nicht", "refuse collection"),
        ("de", "Grundstueck teilen", "plot parcelling"),
    ],
)
def test_joined_particles_and_umlauts_written_out_hide_no_word(language: str, text: str, concept: str) -> None:
    known = thesaurus()
    assert known.concepts.index(concept) in known.concepts_in(text, [language])


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [("en", "booking a meeting", "library"), ("en", "employment advice", "employer services")],
)
def test_another_word_with_the_same_beginning_is_no_term(language: str, text: str, concept: str) -> None:
    known = thesaurus()
    assert known.concepts.index(concept) not in known.concepts_in(text, [language])


def test_words_far_apart_are_no_term() -> None:
    known = thesaurus()
    found = known.concepts_in("the fine weather made us forget all about our parking", ["en"])
    assert known.concepts.index("parking fine") not in found


@pytest.mark.parametrize(
    ("content", "told"),
    [("terms: [", "not YAML"), ("words: {}", "terms and said"), ("terms: {library: books}", "'library'")],
)
def test_a_wrong_file_is_named_with_its_remedy(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "en.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ThesaurusError, match=r"en\.yml") as error:
        read(tmp_path)
    assert told in str(error.value)


def test_a_broader_concept_without_words_is_told(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text("terms: {library: [books]}", encoding="utf-8")
    (tmp_path / "broader.yml").write_text("broader: {library: [culture]}", encoding="utf-8")
    with pytest.raises(ThesaurusError, match="culture"):
        read(tmp_path)


def test_the_thesaurus_of_the_repository_is_in_the_folder_the_search_reads() -> None:
    assert {path.stem for path in FOLDER.glob("??.yml")} == set(LAUNCH_LANGUAGES)
