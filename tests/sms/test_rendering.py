"""What an SMS shows of a message that has links, a card and buttons."""

from __future__ import annotations

import pytest

from bot.settings import LAUNCH_LANGUAGES
from channels.sms.choices import Offered, number
from channels.sms.rendering import plain
from channels.sms.words import Keyword, keyword


def test_links_stand_on_lines_of_their_own_without_what_only_counts_visitors() -> None:
    text = "Apply at https://example.org/apply?a=1&utm_source=chat. It takes a day (see https://example.org/)."
    assert plain(text) == "Apply at\nhttps://example.org/apply?a=1\nIt takes a day (see\nhttps://example.org\n)."


def test_no_markdown_is_left() -> None:
    text = "## Permit\n**42 euros** a year, [apply here](https://example.org/p)"
    assert plain(text) == "Permit\n42 euros a year, apply here:\nhttps://example.org/p"


def test_a_card_is_lines_of_text() -> None:
    card = {
        "title": "Parking permit",
        "text": "For residents.",
        "facts": [{"label": "Cost", "text": "42 €"}],
        "links": [{"title": "Apply", "url": "https://example.org/apply"}],
        "source": {"title": "Call", "url": "tel:+358910010010"},
    }
    assert plain("Here it is.", card).split("\n") == [
        "Here it is.",
        "Parking permit",
        "For residents.",
        "Cost: 42 €",
        "Apply:",
        "https://example.org/apply",
        "Call: +358910010010",
    ]


def test_choices_that_the_text_does_not_list_get_numbers_after_those_that_it_does() -> None:
    listed = Offered("Which one?\n1. Street light\n2. Road", (("a", "Street light"), ("b", "Road"), ("c", "Later")))
    [numbered] = number([listed])
    assert numbered.lines == ("3. Later",)
    assert numbered.choices == {1: "a", 2: "b", 3: "c"}


def test_no_number_stands_for_two_choices_of_one_answer() -> None:
    first, second = number([Offered("A?", (("a", "Yes"), ("b", "No"))), Offered("B?", (("c", "Yes"), ("d", "No")))])
    assert first.lines == ("1. Yes", "2. No")
    assert second.lines == ("3. Yes", "4. No")


def test_a_choice_that_is_a_number_is_chosen_by_that_number() -> None:
    [numbered] = number([Offered("How well, from 1 to 5?", tuple((f"s{n}", str(n)) for n in range(1, 6)))])
    assert numbered.lines == ()
    assert numbered.choices[4] == "s4"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("STOP", Keyword.STOP),
        ("stop.", Keyword.STOP),
        ("Stopp!", Keyword.STOP),
        ("ARRÊT", Keyword.STOP),
        ("СТОП", Keyword.STOP),
        ("إيقاف", Keyword.STOP),
        ("unstop", Keyword.START),
        ("Hjälp", Keyword.HELP),
        ("مساعدة", Keyword.HELP),
        ("MÁS", Keyword.MORE),
        ("lisää", Keyword.MORE),
        ("stop the noise in my street", None),
        ("help me please", None),
    ],
)
def test_words_for_the_line_count_alone_in_a_message(text: str, meant: Keyword | None) -> None:
    found = keyword(text)
    assert (found.keyword if found else None) is meant


def test_every_language_has_its_words() -> None:
    from channels.sms.words import FILE, _words

    assert FILE.exists()
    for wanted in (Keyword.STOP, Keyword.START, Keyword.HELP, Keyword.MORE):
        languages = {found.language for found in _words().values() if found.keyword is wanted}
        assert languages >= set(LAUNCH_LANGUAGES) - {"en"}, wanted
