"""The second vote on danger: the intent classifier's, for what no rule foresaw."""

from __future__ import annotations

from bot.danger.rules import Danger, Kind, assess, sounds_harmless

# How sure the classifier must be by itself, with and without a word beside that sounds of an office ("course", "fee").
# A danger missed is worse than one too many, but an ordinary question that is answered with an ambulance is no service
# either. Chosen on lines that were left out of training: docs/decisions/0003-intents.md.
BELIEVED = 0.3
BELIEVED_ALTHOUGH_HARMLESS = 0.8


def judge(text: str, language: str, believed: float) -> Danger | None:
    """Danger by the rules, or by the classifier's probability ``believed`` of the intent ``danger``."""
    found = assess(text, language)
    if found is not None:
        return found
    if believed < BELIEVED or (believed < BELIEVED_ALTHOUGH_HARMLESS and sounds_harmless(text, language)):
        return None
    return Danger(Kind.OTHER, "")
