"""The second vote on danger: the classifier's (`bot.danger.model`), for what no rule foresaw."""

from __future__ import annotations

from collections.abc import Callable

from bot.danger.rules import Danger, Kind, assess, sounds_harmless

# How sure the classifier must be by itself, with and without a word beside that sounds of an office ("course", "fee").
# A danger missed is worse than one too many, but an ordinary question that is answered with an ambulance is no service
# either. Chosen on lines that were left out of training: docs/decisions/0003-intents.md.
BELIEVED = 0.2
BELIEVED_ALTHOUGH_HARMLESS = 0.8


def judge(text: str, language: str, vote: Callable[[], float]) -> Danger | None:
    """Danger by the rules, or where they say nothing by the probability that the classifier gives it, ``vote``."""
    found = assess(text, language)
    if found is not None:
        return found
    believed = vote()
    if believed < BELIEVED or (believed < BELIEVED_ALTHOUGH_HARMLESS and sounds_harmless(text, language)):
        return None
    return Danger(Kind.OTHER, "")
