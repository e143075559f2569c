"""One spelling for many: accents, case and vowel signs, which people leave out, are taken away before comparing."""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {
        "ß": "ss",
        "æ": "a",
        "ø": "o",
        "œ": "oe",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        # Arabic: one alef, one yeh, one heh; Persian keyboards' letters
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ک": "ك",
        "ی": "ي",
        "ـ": None,
        # Ukrainian and Russian keyboards
        "ґ": "г",
        "ё": "е",
        "ʼ": "'",
        "’": "'",
        "`": "'",
        "´": "'",
        "‘": "'",
    }
)
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case, no accents, Arabic letters in one form, letters repeated for emphasis said twice, single spaces.

    Ukrainian ``й`` and ``ї`` keep their marks: without them other words would arise.
    """
    lowered = unicodedata.normalize("NFKC", text).lower().translate(_SAME)
    if not lowered.isascii():
        lowered = "".join(_bare(letter) for letter in lowered)
    return _SPACE.sub(" ", _REPEATED.sub(r"\1\1", lowered)).strip()


def _bare(letter: str) -> str:
    if letter in "йї":
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
