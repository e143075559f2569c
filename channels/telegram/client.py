"""The Bot API, by python-telegram-bot, and what its errors mean for us."""

from __future__ import annotations

from functools import lru_cache

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.settings import Settings, kept_secret
from channels.sender import Gone, Refused, RetryLater

POLL_SECONDS = 25
"""How long one getUpdates waits for something to arrive."""
_READ_SECONDS = 15.0
_TOKEN_SECONDS = 60.0
_NOT_MADE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid", "bot can't initiate")

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


def client(settings: Settings) -> Bot:
    """A client of the bot of LOKET_TELEGRAM_TOKEN; `Bot.initialize` asks for its name, `Bot.shutdown` closes it."""
    base = settings.telegram_api.rstrip("/")
    return Bot(
        settings.telegram_token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=32,
            read_timeout=_READ_SECONDS,
            write_timeout=_READ_SECONDS,
            pool_timeout=5.0,
            httpx_kwargs={"trust_env": True},
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=_READ_SECONDS),
    )


@lru_cache(maxsize=4)
def webhook_secret(settings: Settings) -> str:
    """What Telegram sends along with every update, so that we know them."""
    return settings.telegram_secret or kept_secret(settings.var, "telegram.secret")


def arrivals_of(settings: Settings) -> str:
    """The name under which this bot's updates are stored: another bot counts its own from anywhere."""
    return f"tg{settings.telegram_token.partition(':')[0]}"


def webhook_url(settings: Settings) -> str:
    """Where Telegram is to send updates."""
    return f"{settings.public_url.rstrip('/')}/telegram/webhook"


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def told(error: TelegramError) -> str:
    """What an error says, for logs and operators: python-telegram-bot puts a wrong token into its text."""
    return "Telegram refuses LOKET_TELEGRAM_TOKEN" if isinstance(error, InvalidToken) else str(error)


def meaning(error: TelegramError) -> Exception:
    """A Bot API error as the sender understands it: `RetryLater`, `Refused` or `Gone`.

    Source: core.telegram.org/bots/api#making-requests, #responseparameters.
    """
    text = told(error)
    if isinstance(error, RetryAfter):
        return RetryLater(text, seconds(error), limited=True)
    if isinstance(error, Forbidden | ChatMigrated):
        return Gone(text)
    if isinstance(error, BadRequest):
        return Gone(text) if any(reason in text.lower() for reason in _GONE) else Refused(text)
    if isinstance(error, InvalidToken):
        # Nothing is wrong with the message; whoever runs the counter must mend the token.
        return RetryLater(text, _TOKEN_SECONDS, limited=True)
    if isinstance(error, Conflict):
        return RetryLater(text)
    made = not isinstance(error.__cause__, _NOT_MADE)
    return RetryLater(text, in_doubt=isinstance(error, NetworkError) and made)
