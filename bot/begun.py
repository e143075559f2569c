"""Wishes about the messages that the counter begins: whether it may ask how a case went, and where news shall go.

They are recognised by their words alone (``data/channels/begun.yml``), at any moment.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import lru_cache

import yaml

from bot.linking import LINK, found, plain
from bot.settings import ROOT

FILE = ROOT / "data" / "channels" / "begun.yml"
HERE = "here"
"""News shall come to the channel on which this was said."""
_SURVEYS = "survey_answer"
_SAID_OF_SURVEYS = {"stop_surveys": "stop", "ask_surveys": "again"}
_LONGEST = 80


@dataclasses.dataclass(frozen=True)
class Begun:
    """The intent of such a wish, and what it carries."""

    intent: str
    entities: Mapping[str, str]


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, Begun]:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    wishes = [
        (phrases, Begun(_SURVEYS, {"value": value}))
        for name, value in _SAID_OF_SURVEYS.items()
        for phrases in content[name].values()
    ]
    wishes += [
        (phrases, Begun(LINK, {"value": channel}))
        for channel, languages in content["news"].items()
        for phrases in languages.values()
    ]
    return {plain(phrase): wish for phrases, wish in wishes for phrase in phrases}


def about_begun(text: str) -> Begun | None:
    """The wish that a message is; None for any other."""
    return found(text, _phrases()) if len(text) <= _LONGEST else None
