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
    plain = align(sentence).plain
    wishes = (" ".join(plain[found.start() :].split()[:_WISH_WORDS]) for found in _wishes().finditer(plain))
    # "I want to complain …" wishes for no remedy, however long it goes on.
    return any(not kind_wished(wish) for wish in wishes) or any(map(_orders().match, _CLAUSE.split(plain)))


@lru_cache(maxsize=1)
def _wishes() -> re.Pattern[str]:
    return beginning(everywhere("remedy", "wishes"))


@lru_cache(maxsize=1)
def _orders() -> re.Pattern[str]:
    return beginning(everywhere("remedy", "orders"))
