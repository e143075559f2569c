"""What the assistant says: Project Fluent messages under ``locale/<language>/*.ftl``.

A message may have the attributes ``.sms``, ``.voice`` and ``.easy``: the same thing said for that channel or need. The
plain value is for a screen. A test holds that no launch language lacks a message, so a missing one is an error here.
"""

from __future__ import annotations

import enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from bot.settings import LAUNCH_LANGUAGES, ROOT

LOCALE = ROOT / "locale"
FALLBACK = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


class Variant(str, enum.Enum):
    """For whom or what a message is worded."""

    WEB = "web"
    SMS = "sms"
    VOICE = "voice"
    EASY = "easy"


class MissingMessage(LookupError):
    """No language has the message: its name is wrong, or a file under locale/ was not written."""


def direction(language: str) -> str:
    """``"rtl"`` or ``"ltr"`` of a language code."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def isolate(value: str) -> str:
    """``value`` between Unicode isolates, so that it keeps its own direction in any sentence (Unicode UAX 9)."""
    return f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}"


class Texts:
    """The messages of every language in one folder."""

    def __init__(self, folder: Path = LOCALE) -> None:
        self._bundles: dict[str, FluentBundle] = {}
        for language in sorted(path.name for path in folder.iterdir() if path.is_dir()):
            # Isolates are invisible but cost an SMS its 7-bit alphabet, so only right-to-left texts carry them.
            bundle = FluentBundle([language], use_isolating=direction(language) == "rtl")
            for path in sorted((folder / language).glob("*.ftl")):
                bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
            self._bundles[language] = bundle

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._bundles)

    def say(self, name: str, language: str, variant: str = "web", /, **arguments: Any) -> str:
        """The message ``name`` in ``language`` (English where the language is not one of ours).

        Raises `MissingMessage` where no language has it, ValueError where an argument is missing.
        """
        for code in (language, language.split("-")[0], FALLBACK):
            bundle = self._bundles.get(code)
            if bundle is not None and bundle.has_message(name):
                return self._format(bundle, name, variant, arguments)
        raise MissingMessage(f"no message {name!r} in {LOCALE.name}/: add it to a .ftl file of every language")

    @staticmethod
    def _format(bundle: FluentBundle, name: str, variant: str, arguments: dict[str, Any]) -> str:
        message = bundle.get_message(name)
        pattern = message.attributes.get(variant) or message.value
        text, errors = bundle.format_pattern(pattern, arguments)
        if errors:
            raise ValueError(f"message {name!r}: {errors[0]}")
        return str(text)


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The texts of this installation, read once."""
    return Texts()


def say(name: str, language: str, variant: str = "web", /, **arguments: Any) -> str:
    """Short for ``texts().say(…)``."""
    return texts().say(name, language, variant, **arguments)


__all__ = ["LAUNCH_LANGUAGES", "MissingMessage", "Texts", "Variant", "direction", "isolate", "say", "texts"]
