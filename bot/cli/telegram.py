"""``loket telegram``: the bot's webhook."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.cli.main import CommandError
from bot.cli.tables import set_up_desk
from bot.findings import show
from bot.settings import Settings, current

HELP = "Set, check or delete the webhook of the Telegram bot. Exit code 1 where something must be mended."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("set-webhook", help="have Telegram send updates to LOKET_PUBLIC_URL, and tell it the menus")
    check = actions.add_parser("check", help="ask Telegram about token, webhook and updates")
    check.add_argument("--json", action="store_true", help="as JSON")
    actions.add_parser("delete", help="remove the webhook; Telegram then keeps updates for a day")


def run(args: argparse.Namespace) -> int:
    """Do it. Raises `CommandError` where the settings or Telegram do not allow it."""
    set_up_desk()
    settings = current()
    if args.action == "check":
        return _check(settings, as_json=args.json)
    if not settings.telegram_token:
        raise CommandError("LOKET_TELEGRAM_TOKEN is not set: BotFather gives it (docs/telegram.md).")
    print(_with_bot(settings, _set if args.action == "set-webhook" else _delete))
    return 0


def _check(settings: Settings, *, as_json: bool) -> int:
    from channels.telegram.checking import examine

    return show(asyncio.run(examine(settings)), as_json=as_json)


def _with_bot(settings: Settings, work: Callable[[Any, Settings], Coroutine[Any, Any, str]]) -> str:
    from telegram.error import TelegramError

    from channels.telegram.client import client, told

    async def within() -> str:
        bot = client(settings)
        try:
            await bot.initialize()
            return await work(bot, settings)
        except TelegramError as error:
            raise CommandError(f"{told(error)}: 'loket telegram check' says more.") from error
        finally:
            await bot.shutdown()

    return asyncio.run(within())


async def _set(bot: Any, settings: Settings) -> str:
    from channels.telegram import commands
    from channels.telegram.client import webhook_url
    from channels.telegram.service import set_webhook

    if settings.telegram != "webhook":
        raise CommandError(
            f"Telegram is served by {settings.telegram}: set LOKET_PUBLIC_URL=https://… or LOKET_TELEGRAM_MODE=webhook."
        )
    await set_webhook(bot, settings)
    await commands.register(bot, settings.var / "telegram-menus")
    return f"updates of @{bot.username} come to {webhook_url(settings)}"


async def _delete(bot: Any, settings: Settings) -> str:
    await bot.delete_webhook()
    return f"@{bot.username} has no webhook any more"
