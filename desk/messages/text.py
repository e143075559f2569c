"""What a citizen's text may hold: everything people write, nothing that only machines read."""

from __future__ import annotations

import unicodedata

LONGEST = 4000
"""Characters (Unicode code points) that a message may have."""

_KEPT = frozenset("\n\t")
# Embeddings and overrides can make a text show other than it is stored; marks and isolates stay, people need them.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
_NOT_TEXT = frozenset({"Cc", "Cs"})
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc", "Mn"})


class EmptyText(ValueError):
    """Nothing is left to read: blank, or control characters only."""


class TextTooLong(ValueError):
    """The text has more than `LONGEST` characters."""


def _is_text(character: str) -> bool:
    if character in _KEPT:
        return True
    return character not in _OVERRIDES and unicodedata.category(character) not in _NOT_TEXT


def clean(text: str) -> str:
    """``text`` without control characters, lone surrogates and bidirectional overrides, trimmed.

    Raises `EmptyText` or `TextTooLong`.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = "".join(filter(_is_text, lines)).strip()
    if all(unicodedata.category(character) in _INVISIBLE for character in cleaned):
        raise EmptyText
    if len(cleaned) > LONGEST:
        raise TextTooLong
    return cleaned
