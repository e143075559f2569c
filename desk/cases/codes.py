"""Tracking codes: 50 random bits, written as ten signs and a check sign, or as sixteen digits and a check digit.

Signs are Crockford's base 32 (crockford.com/base32.html). The check sign is of the same 32 signs, unlike Crockford's
own: the signs are taken as elements of GF(32) and weighted with different powers of a generator, so that any one wrong
sign and any two swapped ones are found. The check digit is Damm's (2004): any one wrong digit, any two neighbours
swapped.
"""

from __future__ import annotations

import dataclasses
import re
import secrets
import unicodedata
from functools import lru_cache

from desk.cases.errors import CodeMistyped, CodeUnreadable

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 50
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}
# What people read or type instead; Cyrillic and Greek letters are those that look the same.
_READ_AS = str.maketrans("ILOАВЕКМНРСТХІΑΒΕΖΗΙΚΜΝΡΤΥΧОΟ", "110ABEKMHPCTX1ABEZH1KMNPTYX00")
_GAPS = re.compile(r"[\s\-–—‐‑_.,:·/\u200e\u200f\u2066-\u2069]+")
_DIGITS, _LETTERS = 17, 11
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


@dataclasses.dataclass(frozen=True)
class Code:
    """A well-formed tracking code; ``value`` is its 50 bits."""

    value: int

    @property
    def written(self) -> str:
        """As shown: XXXX-XXXX-XXX."""
        signs = _signs(self.value)
        text = signs + _check_sign(signs)
        return f"{text[:4]}-{text[4:8]}-{text[8:]}"

    @property
    def digits(self) -> str:
        """As keyed and spoken: sixteen digits and a check digit, in groups of four."""
        text = f"{self.value:016d}"
        text += str(_damm(text))
        return f"{text[:4]} {text[4:8]} {text[8:12]} {text[12:]}"

    @property
    def mask(self) -> str:
        """Enough for its owner to know it by, and too little for anybody else."""
        return f"····-····-{self.written[-3:]}"


def new() -> Code:
    """A new code from the system's random numbers, with at least one digit among its signs.

    One in sixty has none and could be taken for a word; leaving those out costs a fortieth of a bit.
    """
    while True:
        code = Code(secrets.randbits(BITS))
        if any(sign.isdigit() for sign in code.written):
            return code


def read(text: str) -> Code:
    """The code that ``text`` gives, in either form, leniently: any case, gaps, I and L for 1, O for 0, other scripts'
    digits and look-alike letters.

    Raises `CodeUnreadable` or `CodeMistyped`.
    """
    signs = _GAPS.sub("", unicodedata.normalize("NFKC", text)).upper()
    signs = "".join(_digit(sign) for sign in signs).translate(_READ_AS)
    if len(signs) == _DIGITS and signs.isascii() and signs.isdigit():
        return _read_digits(signs)
    if len(signs) != _LETTERS or any(sign not in _VALUE for sign in signs):
        raise CodeUnreadable("a tracking code has 11 letters and digits, such as 7K2M-Q4ZX-1TB, or 17 digits")
    if _check_sign(signs[:-1]) != signs[-1]:
        raise CodeMistyped("one sign of the code is wrong, or two are swapped: compare it sign by sign")
    value = 0
    for sign in signs[:-1]:
        value = value * 32 + _VALUE[sign]
    return Code(value)


def _read_digits(digits: str) -> Code:
    value = int(digits[:-1])
    if _damm(digits) != 0 or value >= 1 << BITS:
        raise CodeMistyped("one digit of the code is wrong, or two are swapped: compare it digit by digit")
    return Code(value)


def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def _signs(value: int) -> str:
    return "".join(SIGNS[(value >> shift) & 31] for shift in range(BITS - 5, -1, -5))


@lru_cache(maxsize=1)
def _powers() -> tuple[int, ...]:
    """Powers of the generator 2 of GF(32), modulo x^5 + x^2 + 1."""
    powers = [1]
    for _ in range(30):
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 32 else doubled)
    return tuple(powers)


def _times(left: int, right: int) -> int:
    if not left or not right:
        return 0
    powers = _powers()
    return powers[(powers.index(left) + powers.index(right)) % 31]


def _check_sign(signs: str) -> str:
    # Weights 2^1 … 2^10; the check sign itself has weight 2^0, so all eleven differ.
    total = 0
    for position, sign in enumerate(signs, start=1):
        total ^= _times(_powers()[position], _VALUE[sign])
    return SIGNS[total]


def _damm(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim
