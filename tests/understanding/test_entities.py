"""Days, places in a list, languages, addresses and tracking codes are read in the words people use."""

from __future__ import annotations

import datetime as dt

import pytest

from bot import entities
from bot.dates import easter, find_day

TODAY = dt.date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("is it open tomorrow", "2026-11-25"),
        ("open on Sunday?", "2026-11-29"),
        ("Onko auki jouluaattona?", "2026-12-24"),
        ("är det öppet på julafton", "2026-12-24"),
        ("24.12.", "2026-12-24"),
        ("haben Sie am 24. Dezember offen", "2026-12-24"),
        ("¿abren el 6 de enero?", "2027-01-06"),
        ("ouvert le dimanche", "2026-11-29"),
        ("هل يفتح يوم الأحد", "2026-11-29"),
        ("чи відкрито в неділю", "2026-11-29"),
        ("day after tomorrow", "2026-11-26"),
        ("auki ylihuomenna", "2026-11-26"),
        ("on Good Friday", "2027-03-26"),
        ("juhannuksena", "2027-06-26"),
        ("the 1st of May", "2027-05-01"),
        ("heute", "2026-11-24"),
        ("open at 14:30", None),
        ("the fee is 3.5 euros", None),
        ("guten Morgen", None),
        ("por la mañana", None),
        ("mon passeport", None),
        ("30.2.2027", None),
    ],
)
def test_a_day_is_the_next_one_so_called(text: str, day: str | None) -> None:
    found = find_day(text, TODAY)
    assert (found.isoformat() if found else None) == day


def test_easter_falls_where_the_church_says() -> None:
    assert [easter(year).isoformat() for year in (2024, 2025, 2027, 2038)] == [
        "2024-03-31",
        "2025-04-20",
        "2027-03-28",
        "2038-04-25",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the second one", 2),
        ("2", 2),
        ("toinen", 2),
        ("den andra", 2),
        ("das zweite bitte", 2),
        ("le deuxième", 2),
        ("la segunda", 2),
        ("الثاني", 2),
        ("другий", 2),
        ("٣", 3),
        ("number three", 3),
        ("viimeinen", -1),
        ("I'd take the last one", -1),
        ("one of the forms is missing and I do not know what to do", None),
    ],
)
def test_a_choice_from_a_list_is_a_number(text: str, place: int | None) -> None:
    assert entities.find_ordinal(text) == place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("in English please", "en"),
        ("suomeksi kiitos", "fi"),
        ("på svenska tack", "sv"),
        ("auf Deutsch bitte", "de"),
        ("parlez-vous français", "fr"),
        ("en español por favor", "es"),
        ("بالعربية من فضلك", "ar"),
        ("українською будь ласка", "uk"),
        ("do you speak Somali", "so"),
        ("not in German, in French", "fr"),
        ("where is the library", None),
    ],
)
def test_a_language_that_is_asked_for_is_known_by_name(text: str, code: str | None) -> None:
    assert entities.find_language(text) == code


def _found(text: str) -> dict[str, int | str]:
    return {entity.kind: entity.value for entity in entities.find(text, TODAY, "FI")}


def test_addresses_are_found() -> None:
    assert _found("call me at 040 123 4567") == {"phone": "+358401234567"}
    assert _found("mail anna.b@example.org") == {"email": "anna.b@example.org"}
