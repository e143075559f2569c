"""Which language a script belongs to: Arabic and Cyrillic letters, and the scripts that one language has to itself.

The letters are those of the languages' official alphabets (CLDR exemplar characters, main and auxiliary).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# First word of a character's Unicode name -> language of a text in that script.
_OF_SCRIPT = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "HEBREW": "he",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "MALAYALAM": "ml",
    "KANNADA": "kn",
    "SINHALA": "si",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
}
_CYRILLIC_LETTERS = {"uk": "іїєґ", "ru": "ыэёъ", "be": "ўыэё", "sr": "јљњћђџ", "bg": "ъ"}
# Words that Ukrainian does not have; its own ones, so that one foreign-looking word does not outvote them.
_CYRILLIC_WORDS = {
    "uk": "що як де скільки коли дякую чи та або треба потрібно потрібен потрібна так мій моя моє хто цей вулиця години"
    " година у із зі вже ще дуже до від про без якщо на за хочу можна не мені привіт будь ласка",
    "ru": "что где сколько спасибо здравствуйте и или нужно нужен нужна нужны есть нет кто этот улица часы работы очень"
    " еще ещё из от об если ли подскажите какие как оплатить получить мой меня здесь это эта через когда пожалуйста"
    " чтобы уже тоже",
    "bg": "къде колко кога благодаря здравейте трябва искам съм има моята този тази ще какво",
    "sr": "где како колико хвала здраво треба желим је сам има моја шта",
    "be": "што дзе колькі калі дзякуй трэба ёсць гэта",
}
_ARABIC_LETTERS = {"ckb": "ێۆڕڵەڤ", "ps": "ټډړږښڼځڅې", "ur": "ٹڈڑےںھہ", "fa": "پچژگکی"}
_ARABIC_WORDS = {
    "fa": "است را برای چه چگونه این کجا من شما می خواهم کنم چند سلام ممنون با از در که و آیا باید هزینه کی چطور",
    "ur": "ہے ہیں کا کی کے میں کو سے کہاں کیسے کیا مجھے چاہیے شکریہ سلام نے پر یہ وہ",
    "ar": "في من على هل كيف أين اين متى كم ما ماذا أريد اريد هذا هذه إلى الى عن مع لا نعم شكرا مرحبا أنا انا هو"
    " هي التي الذي لي عندي",
}

# Urdu shares Persian's letters and adds its own, so its own must weigh more.
_LETTER_WEIGHT = {"ur": 6, "ckb": 4, "ps": 4}


def main_script(text: str) -> str:
    """``LATIN``, ``ARABIC``, ``CYRILLIC``, ... of most letters of ``text``; empty when it has none."""
    counts: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            counts["LATIN" if letter.isascii() else unicodedata.name(letter, "?").split()[0]] += 1
    if not counts:
        return ""
    if counts["HIRAGANA"] + counts["KATAKANA"] and counts["CJK"]:
        return "HIRAGANA"
    return counts.most_common(1)[0][0]


def of_own_script(script: str) -> str | None:
    """The language of a script that tells its language, such as Greek or Thai."""
    return _OF_SCRIPT.get(script)


def cyrillic(text: str) -> str:
    """Ukrainian unless letters or words say Russian, Belarusian, Bulgarian or Serbian."""
    return _best(text.lower(), _CYRILLIC_LETTERS, _CYRILLIC_WORDS, default="uk")


def arabic(text: str) -> str:
    """Arabic unless letters or words say Persian, Urdu, Pashto or Sorani."""
    return _best(text, _ARABIC_LETTERS, _ARABIC_WORDS, default="ar")


def _best(text: str, letters: dict[str, str], words: dict[str, str], default: str) -> str:
    score: Counter[str] = Counter({default: 1})
    for language, own in letters.items():
        score[language] += sum(_LETTER_WEIGHT.get(language, 2) for letter in text if letter in own)
    tokens = re.findall(r"\w+", text)
    for language, listed in words.items():
        known = set(listed.split())
        score[language] += sum(3 for token in tokens if token in known)
    top = max(score.values())
    return default if score[default] == top else max(score, key=lambda language: score[language])
