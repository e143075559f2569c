"""How a person can be reached, from their own words. The names are made up."""

from __future__ import annotations

import pytest

from bot.forms.contact import Contact, read_contact

_GIVEN = [
    ("Maria Lind, maria@example.org", Contact(name="Maria Lind", email="maria@example.org")),
    ("my name is Maria Lind, call me on 040 123 4567", Contact(name="Maria Lind", phone="+358401234567")),
    ("I am Maria", Contact(name="Maria")),
    ("Maria Lind", Contact(name="Maria Lind")),
    ("maria at example.org", Contact(email="maria at example.org")),
    ("maria@example", Contact(email="maria@example")),
    ("just answer here", Contact(here=True)),
    ("in this chat is fine", Contact(here=True)),
    ("anonymous", Contact(anonymous=True)),
    ("I don't want to give my name", Contact(anonymous=True)),
    ("+358 40 123 4567", Contact(phone="+358401234567")),
    ("call me on 12345", Contact(phone="12345")),
    ("Nimeni on Maija Virta", Contact(name="Maija Virta")),
    ("olen Maija Virta, puh. 040 1234567", Contact(name="Maija Virta", phone="+358401234567")),
    ("Maija Virta, maija@example.fi", Contact(name="Maija Virta", email="maija@example.fi")),
    ("vastaa tähän", Contact(here=True)),
    ("nimettömänä", Contact(anonymous=True)),
    ("tässä chatissa käy", Contact(here=True)),
    ("soittakaa 040 1234567", Contact(phone="+358401234567")),
    ("en halua antaa nimeäni", Contact(anonymous=True)),
    ("Jag heter Anna Berg", Contact(name="Anna Berg")),
    ("Mitt namn är Anna Berg, anna@example.se", Contact(name="Anna Berg", email="anna@example.se")),
    ("svara här", Contact(here=True)),
    ("jag är Anna", Contact(name="Anna")),
    ("anonymt tack", Contact(anonymous=True)),
    ("ring 040 123 4567", Contact(phone="+358401234567")),
    ("Ich heiße Karl Moser", Contact(name="Karl Moser")),
    ("Mein Name ist Karl Moser, Tel. +49 30 123456", Contact(name="Karl Moser", phone="+4930123456")),
    ("hier im Chat reicht", Contact(here=True)),
    ("anonym bitte", Contact(anonymous=True)),
    ("Ich bin Karl Moser", Contact(name="Karl Moser")),
    ("karl@example.de", Contact(email="karl@example.de")),
    ("Je m'appelle Lucie Petit", Contact(name="Lucie Petit")),
    ("Mon nom est Lucie Petit, lucie@example.fr", Contact(name="Lucie Petit", email="lucie@example.fr")),
    ("répondez ici", Contact(here=True)),
    ("je suis Lucie", Contact(name="Lucie")),
    ("je veux rester anonyme", Contact(anonymous=True)),
    ("appelez-moi au 040 123 4567", Contact(phone="+358401234567")),
    ("Me llamo Elena Ruiz", Contact(name="Elena Ruiz")),
    ("mi nombre es Elena Ruiz, elena@example.es", Contact(name="Elena Ruiz", email="elena@example.es")),
    ("respóndame aquí", Contact(here=True)),
    ("soy Elena", Contact(name="Elena")),
    ("anónimo", Contact(anonymous=True)),
    ("llámenme al 040 123 4567", Contact(phone="+358401234567")),
    ("اسمي سلمى خوري", Contact(name="سلمى خوري")),
    ("سلمى خوري، salma@example.org", Contact(name="سلمى خوري", email="salma@example.org")),
    ("رقمي ٠٤٠ ١٢٣ ٤٥٦٧", Contact(phone="+358401234567")),
    ("أجيبوا هنا", Contact(here=True)),
    ("مجهول", Contact(anonymous=True)),
    ("أنا سلمى", Contact(name="سلمى")),
    ("Мене звати Олена Коваль", Contact(name="Олена Коваль")),
    ("Олена Коваль, olena@example.org", Contact(name="Олена Коваль", email="olena@example.org")),
    ("мій телефон 040 123 4567", Contact(phone="+358401234567")),
    ("відповідайте тут", Contact(here=True)),
    ("анонімно", Contact(anonymous=True)),
    ("Я Олена", Contact(name="Олена")),
]
_NONE = [
    "I am very angry",
    "The lamp is broken",
    "Torikatu 12",
    "The lamp on Torikatu has been dark since 12.11.2026",
    "Yes please",
    "no",
    "Valo on rikki",
    "olen vihainen",
    "Jag är arg",
    "lampan är trasig",
    "Ich bin verärgert",
    "Die Lampe ist kaputt",
    "je suis furieux",
    "le lampadaire est cassé",
    "soy vecina",
    "la farola está rota",
    "لا أعرف",
    "المصباح مكسور",
    "أنا غاضب جدا",
    "Я дуже злий",
    "ліхтар не працює",
]


@pytest.mark.parametrize(("text", "contact"), _GIVEN)
def test_name_mail_and_phone_are_read_from_one_message(text: str, contact: Contact) -> None:
    assert read_contact(text, "FI") == contact


@pytest.mark.parametrize("text", _NONE)
def test_what_gives_no_contact_is_none(text: str) -> None:
    assert read_contact(text, "FI") is None


def test_a_time_of_the_day_is_no_address() -> None:
    assert read_contact("The bus drove past me yesterday at 7.40 though I waved", "FI") is None
