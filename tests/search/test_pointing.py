"""A question that only points goes on with the service talked about; one that names something is searched."""

from __future__ import annotations

import pytest

from bot.search.asking import names_nothing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "And how much is that?"), ("en", "what does it cost"), ("fi", "paljonko se maksaa"),
        ("fi", "Mitä siihen tarvitaan?"),
        ("sv", "och vad kostar det?"), ("de", "Und was kostet das?"),
        ("de", "Welche Unterlagen brauche ich dafür?"),
        ("fr", "et combien ça coûte ?"), ("es", "¿y cuánto cuesta eso?"),
        ("ar", "وكم التكلفة؟"), ("uk", "а скільки це коштує?"),
    ],
)  # fmt: skip
def test_a_question_that_only_points_names_nothing(language: str, text: str) -> None:
    assert names_nothing(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "how much is a library card"), ("fi", "paljonko kirjastokortti maksaa"), ("sv", "vad kostar dagis"),
        ("de", "was kostet der Hund"), ("fr", "combien coûte la cantine"), ("es", "cuánto cuesta la piscina"),
        ("ar", "كم تكلفة المسبح"), ("uk", "скільки коштує басейн"), ("it", "quanto costa"),
    ],
)  # fmt: skip
def test_a_question_that_names_something_is_searched(language: str, text: str) -> None:
    assert not names_nothing(text, language)


FOLLOW_UPS = {
    "en": [
        "where can I find it on the internet?",
        "where can I read more?",
        "is there a website?",
        "is it free?",
        "and how much is that?",
        "do I have to pay?",
        "when is it open?",
        "what do I need to bring?",
        "where is it?",
        "how long does it take?",
        "how do I apply?",
        "can I do it online?",
        "who can get it?",
        "what's the price",
        "is it expensive",
    ],
    "de": [
        "Wo finde ich das im Internet?",
        "Wo kann ich das nachlesen?",
        "Gibt es eine Website?",
        "kostet das was?",
        "ist das kostenlos?",
        "muss ich zahlen?",
        "ist es gratis?",
        "wann ist offen?",
        "was muss ich mitbringen?",
        "wo ist das?",
        "wie lange dauert das?",
        "wie beantrage ich das?",
        "geht das online?",
        "wer bekommt das?",
        "ist das teuer?",
    ],
    "fr": [
        "où est la page internet ?",
        "où puis-je trouver ça sur le web ?",
        "il y a un site ?",
        "C'est payant ?",
        "c'est gratuit ?",
        "faut-il payer ?",
        "combien ça coûte ?",
        "c'est ouvert quand ?",
        "que dois-je apporter ?",
        "c'est où ?",
        "combien de temps ça prend ?",
        "comment faire la demande ?",
        "on peut le faire en ligne ?",
        "qui y a droit ?",
        "c'est cher ?",
        "quel est le prix ?",
        "quel est le tarif ?",
    ],
    "es": [
        "¿dónde lo leo en internet?",
        "¿hay una página web?",
        "¿dónde lo encuentro?",
        "¿es gratis?",
        "¿hay que pagar?",
        "¿cuánto cuesta?",
        "¿cuándo abre?",
        "¿qué tengo que llevar?",
        "¿dónde está?",
        "¿cuánto tarda?",
        "¿cómo lo solicito?",
        "¿se puede hacer por internet?",
        "¿quién puede pedirlo?",
        "¿es caro?",
        "¿qué precio tiene?",
        "¿es de pago?",
    ],
    "fi": [
        "missä se on verkossa?",
        "mistä löydän sen netistä?",
        "onko sillä nettisivut?",
        "onko se ilmainen?",
        "maksaako se?",
        "mitä se maksaa?",
        "milloin se on auki?",
        "mitä pitää ottaa mukaan?",
        "missä se on?",
        "kauanko se kestää?",
        "miten haen?",
        "voiko sen tehdä netissä?",
        "kuka sen voi saada?",
        "onko se kallis?",
        "paljonko maksaa?",
    ],
    "sv": [
        "var finns det på nätet?",
        "var hittar jag det på webben?",
        "var kan jag läsa mer?",
        "är det gratis?",
        "kostar det något?",
        "måste jag betala?",
        "vad kostar det?",
        "när är det öppet?",
        "vad ska jag ta med?",
        "var ligger det?",
        "hur lång tid tar det?",
        "hur ansöker jag?",
        "kan man göra det på nätet?",
        "vem kan få det?",
        "är det dyrt?",
    ],
    "ar": [
        "أين الرابط؟",
        "أين أجده على الإنترنت؟",
        "هل هناك موقع؟",
        "هل هو مجاني؟",
        "كم يكلف؟",
        "هل يجب أن أدفع؟",
        "متى يفتح؟",
        "ماذا أحضر معي؟",
        "أين يقع؟",
        "كم يستغرق؟",
        "كيف أقدم؟",
        "هل يمكن عبر الإنترنت؟",
        "من يحق له؟",
        "كم السعر؟",
        "هل هذا غال؟",
        "بكم؟",
    ],
    "uk": [
        "де це в інтернеті?",
        "де про це прочитати?",
        "є сайт?",
        "це безкоштовно?",
        "скільки це коштує?",
        "треба платити?",
        "коли відчинено?",
        "що треба взяти з собою?",
        "де це?",
        "скільки часу це займає?",
        "як подати заяву?",
        "чи можна онлайн?",
        "хто може отримати?",
        "це дорого?",
        "яка ціна?",
        "це платно?",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in FOLLOW_UPS.items() for text in texts])
def test_what_is_asked_of_the_service_spoken_of_names_no_other(language: str, text: str) -> None:
    assert names_nothing(text, language)
