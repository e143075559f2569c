"""What kind of case is asked for in so many words, and how a person wants to be reached, in every language."""

from __future__ import annotations

import pytest

from bot.forms.words import contact_wish, contradicts, kind_wished

_KINDS = {
    "complaint": [
        "I'd like to make a complaint",
        "haluan valittaa",
        "jag vill klaga",
        "ich will mich beschweren",
        "je veux me plaindre",
        "quiero poner una queja",
        "أريد تقديم شكوى",
        "хочу поскаржитися",
    ],
    "service_request": [
        "I want to report a fault",
        "haluan ilmoittaa viasta",
        "jag vill anmäla ett fel",
        "ich möchte einen Schaden melden",
        "je voudrais signaler un problème",
        "quiero avisar de un problema",
        "أريد الإبلاغ عن مشكلة",
        "хочу повідомити про проблему",
    ],
    "suggestion": [
        "I have a suggestion",
        "minulla on ehdotus",
        "jag har ett förslag",
        "ich habe einen Vorschlag",
        "j'ai une suggestion",
        "tengo una sugerencia",
        "عندي اقتراح",
        "я маю пропозицію",
    ],
    "question": [
        "it is only a question",
        "tämä on vain kysymys",
        "det är bara en fråga",
        "das ist nur eine Frage",
        "c'est juste une question",
        "es solo una pregunta",
        "هذا مجرد سؤال",
        "це лише запитання",
    ],
}
_STORIES = [
    "The complaint office was closed when I came.",
    "My neighbour complains about everything, but the noise is real.",
    "Valituksista ei ole ollut apua.",
    "Meine Frage wurde nie beantwortet.",
    "La question du parking n'est pas réglée.",
]
_REACHED = {
    "here": [
        "just here please",
        "vain tässä",
        "bara i chatten",
        "hier im Chat reicht",
        "juste dans le chat",
        "aquí mismo",
        "هنا يكفي",
        "просто тут",
    ],
    "none": [
        "no reply needed",
        "ei tarvitse vastata",
        "inget svar behövs",
        "keine Antwort nötig",
        "pas besoin de réponse",
        "no hace falta respuesta",
        "لا داعي للرد",
        "відповідь не потрібна",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in _KINDS.items() for text in texts])
def test_a_kind_that_is_asked_for_is_heard(kind: str, text: str) -> None:
    assert kind_wished(text) == kind


@pytest.mark.parametrize("text", _STORIES)
def test_a_story_that_names_a_kind_asks_for_none(text: str) -> None:
    assert kind_wished(text) is None


@pytest.mark.parametrize(("wish", "text"), [(wish, text) for wish, texts in _REACHED.items() for text in texts])
def test_an_answer_in_this_chat_or_none_is_enough(wish: str, text: str) -> None:
    assert contact_wish(text) == wish


@pytest.mark.parametrize("text", ["Maria Lind", "maria@example.org", "040 123 4567", "Herr Hier, 040 123 4567"])
def test_whoever_gives_an_address_is_not_taken_for_somebody_who_gives_none(text: str) -> None:
    assert contact_wish(text) is None


@pytest.mark.parametrize(
    "text", ["No, that's not it", "Ei, vaan…", "Nej, jag", "Nein!", "Non, ça", "No", "لا، هذا", "Ні, це"]
)
def test_a_plain_no_contradicts(text: str) -> None:
    assert contradicts(text)


@pytest.mark.parametrize("text", ["Nobody came", "Normally it works", "Nothing was done", "Noin viikko sitten"])
def test_a_word_that_only_begins_so_does_not(text: str) -> None:
    assert not contradicts(text)
