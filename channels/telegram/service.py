"""Telegram in one process: its client, what is read and sent; in the worker also polling, the webhook and the menus."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.settings import Settings
from channels.keeping import Keeper
from channels.telegram import commands
from channels.telegram.client import ALLOWED_UPDATES, arrivals_of, client, told, webhook_secret, webhook_url
from channels.telegram.handling import Handler
from channels.telegram.intake import Intake
from channels.telegram.out import TelegramOut
from channels.telegram.polling import Poller

log = structlog.get_logger(__name__)

_AGAIN_SECONDS = 5.0
_LONGEST_AGAIN_SECONDS = 300.0


class TelegramService:
    """``leads`` is true in the worker, which sets the bot up and polls. The callbacks are the handler's."""

    def __init__(
        self,
        settings: Settings,
        owner: str,
        *,
        leads: bool,
        on_message: Callable[[int], None],
        on_said: Callable[[int], None],
    ) -> None:
        self._settings, self._leads = settings, leads
        self._bot: Bot = client(settings)
        self.out = TelegramOut(self._bot)
        self.handler = Handler(self._bot, on_message=on_message, on_said=on_said)
        self.intake = Intake(self._bot, self.handler, arrivals_of(settings), owner)
        self.keeper = Keeper(arrivals_of(settings))
        polls = leads and settings.telegram == "polling"
        self._poller = Poller(self._bot, arrivals_of(settings), owner, self.intake.wake) if polls else None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin; Telegram may be away, then it is asked again and again."""
        await self.intake.start()
        self._task = asyncio.create_task(self._begin(), name="telegram setup")

    async def close_intake(self) -> None:
        """Take nothing in any more; what is being sent may still end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._poller is not None:
            await self._poller.close()
        await self.intake.close()

    async def close(self) -> None:
        """End, after the senders have."""
        await self.handler.close()
        await self._bot.shutdown()

    async def forgotten(self, address: str, text: str) -> None:
        """The last word to somebody whose conversation was erased."""
        await self.handler.say_directly(int(address), text)

    async def _begin(self) -> None:
        pause = _AGAIN_SECONDS
        while True:
            try:
                await self._bot.initialize()
                break
            except TelegramError as error:
                log.error("telegram.unreachable", error=told(error), again_seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_AGAIN_SECONDS)
        log.info("telegram.started", mode=self._settings.telegram, bot=self._bot.username)
        if self._poller is not None:
            await self._poller.start()
        if self._leads:
            await self._set_up()

    async def _set_up(self) -> None:
        if self._settings.telegram == "webhook":
            try:
                await set_webhook(self._bot, self._settings)
            except TelegramError as error:
                log.error("telegram.webhook.not_set", error=told(error), mend="loket telegram check says why")
        try:
            await commands.register(self._bot, self._settings.var / "telegram-menus")
        except OSError as error:
            log.error("telegram.menus.not_noted", error=str(error))


async def set_webhook(bot: Bot, settings: Settings) -> bool:
    """Have updates sent to LOKET_PUBLIC_URL; True where that was not so before. Raises `TelegramError`."""
    url = webhook_url(settings)
    present = await bot.get_webhook_info()
    # The secret cannot be read back, so it is told again at each start.
    await bot.set_webhook(
        url, secret_token=webhook_secret(settings), allowed_updates=list(ALLOWED_UPDATES), max_connections=40
    )
    return present.url != url
