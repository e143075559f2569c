"""A button that was pressed: acknowledged at once, its keyboard replaced by what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from channels.telegram.out import NO_PREVIEW
from channels.telegram.reading import Pressed
from channels.telegram.rendering import parts
from desk.messages.outbox import Offer, offer
from desk.threads import in_thread

log = structlog.get_logger(__name__)


class Pressing:
    """What Telegram is told about presses. Nothing is lost where it fails: the choice is in the inbox by then."""

    def __init__(self, bot: Bot, later: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self._bot, self._later = bot, later

    def answer(self, pressed: Pressed) -> None:
        """End the little clock on the button."""
        self._later(self._answer(pressed, ""))

    async def refuse(self, pressed: Pressed, text: str) -> None:
        """The button is no longer offered: say so, and take the keyboard away."""
        await self._answer(pressed, text)
        await self.clear(pressed)

    async def show(self, pressed: Pressed) -> None:
        """Put what was chosen in the keyboard's place."""
        found: Offer | None = await in_thread(offer, pressed.choice)
        if found is None or found.case is not None:
            await self.clear(pressed)
            return
        last = parts(found.text, (), found.card, chosen=found.title)[-1]
        try:
            await self._bot.edit_message_text(
                last.html,
                chat_id=pressed.sender.chat,
                message_id=pressed.message,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            log.info("telegram.press.not_shown", error=str(error))
        except TelegramError as error:
            log.warning("telegram.press.not_shown", error=str(error))

    async def clear(self, pressed: Pressed) -> None:
        """Take the keyboard away."""
        try:
            await self._bot.edit_message_reply_markup(chat_id=pressed.sender.chat, message_id=pressed.message)
        except TelegramError as error:
            log.info("telegram.press.not_cleared", error=str(error))

    async def _answer(self, pressed: Pressed, text: str) -> None:
        try:
            await self._bot.answer_callback_query(pressed.query, text or None, show_alert=bool(text))
        except TelegramError as error:
            # Only fifteen seconds or so are given for it; after being down it is too late.
            log.info("telegram.press.not_acknowledged", error=str(error))
