"""Is the bot set up as it must be? What `loket telegram check` and `loket doctor` say."""

from __future__ import annotations

import datetime as dt

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.findings import Finding
from bot.settings import Settings
from channels.telegram.client import ALLOWED_UPDATES, client, webhook_url

_MANY_PENDING = 100
_FRESH = dt.timedelta(hours=1)


async def examine(settings: Settings) -> list[Finding]:
    """Token, webhook and allowed updates. Asks Telegram; changes nothing."""
    if settings.telegram == "off":
        why = "LOKET_TELEGRAM_MODE is off" if settings.telegram_token else "LOKET_TELEGRAM_TOKEN is not set"
        return [Finding("ok", f"Telegram is off ({why})")]
    bot = client(settings)
    try:
        await bot.initialize()
        info = await bot.get_webhook_info()
    except InvalidToken:
        return [Finding("fail", "Telegram refuses LOKET_TELEGRAM_TOKEN", "copy it again from BotFather (/token).")]
    except TelegramError as error:
        mend = f"{error}: check the way out to LOKET_TELEGRAM_API ({settings.telegram_api}), a proxy, a firewall."
        return [Finding("fail", "Telegram cannot be reached", mend)]
    finally:
        await bot.shutdown()
    by = Finding("ok", f"Telegram: @{bot.username}, {settings.telegram}")
    return [by, *(_webhook(settings, info) if settings.telegram == "webhook" else _polling(info)), *_groups(bot)]


def _polling(info: WebhookInfo) -> list[Finding]:
    if info.url:
        text = f"a webhook is set ({info.url}), so nothing can be polled"
        return [Finding("warn", text, "'loket telegram delete' removes it; the worker does so when it starts.")]
    return []


def _webhook(settings: Settings, info: WebhookInfo) -> list[Finding]:
    found = []
    if not settings.public_url.startswith("https://"):
        mend = "Telegram sends to https alone: set LOKET_PUBLIC_URL, or LOKET_TELEGRAM_MODE=polling."
        found.append(Finding("fail", "no https address for the webhook", mend))
    url = webhook_url(settings)
    if info.url != url:
        present = f"is {info.url}, not {url}" if info.url else "is not set"
        found.append(Finding("fail", f"the webhook {present}", "'loket telegram set-webhook' sets it."))
        return found
    missing = set(ALLOWED_UPDATES) - set(info.allowed_updates or ())
    if missing:
        text = f"the webhook leaves out {', '.join(sorted(missing))}"
        found.append(Finding("fail", text, "'loket telegram set-webhook' asks for them."))
    if info.last_error_message and _fresh(info.last_error_date):
        mend = (
            "ask for that address from outside; 403 means another LOKET_TELEGRAM_SECRET: 'loket telegram set-webhook'."
        )
        found.append(Finding("warn", f"the last update came back: {info.last_error_message}", mend))
    if info.pending_update_count > _MANY_PENDING:
        text = f"{info.pending_update_count} updates wait at Telegram"
        found.append(Finding("warn", text, "is the web process up ('loket status')?"))
    return found or [Finding("ok", f"webhook {url}")]


def _fresh(moment: dt.datetime | None) -> bool:
    return moment is not None and dt.datetime.now(dt.timezone.utc) - moment < _FRESH


def _groups(bot: Bot) -> list[Finding]:
    if bot.bot.can_read_all_group_messages:
        mend = "turn it on again in BotFather (/setprivacy): the counter reads no groups."
        return [Finding("warn", "the bot's privacy mode is off", mend)]
    return []
