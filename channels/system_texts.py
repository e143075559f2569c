"""What the channels themselves say: refusals and news about the counter, in the person's language."""

from __future__ import annotations

from typing import Any

from bot.texts import texts


def say(name: str, language: str, **arguments: Any) -> str:
    """The message ``name`` of ``locale/<language>/channel.ftl``, in English where the language is not ours."""
    return texts().say(name, language, **arguments)
