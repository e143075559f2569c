"""Words for the line itself, alone in a message: STOP, START, HELP, MORE, in every language."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from bot.folding import fold
from bot.settings import ROOT

FILE = ROOT / "data" / "channels" / "sms.yml"
_AROUND = " .,!?;:\"'*-()[]«»“”„"


class Keyword(enum.Enum):
    STOP = "stop"
    START = "start"
    START_AFTER_STOP = "start_after_stop"
    HELP = "help"
    MORE = "more"


@dataclasses.dataclass(frozen=True)
class Found:
    """A word for the line. ``language`` is the only one that it is a word of, or empty."""

    keyword: Keyword
    language: str


def _read(path: Path) -> Mapping[str, Found]:
    languages: dict[str, tuple[Keyword, set[str]]] = {}
    for name, by_language in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for language, words in by_language.items():
            for word in words:
                keyword, known = languages.setdefault(fold(word), (Keyword(name), set()))
                if keyword is not Keyword(name):
                    raise ValueError(f"{path}: {word!r} stands under {keyword.value} and under {name}")
                known.add(language)
    return {
        # English words are everybody's: carriers and posters teach them.
        word: Found(keyword, next(iter(known)) if len(known) == 1 and known != {"en"} else "")
        for word, (keyword, known) in languages.items()
    }


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Found]:
    return _read(FILE)


def keyword(text: str) -> Found | None:
    """The word for the line that a message is, or None where it is anything else."""
    return _words().get(fold(text).strip(_AROUND))
