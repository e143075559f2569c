"""Whose conversation a message belongs to, and what people decide about their own."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from desk.composed import Given, composed
from desk.messages.models import Conversation
from desk.people import identities
from desk.people.models import Identity


@composed
def _newest(identity: Given, channel: Given) -> Any:
    return (
        Conversation.objects.filter(identity=identity, channel=channel).select_related("identity").order_by("-id")[:1]
    )


def of_address(channel: str, address: str, language_hint: str = "") -> Conversation:
    """The conversation of an address on a channel, begun where there is none; whoever writes can be reached again.

    ``language_hint`` is what the channel says of the person's language, or empty: a hint until they have written.
    """
    identity = identities.find_or_create(channel, address)
    if identity.unreachable_since is None:
        rows: list[Conversation] = _newest(identity.pk, channel)
        if rows:
            return rows[0]
    with transaction.atomic():
        # Taken first, so that two messages at once begin one conversation.
        row = Identity.objects.select_for_update().get(pk=identity.pk)
        if row.unreachable_since is not None:
            row.unreachable_since = None
            row.save(update_fields=["unreachable_since"])
        known = Conversation.objects.filter(identity=row, channel=channel).order_by("-id").first()
        return known or Conversation.objects.create(
            channel=channel, person_id=row.person_id, identity=row, language_hint=language_hint
        )


def address_of(conversation: int) -> str:
    """The address that messages of a conversation are sent to; empty where there is none (any more)."""
    row = Conversation.objects.filter(pk=conversation).select_related("identity").first()
    try:
        return identities.unseal(row.channel, bytes(row.identity.address_sealed)) if row else ""
    except identities.SealBroken:
        return ""


def choose_language(conversation: int, language: str) -> None:
    """The person has chosen the language of the conversation from now on."""
    Conversation.objects.filter(pk=conversation).update(
        language=language, language_chosen=True, revision=F("revision") + 1
    )
