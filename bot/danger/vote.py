"""The second vote on danger: the intent classifier's, for what no rule foresaw."""

from __future__ import annotations

from bot.danger.rules import Danger, Kind, assess, sounds_harmless

# How sure the classifier must be by itself. A danger missed is worse than one too many, but an ordinary question that
# is answered with an ambulance is no service either: on data/danger/examples.tsv nothing more is missed than at 0.5.
BELIEVED = 0.8


def judge(text: str, language: str, believed: float) -> Danger | None:
    """Danger by the rules, or by the classifier's probability ``believed`` of the intent ``danger``."""
    found = assess(text, language)
    if found is not None:
        return found
    if believed >= BELIEVED and not sounds_harmless(text, language):
        return Danger(Kind.OTHER, "")
    return None
