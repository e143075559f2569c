"""How long a text is as SMS, and how a long one is cut.

A message of one segment holds 160 septets of GSM 03.38 or 70 UTF-16 code units; one of several holds 153 or 67 in each,
as a header joins them. A sign of GSM's extension table takes two septets. Source: 3GPP TS 23.038 clauses 6.2.1 and
6.2.1.1, TS 23.040 clause 9.2.3.24.1.
"""

from __future__ import annotations

import dataclasses
import enum
import re
import unicodedata
from collections.abc import Iterator

MOST_SEGMENTS = 3
"""Segments that are sent at a time; the rest when the person asks for it."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€\f")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t", " "),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff", ""),
        "…": "...",
        "•": "-",
        "·": "-",
        "‹": "<",
        "›": ">",
        "×": "x",
        "→": "->",
    }
)
_SENTENCE_END = re.compile(r"(?<=[.!?…؟])\s+|\n+")
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Two of them make a flag."""
_SPACE = re.compile(r"\s+")


class Alphabet(enum.Enum):
    """How a message is written, with what one segment holds alone, and as one of several."""

    GSM = (160, 153)
    UCS2 = (70, 67)


@dataclasses.dataclass(frozen=True)
class Size:
    """``units`` are septets or UTF-16 code units."""

    alphabet: Alphabet
    units: int
    segments: int


def measure(text: str) -> Size:
    """How a text is sent as it stands."""
    alphabet = Alphabet.GSM if _gsm(text) else Alphabet.UCS2
    alone, joined = alphabet.value
    weights = [_weight(sign, alphabet) for sign in text]
    units = sum(weights)
    if units <= alone:
        return Size(alphabet, units, 1)
    segments, room = 1, joined
    for weight in weights:
        # Neither an escape with its sign nor a surrogate pair is cut in two: a segment may end one short.
        if weight > room:
            segments, room = segments + 1, joined
        room -= weight
    return Size(alphabet, units, segments)


def _gsm(text: str) -> bool:
    return all(sign in BASIC or sign in EXTENSION for sign in text)


def _weight(sign: str, alphabet: Alphabet) -> int:
    if alphabet is Alphabet.GSM:
        return 2 if sign in EXTENSION else 1
    return 2 if ord(sign) > 0xFFFF else 1


def smart(text: str) -> str:
    """The text with typographic signs in GSM's stead, where that saves it from UCS-2; else as it is."""
    plain = text.translate(_PLAIN)
    return plain if _gsm(plain) else text


def pages(text: str, hint: str = "", most: int = MOST_SEGMENTS) -> tuple[str, ...]:
    """The messages that say ``text``, each of at most ``most`` segments; all but the last end with ``hint``.

    Cut at the end of a line or a sentence, else between words, else between characters as people see them.
    """
    found: list[str] = []
    rest = smart(text.strip())
    after = f"\n{hint}" if hint else ""
    while measure(rest).segments > most:
        length = _cut(rest, after, most)
        found.append(smart(rest[:length].rstrip() + after))
        rest = smart(rest[length:].lstrip())
    return (*found, rest)


def _cut(text: str, after: str, most: int) -> int:
    """How many signs of the text go into its first message."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = measure(smart(text[:middle].rstrip() + after)).segments <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    for pattern, least in ((_SENTENCE_END, low // 2), (_SPACE, 1)):
        ends = [match.start() for match in _ends(pattern, text, low) if match.start() >= least]
        if ends:
            return ends[-1]
    while low > 1 and not _may_cut(text, low):
        low -= 1
    return low


def _ends(pattern: re.Pattern[str], text: str, most: int) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text) if match.start() <= most)


def _may_cut(text: str, at: int) -> bool:
    """Whether what a person sees as one sign stays whole: marks and joined signs go with the one before."""
    before, after = text[at - 1], text[at : at + 1]
    joined = "\u200d" in (before, after) or "\ufe00" <= after <= "\ufe0f" or "\U0001f3fb" <= after <= "\U0001f3ff"
    flags = len(text[:at]) - len(text[:at].rstrip(_FLAG_LETTERS))
    flag = flags % 2 == 1 and after != "" and after in _FLAG_LETTERS
    return not (joined or flag or (after and unicodedata.combining(after)))
