"""Having nothing to tell is an answer."""

from __future__ import annotations

import pytest

from bot.forms.words import nothing

_NOTHING = [
    "nothing else",
    "no evidence",
    "I don't have any",
    "ei mitään muuta",
    "ei ole kuvia",
    "ei muuta",
    "ei kiitos",
    "minulla ei ole mitään",
    "inget mer",
    "nej tack",
    "jag har inget",
    "inget foto",
    "utan bild",
    "nichts weiter",
    "nein danke",
    "keine Bilder",
    "habe ich nicht",
    "kein Bild",
    "rien de plus",
    "non merci",
    "aucune photo",
    "sans photo",
    "je n'ai rien à ajouter",
    "nada más",
    "no gracias",
    "ninguna",
    "no tengo fotos",
    "sin pruebas",
    "لا شيء آخر",
    "لا شكرا",
    "بدون صورة",
    "ليس لدي صور",
    "لا يوجد",
    "більше нічого",
    "ні, дякую",
    "нічого немає",
    "немає",
    "без доказів",
    "no",
    "No, thanks",
    "no photo",
    "I have none",
    "that's all",
    "none",
    "ei",
    "ei ole",
    "ei kuvaa",
    "ei kuvia",
    "siinä kaikki",
    "nej",
    "inget",
    "inga bilder",
    "det var allt",
    "nein",
    "nichts",
    "kein Foto",
    "ich habe keine",
    "das war alles",
    "non",
    "rien",
    "pas de photo",
    "c'est tout",
    "je n'en ai pas",
    "no",
    "nada",
    "sin foto",
    "no tengo",
    "eso es todo",
    "لا",
    "لا شيء",
    "لا توجد صور",
    "هذا كل شيء",
    "ليس لدي",
    "ні",
    "нічого",
    "немає фото",
    "це все",
    "без фото",
    "не маю",
]

_SOMETHING = [
    "ei valoa",
    "no light",
    "kein Licht",
    "pas de lumière",
    "nada funciona",
    "لا ماء",
    "немає води",
    "inget ljus",
]


@pytest.mark.parametrize("text", _NOTHING)
def test_nothing_to_tell_is_understood(text: str) -> None:
    assert nothing(text)


@pytest.mark.parametrize("text", _SOMETHING)
def test_a_lack_of_something_is_not_nothing(text: str) -> None:
    assert not nothing(text)
