"""Keeping the questions that found no answer."""

from __future__ import annotations

from collections.abc import Sequence

from desk.feedback.masking import masked
from desk.feedback.models import UnansweredQuestion

LENGTH = 1000


def keep(turn: str, text: str, language: str, intent: str, candidates: Sequence[str]) -> None:
    """Keep an unanswered question, once a turn; asked again for the same turn it does nothing."""
    UnansweredQuestion.objects.get_or_create(
        turn=turn,
        defaults={
            "text": masked(text)[:LENGTH],
            "language": language,
            "intent": intent,
            "candidates": list(candidates),
        },
    )
