"""Keys of what the channel itself says."""

from __future__ import annotations

import hashlib

from desk.messages.models import Conversation


def key(name: str, conversation: Conversation, message: int) -> str:
    """A key of at most 40 signs that is the same when the same is said again."""
    return "s_" + hashlib.sha256(f"{name}/{conversation.public_id}/{message}".encode()).hexdigest()[:32]
