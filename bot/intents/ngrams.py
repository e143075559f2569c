"""What a text is spelt with, hashed: n-grams of characters, words and pairs of words.

They know what the encoders overlook: typos, dialect, "faster" against "slower".
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from bot.folding import fold

_HALF = 2**15
BUCKETS = 2 * _HALF  # the first half for n-grams, the second for words
_SIZES = (2, 3, 4)
_LONGEST = 300  # characters that are looked at
_WORD_WEIGHT = 0.7  # of all words together, where the n-grams together weigh 1
_SIGNS = '.,!?;:()"«»¿¡…،؟'


@lru_cache(maxsize=16)
def ngrams(text: str) -> tuple[list[int], list[float]]:
    """Buckets and weights of a text's n-grams within words, words, and pairs of neighbouring words; not to be changed.

    Three classifiers ask for the same text in a row.
    """
    words = fold(text[:_LONGEST]).split()
    spelt = Counter(_hashed(part) for word in words for part in _parts(f" {word} "))
    worded = Counter(_HALF + _hashed(part) for part in _worded(words))
    buckets, weights = list(spelt), _weights(spelt, 1.0)
    return buckets + list(worded), weights + _weights(worded, _WORD_WEIGHT)


def _hashed(part: str) -> int:
    return zlib.crc32(part.encode()) % _HALF


def _parts(padded: str) -> Iterator[str]:
    for size in _SIZES:
        for start in range(max(1, len(padded) - size + 1)):
            yield padded[start : start + size]


def _worded(words: list[str]) -> Iterator[str]:
    plain = [bare for bare in (word.strip(_SIGNS) for word in words) if bare]
    yield from (f"w{word}" for word in plain)
    yield from (f"b{one} {other}" for one, other in zip(["^", *plain], [*plain, "$"], strict=True))


def _weights(counts: Counter[int], length: float) -> list[float]:
    raw = [1.0 + math.log(count) for count in counts.values()]
    total = math.sqrt(sum(weight * weight for weight in raw)) or 1.0
    return [length * weight / total for weight in raw]
