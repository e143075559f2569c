"""What the intent classifier sees of a text: written as training lines are, and hints beside an encoder's vector.

Hints are words that speak for an intent, listed for each language in ``data/cues``; one number an intent, the same in
all languages, so that what one language teaches helps the others.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import yaml

from bot.folding import fold
from bot.settings import ROOT

FOLDER = ROOT / "data" / "cues"
_LONGEST = 300  # characters that are looked at
_CLOSING = "?!.…؟。 \t\n"

Numbers = npt.NDArray[np.float32]


def as_taught(text: str) -> str:
    """``text`` as training lines are written: no capital at its beginning, no closing sign, not all in capitals.

    To the encoders "Where is it?" is something else than "where is it": seven in a hundred were misunderstood for it.
    """
    bare = text.strip().rstrip(_CLOSING)
    if not bare:
        return text
    if bare.isupper() and len(bare.split()) > 1:
        return bare.lower()
    # "I need", "I'm" and "ID card" keep theirs, as training lines do.
    return bare[0].lower() + bare[1:] if bare[1:2].islower() else bare


def hints(text: str, language: str, intents: tuple[str, ...]) -> Numbers:
    """One number for each of ``intents``: how strongly listed words speak for it; length 1 or zero."""
    row = np.zeros(len(intents), dtype=np.float32)
    listed = _cues(language)
    if listed is None:
        return row
    plain = fold(text[:_LONGEST])
    words = max(1, len(plain.split()))
    for index, intent in enumerate(intents):
        pattern = listed.get(intent)
        if pattern is not None:
            covered = sum(len(found.group().split()) for found in pattern.finditer(plain))
            if covered:
                row[index] = 0.6 + 0.4 * min(1.0, covered / words)
    length = float(np.linalg.norm(row))
    return row / length if length else row


@lru_cache(maxsize=16)
def _cues(language: str) -> dict[str, re.Pattern[str]] | None:
    path = FOLDER / f"{language}.yml"
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as stream:
        content = yaml.safe_load(stream)
    return {intent: _pattern(str(line)) for intent, line in content.items()}


def _pattern(line: str) -> re.Pattern[str]:
    stems = re.sub(r"(?<=[\w'])\*", r"\\w*", line)
    # Arabic writes "and", "in", "for" and "the" on to the next word.
    before = r"(?:[وفبلك]{0,2}(?:ال|ل)?)" if re.search("[\u0600-\u06ff]", line) else ""
    return re.compile(rf"(?<!\w){before}(?:{stems})(?!\w)")
