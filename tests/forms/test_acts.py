"""What is wished for a case: add, withdraw, open again, a review."""

from __future__ import annotations

import pytest

from bot.forms.words import case_act

_ACTS = {
    "add": [
        "I want to add something to my case",
        "one more thing about my complaint",
        "haluan lisätä jotain valitukseeni",
        "vielä yksi asia valituksestani",
        "jag vill lägga till något till mitt ärende",
        "en sak till om min anmälan",
        "ich möchte meiner Beschwerde etwas hinzufügen",
        "noch etwas zu meiner Beschwerde",
        "je veux ajouter quelque chose à ma plainte",
        "encore une chose sur ma plainte",
        "quiero añadir algo a mi queja",
        "una cosa más sobre mi queja",
        "أريد إضافة شيء إلى شكواي",
        "شيء آخر عن شكواي",
        "хочу додати щось до моєї скарги",
        "ще одне про мою скаргу",
    ],
    "withdraw": [
        "I take it back",
        "withdraw my complaint",
        "cancel my case",
        "perun valituksen",
        "haluan perua ilmoitukseni",
        "jag tar tillbaka det",
        "jag vill dra tillbaka min anmälan",
        "ich ziehe es zurück",
        "ich möchte meine Beschwerde zurückziehen",
        "je retire ma plainte",
        "annulez mon dossier",
        "retiro mi queja",
        "quiero cancelar mi caso",
        "أريد سحب شكواي",
        "أسحب الشكوى",
        "відкликаю скаргу",
        "хочу скасувати мою заяву",
    ],
    "reopen": [
        "it is not fixed",
        "still broken, open it again",
        "sitä ei ole korjattu",
        "edelleen rikki, avatkaa uudelleen",
        "det är inte lagat",
        "fortfarande trasig, öppna igen",
        "es ist nicht repariert",
        "immer noch kaputt, bitte wieder öffnen",
        "ce n'est pas réparé",
        "toujours cassé, rouvrez-le",
        "no está arreglado",
        "sigue roto, ábranlo otra vez",
        "لم يتم إصلاحه",
        "ما زال مكسورا، افتحوها مرة أخرى",
        "це не виправлено",
        "досі не працює, відкрийте знову",
    ],
    "review": [
        "I disagree with the decision",
        "someone else should look at it",
        "I want to appeal that",
        "en ole samaa mieltä päätöksestä",
        "jonkun muun pitäisi katsoa tätä",
        "haluan valittaa päätöksestä",
        "jag håller inte med om beslutet",
        "någon annan borde titta på det",
        "jag vill överklaga",
        "ich bin mit der Entscheidung nicht einverstanden",
        "jemand anderes sollte das prüfen",
        "ich möchte Widerspruch einlegen",
        "je ne suis pas d'accord avec la décision",
        "quelqu'un d'autre devrait regarder",
        "je veux faire appel",
        "no estoy de acuerdo con la decisión",
        "otra persona debería verlo",
        "quiero apelar",
        "لا أوافق على القرار",
        "شخص آخر يجب أن ينظر فيه",
        "أريد استئناف القرار",
        "не згоден з рішенням",
        "хтось інший має подивитися",
        "хочу оскаржити",
    ],
}


@pytest.mark.parametrize(("text", "act"), [(text, act) for act, texts in _ACTS.items() for text in texts])
def test_what_is_wished_for_a_case_is_understood(text: str, act: str) -> None:
    assert case_act(text) == act


def test_a_story_wishes_nothing_for_a_case() -> None:
    assert case_act("The lamp in front of the library is dark") is None
