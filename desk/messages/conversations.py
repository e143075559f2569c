"""What people decide about their own conversation."""

from __future__ import annotations

from django.db.models import F

from desk.messages.models import Conversation


def choose_language(conversation: int, language: str) -> None:
    """The person has chosen the language of the conversation from now on."""
    Conversation.objects.filter(pk=conversation).update(
        language=language, language_chosen=True, revision=F("revision") + 1
    )
