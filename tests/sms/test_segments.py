"""How long a text is as SMS, and where a long one is cut."""

from __future__ import annotations

import pytest

from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say
from channels.sms.segments import Alphabet, measure, pages, smart


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "segments"),
    [
        ("a" * 160, Alphabet.GSM, 160, 1),
        ("a" * 161, Alphabet.GSM, 161, 2),
        ("a" * 306, Alphabet.GSM, 306, 2),
        ("a" * 307, Alphabet.GSM, 307, 3),
        ("a" * 459, Alphabet.GSM, 459, 3),
        ("a" * 460, Alphabet.GSM, 460, 4),
        ("€" * 80, Alphabet.GSM, 160, 1),
        ("€" * 81, Alphabet.GSM, 162, 2),
        ("ä ö å é ñ ü Ø ß @", Alphabet.GSM, 17, 1),
        ("ê", Alphabet.UCS2, 1, 1),
        ("я" * 70, Alphabet.UCS2, 70, 1),
        ("я" * 71, Alphabet.UCS2, 71, 2),
        ("ش" * 134, Alphabet.UCS2, 134, 2),
        ("ش" * 135, Alphabet.UCS2, 135, 3),
        ("😀" * 35, Alphabet.UCS2, 70, 1),
        ("😀" * 36, Alphabet.UCS2, 72, 2),
        # Neither an escape nor a surrogate pair goes over the edge of a segment: 67 holds 33 pairs, 153 holds 76 signs.
        ("😀" * 66, Alphabet.UCS2, 132, 2),
        ("😀" * 67, Alphabet.UCS2, 134, 3),
        ("{" * 152, Alphabet.GSM, 304, 2),
        ("{" * 153, Alphabet.GSM, 306, 3),
    ],
)
def test_a_text_takes_as_many_segments_as_the_standard_says(
    text: str, alphabet: Alphabet, units: int, segments: int
) -> None:
    size = measure(text)
    assert (size.alphabet, size.units, size.segments) == (alphabet, units, segments)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("“It’s open” – today…", '"It\'s open" - today...'),
        ("42\u00a0€", "42 €"),
        # It needs UCS-2 anyway: then it keeps its own signs.
        ("«Добрий день» – сьогодні…", "«Добрий день» – сьогодні…"),
        ("être – “là”", "être – “là”"),
    ],
)
def test_typographic_signs_give_way_only_where_that_saves_the_seven_bit_alphabet(text: str, sent: str) -> None:
    assert smart(text) == sent


SENTENCES = {
    "en": "The office is open on weekdays from nine to four – bring your ID, or a copy of it. ",
    "ar": "المكتب مفتوح في أيام الأسبوع من التاسعة حتى الرابعة، أحضر بطاقة هويتك. ",
    "uk": "Відділ відчинено в будні з дев'ятої до четвертої, візьміть посвідчення особи. ",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_long_text_is_sent_three_segments_at_a_time_cut_between_sentences(language: str) -> None:
    hint = say("sms-more-hint", language)
    found = pages(SENTENCES[language] * 12, hint)
    assert len(found) > 1
    assert all(measure(page).segments <= 3 for page in found)
    assert all(page.endswith(f".\n{hint}") for page in found[:-1])
    told = " ".join(page.removesuffix(f"\n{hint}") for page in found)
    assert told == smart((SENTENCES[language] * 12).strip())


def test_what_people_see_as_one_sign_is_never_cut() -> None:
    family = "👩‍👩‍👧‍👦"
    for sign in (family, "🇫🇮", "👍🏽", "é"):
        found = pages(sign * 120)
        assert "".join(found) == sign * 120
        assert all(len(page) % len(sign) == 0 for page in found)


def test_a_long_word_is_cut_somewhere_and_nothing_is_lost() -> None:
    found = pages("x" * 2000, "Reply MORE")
    assert "".join(page.removesuffix("\nReply MORE") for page in found) == "x" * 2000
    assert all(measure(page).segments == 3 for page in found[:-1])


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_what_the_channel_itself_says_takes_few_segments(language: str) -> None:
    values = {"town": "City of Lehtoranta, service centre", "phone": "+358 9 4245 0100", "emergency": "112"}
    for name in ("sms-stopped", "sms-started", "sms-file-too-big"):
        most = 2 if language not in ("ar", "uk", "fr") else 4
        assert measure(smart(say(name, language, **values))).segments <= most, name
