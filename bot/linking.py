"""Wishes about other channels: to go on there, to end that, and the code by which somebody says who they are.

They are recognised by their words alone (``data/channels/linking.yml``), also while a case is being filed: whoever
leaves for the phone mostly does so in the middle of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

import yaml

from bot.folding import fold
from bot.settings import ROOT

LINK, UNLINK, CODE = "link_channel", "unlink_channel", "link_code"
FILE = ROOT / "data" / "channels" / "linking.yml"
Value = TypeVar("Value")
_LONGEST = 80
_SIGNS = re.compile(r"[.,!?؟،;:\"«»“”()]+")
# As `desk.people.linking` makes them: two groups of three, each with a letter and a digit.
_CODE = re.compile(r"(?=.{0,2}\d)(?=.{0,2}[^\W\d_])[^\W_]{3}[\s\-–—‐‑_.]?(?=.{0,2}\d)(?=.{0,2}[^\W\d_])[^\W_]{3}[.!]?")


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, str]:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    intents = {"link": LINK, "unlink": UNLINK}
    return {
        plain(phrase): intents[name] for name in intents for phrases in content[name].values() for phrase in phrases
    }


@lru_cache(maxsize=1)
def _around() -> re.Pattern[str]:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    around = sorted((plain(words) for words in content["around"]), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in around))


def plain(text: str) -> str:
    """Words alone: folded, without signs."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def found(text: str, phrases: Mapping[str, Value]) -> Value | None:
    """What one of ``phrases`` means that is the whole message but for politeness; None where none is."""
    words = plain(text)
    return phrases.get(words) or phrases.get(" ".join(_around().sub(" ", words).split()))


def wish(text: str) -> str | None:
    """The intent of a message that is such a wish or a code; None for any other."""
    if len(text) > _LONGEST:
        return None
    if _CODE.fullmatch(text.strip()):
        return CODE
    return found(text, _phrases())
