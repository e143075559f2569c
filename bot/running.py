"""What the processes of one installation share: the assistant's token, and the failure that fails a turn."""

from __future__ import annotations

from bot.settings import current, kept_secret


class TurnFailed(BaseException):
    """A part of a turn failed: the turn must not be stored, so that it can be tried again.

    Not an Exception on purpose: Rasa catches every Exception of an action, logs it and answers nothing.
    """


def assistant_token() -> str:
    """The secret between dispatcher and assistant. Raises `bot.settings.SettingsError` where it cannot be kept."""
    return kept_secret(current().var, "assistant.token")
