"""One spelling for many, to compare what people write: case, accents and vowel signs are taken away."""

from __future__ import annotations

import re
import unicodedata

# Ukrainian й and ї keep their marks: without them other words would arise.
_KEPT = "йї"
_SAME = str.maketrans("أإآٱىةؤئکیґ’ʼ`´", "اااايهويكيг''''")
_NOT_WORDS = re.compile(r"[^\w']+")


def fold(text: str) -> str:
    """Lower case words with single spaces between them, without accents and punctuation."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_SAME)
    if not lowered.isascii():
        lowered = "".join(_bare(letter) for letter in lowered)
    return _NOT_WORDS.sub(" ", lowered).strip()


def _bare(letter: str) -> str:
    if letter in _KEPT:
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
