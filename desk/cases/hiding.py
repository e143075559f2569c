"""Keeping tracking codes out of what is stored: a mask in texts, the code itself sealed beside them."""

from __future__ import annotations

import base64
import dataclasses
import re

from desk.cases import codes
from desk.cases.errors import CodeMistyped, CodeUnreadable
from desk.cases.sealing import seal, unseal

_PURPOSE, _BOUND_TO = b"said-code", "said"
_GAP = "[ \u00a0\\-\u2013\u2014\u2011.]{0,3}"
_EDGE_BEFORE, _EDGE_AFTER = "(?<![\\w@+-])", "(?![\\w@-])"
_LETTERS = re.compile(rf"{_EDGE_BEFORE}(\w{{4}})({_GAP})(\w{{4}})({_GAP})(\w{{3}}){_EDGE_AFTER}")
_DIGITS = re.compile(rf"{_EDGE_BEFORE}\d(?:{_GAP}\d){{16}}{_EDGE_AFTER}")


@dataclasses.dataclass(frozen=True)
class Hidden:
    """A text whose codes are masked, and the codes as typed, each sealed (base 64), in their order."""

    text: str
    codes: tuple[str, ...]


def hide(text: str) -> Hidden:
    """Mask every tracking code of a text, mistyped ones too, since one wrong sign tells nearly all."""
    sealed: list[str] = []

    def mask(match: re.Match[str]) -> str:
        shown = _mask_of(match.group())
        if shown is None:
            return match.group()
        sealed.append(base64.b64encode(seal(_PURPOSE, match.group(), _BOUND_TO)).decode())
        return shown

    return Hidden(_LETTERS.sub(mask, _DIGITS.sub(mask, text)), tuple(sealed))


def typed(sealed: str) -> str:
    """A code as it was typed. Raises `SealBroken`."""
    return unseal(_PURPOSE, base64.b64decode(sealed), _BOUND_TO)


def _mask_of(text: str) -> str | None:
    try:
        code = codes.read(text)
    except CodeUnreadable:
        return None
    except CodeMistyped:
        # A wrong sign in what has a code's groups; eleven signs in a row may be a plate or an order's number.
        return "····-····-···" if any(sign in text for sign in "-\u2013\u2014\u2011") and _mixed(text) else None
    # Words of eleven letters may read as a code by chance; a code of letters alone is one only as it is printed.
    return code.mask if _mixed(text) or text == code.written else None


def _mixed(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def revealed(text: str, case: int) -> str:
    """The text with the case's code in the place of its mask; unchanged where the code is no longer kept."""
    from desk.cases.filing import told
    from desk.cases.models import Case

    try:
        filed = told(case)
    except Case.DoesNotExist:
        return text
    return text.replace(filed.mask, filed.code) if filed.code else text
