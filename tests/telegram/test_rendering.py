"""A message as Telegram takes it: short enough, with valid entities, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.telegram.rendering import LONGEST, keyboard, parts
from tests.telegram.spec import parsed_html, units

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cc")), max_size=60)


def shown(*messages: object) -> list[str]:
    return [parsed_html(part.html)[0] for part in messages]  # type: ignore[attr-defined]


def test_text_is_cut_at_the_ends_of_sentences() -> None:
    sentence = "Is this a sentence of some length? Yes. "
    cut = shown(*parts(sentence * 300))
    assert all(text.endswith(("?", ".")) and units(text) <= LONGEST for text in cut)
    assert " ".join(cut) == (sentence * 300).strip()


def test_what_has_no_sentences_is_cut_at_words_and_what_has_no_words_anywhere() -> None:
    words = shown(*parts("word " * 2000))
    assert all(text.strip("word ") == "" and units(text) <= LONGEST for text in words)
    assert "".join(shown(*parts("x" * 10_000))) == "x" * 10_000


def test_signs_outside_the_basic_plane_count_twice() -> None:
    cut = shown(*parts("😀" * 4000))
    assert all(units(text) <= LONGEST for text in cut)
    assert "".join(cut) == "😀" * 4000


def test_paragraphs_stay_paragraphs() -> None:
    assert shown(*parts("One.\n\nTwo.  Three.\nFour.")) == ["One.\n\nTwo.  Three.\nFour."]


def test_buttons_stand_under_the_last_part_alone() -> None:
    cut = parts("A sentence. " * 600, [("b_1", "Yes"), ("b_2", "No")])
    assert len(cut) == 2
    assert cut[0].keyboard is None
    assert cut[1].keyboard is not None


def test_short_buttons_stand_side_by_side_and_long_ones_alone() -> None:
    titles = ["Yes", "No", "A residents' parking permit", "Other"]
    made = keyboard([(f"b_{number}", title) for number, title in enumerate(titles)])
    assert made is not None
    assert [[button.text for button in row] for row in made.inline_keyboard] == [["Yes", "No"], [titles[2]], ["Other"]]


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://a.example/"><b>', "ftp://x", "not a link"])
def test_only_links_of_the_web_become_links(url: str) -> None:
    (part,) = parts("", card={"title": "T", "links": [{"title": "Here", "url": url}]})
    assert "<a " not in part.html
    parsed_html(part.html)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, title=TEXTS, label=TEXTS, times=st.integers(1, 120))
def test_any_text_has_valid_entities_and_is_whole(text: str, title: str, label: str, times: int) -> None:
    card = {"title": title, "text": text * times, "facts": [{"label": label, "text": title}], "links": []}
    messages = parts(text * times, card=card, label=label, chosen=title)
    assert all(0 < units(said) <= LONGEST for said in shown(*messages))
    together = "".join("".join(shown(*messages)).split())
    assert "".join((text * times).split()) in together
