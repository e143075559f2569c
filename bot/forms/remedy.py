"""What a person wants done about it, read from their own words: "please cancel it", "I demand my money back"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.forms.phrases import align, beginning, everywhere
from bot.forms.words import kind_wished

_WISH_WORDS = 7
_SENTENCE = re.compile(r"[^.!?;؟\n]+[.!?;؟]*")
_CLAUSE = re.compile(r"[^\w'’]*[,;:،؛¡¿«»–-][^\w'’]*")


def find_remedy(text: str) -> str | None:
    """The sentence that says what should be done, as written; None where none does."""
    sentences = (found[0].strip() for found in _SENTENCE.finditer(text))
    return next((sentence for sentence in sentences if _demands(sentence)), None)


def _demands(sentence: str) -> bool:
    if kind_wished(sentence):
        return False
    plain = align(sentence).plain
    wishes = (plain[found.start() :] for found in _wishes().finditer(plain))
    # "I want to complain: …" wishes for no remedy, however long it goes on.
    if any(not kind_wished(" ".join(wish.split()[:_WISH_WORDS])) for wish in wishes):
        return True
    return any(_orders().match(clause) for clause in _CLAUSE.split(plain))


@lru_cache(maxsize=1)
def _wishes() -> re.Pattern[str]:
    return beginning(everywhere("remedy", "wishes"))


@lru_cache(maxsize=1)
def _orders() -> re.Pattern[str]:
    return beginning(everywhere("remedy", "orders"))
