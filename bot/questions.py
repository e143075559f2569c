"""Several questions in one message: where to cut."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from bot.folding import fold
from bot.settings import ROOT

WORDS = ROOT / "data" / "language" / "questions.yml"
MOST_QUESTIONS = 4
_SHORTEST = 2  # words of a part; "why?" alone belongs to what stands before
_SENTENCE = re.compile(r"(?<=[?؟!])\s+|\s*[\n;؛]+\s*|(?<=[^\W\d]{3}[.])\s+(?=\S)")


def cut(text: str) -> list[str]:
    """The questions that ``text`` asks, in order; one part where it asks only one.

    Cut after signs that end a question, and before a joining word with a question word ("… and where is it"). Parts
    that ask nothing ("thank you", "I live in Kallio.") stay with the question beside them.
    """
    parts = [half for sentence in _SENTENCE.split(text.strip()) if sentence for half in _halves(sentence)]
    asking = [index for index, part in enumerate(parts) if _asks(part)]
    if len(asking) < 2:
        return [text.strip()]
    questions: list[str] = []
    start = 0
    for index in asking[:MOST_QUESTIONS]:
        questions.append(" ".join(parts[start : index + 1]))
        start = index + 1
    questions[-1] = " ".join([questions[-1], *parts[start:]])
    return questions


def _halves(sentence: str) -> list[str]:
    """A sentence cut before "and" with a question word, if a question stands on both sides."""
    pieces, start = [], 0
    for found in _joint().finditer(sentence.lower()):
        if found.start() > start and _asks(sentence[start : found.start()]):
            pieces.append(sentence[start : found.start()].strip(" ,"))
            start = found.start("question")
    pieces.append(sentence[start:].strip())
    return [piece for piece in pieces if piece]


def _asks(part: str) -> bool:
    folded = fold(part).lstrip('¿¡ "(-–')
    words = folded.split()
    if len(words) < _SHORTEST:
        return False
    return part.rstrip(" \"')").endswith(("?", "؟")) or bool(_opening().match(folded))


@lru_cache(maxsize=1)
def _lists() -> tuple[str, str]:
    with WORDS.open(encoding="utf-8") as stream:
        content = yaml.safe_load(stream)
    joints = "|".join(re.escape(word) for word in str(content["joints"]).split("|"))
    asked = "|".join(re.escape(word.strip()) for word in str(content["question_words"]).split("|"))
    return joints, asked


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    joints, asked = _lists()
    # In Arabic "and" is written on to the next word.
    return re.compile(rf"(?:,?\s(?:{joints})\s+|,\s+|\sو\s?)(?P<question>(?:{asked})(?!\w))")


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    joints, asked = _lists()
    folded = "|".join(sorted({fold(word) for word in asked.replace("\\", "").split("|")}, key=len, reverse=True))
    return re.compile(rf"(?:(?:{joints}) |و ?)?(?:{folded})(?!\w)")
