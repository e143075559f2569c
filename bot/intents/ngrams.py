"""Character n-grams of a text, hashed: what the encoders overlook (typos, dialect, "faster" against "slower")."""

from __future__ import annotations

import math
import zlib
from collections import Counter

from bot.folding import fold

BUCKETS = 2**15
_SIZES = (2, 3, 4)
_LONGEST = 300  # characters that are looked at


def ngrams(text: str) -> tuple[list[int], list[float]]:
    """Buckets and weights of a text's n-grams within words; the weights have length one together."""
    counts: Counter[int] = Counter()
    for word in fold(text[:_LONGEST]).split():
        padded = f" {word} "
        for size in _SIZES:
            for start in range(max(1, len(padded) - size + 1)):
                counts[zlib.crc32(padded[start : start + size].encode()) % BUCKETS] += 1
    weights = [1.0 + math.log(count) for count in counts.values()]
    length = math.sqrt(sum(weight * weight for weight in weights)) or 1.0
    return list(counts), [weight / length for weight in weights]
