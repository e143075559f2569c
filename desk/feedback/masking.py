"""Personal data cut out of a citizen's words before they are kept for others to read."""

from __future__ import annotations

import re

_MASKS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<e-mail>"),
    # A tracking code before digits, or its digits would be taken for a phone number.
    (re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}\b", re.IGNORECASE), "<code>"),
    # A Finnish personal identity code: date of birth, century sign, three digits, check sign.
    (re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b", re.IGNORECASE), "<identity code>"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b"), "<account>"),
    (re.compile(r"(?<!\w)\+?\d(?:[\s()/.-]?\d){6,14}(?!\w)"), "<number>"),
)


def masked(text: str) -> str:
    """``text`` with e-mail addresses, phone numbers, identity codes, accounts and tracking codes replaced."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text
