"""The second vote on danger: the classifier's (`bot.danger.model`), for what no rule foresaw."""

from __future__ import annotations

from collections.abc import Callable

from bot.danger.rules import Danger, Kind, assess, sounds_harmless

# How sure the classifier must be by itself to name a danger, with and without a word beside that sounds of an office
# ("course", "fee"): docs/decisions/0003-intents.md. Named dangers take the turn: help, and nothing else.
BELIEVED = 0.5
BELIEVED_ALTHOUGH_HARMLESS = 0.8
# From here on it is in doubt: the emergency number is told, and the message answered as if there were no danger.
DOUBTED = 0.05


def judge(text: str, language: str, vote: Callable[[], float]) -> Danger | None:
    """Danger by the rules, or where they say nothing by the probability that the classifier gives it, ``vote``."""
    found = assess(text, language)
    if found is not None:
        return found
    believed = vote()
    if believed < BELIEVED or (believed < BELIEVED_ALTHOUGH_HARMLESS and sounds_harmless(text, language)):
        return None
    return Danger(Kind.OTHER, "")


def in_doubt(found: Danger | None, believed: float) -> bool:
    """Whether somebody may be in danger although `judge` found none; ``believed`` as its vote gave it, 0 to 1."""
    return found is None and believed >= DOUBTED
