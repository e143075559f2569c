"""Telegram's way out: rows of the outbox as messages of the Bot API."""

from __future__ import annotations

import structlog
from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from channels.sender import InDoubt, Limits, Sent
from channels.system_texts import say
from channels.telegram import CHANNEL
from channels.telegram.client import meaning
from channels.telegram.rendering import Part, parts
from desk.messages import outbox
from desk.messages.outbox import OutboundView
from desk.threads import in_thread

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramOut:
    """Sends by a bot. Limits: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

    name = CHANNEL
    limits = Limits(per_second=30, per_chat_second=1)
    # The Bot API knows no token of a request: an answer twice is better than none.
    in_doubt = InDoubt.RESEND

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, row: OutboundView) -> Sent:
        """Send the row's next part, or edit the message that it corrects. Raises as `ChannelOut.send` says."""
        corrects = bool(row.edits) and row.ordinal == 0
        label = say("telegram-corrected", row.language) if corrects else ""
        messages = parts(row.text, row.buttons, row.card, label)
        number = min(len(row.parts), len(messages) - 1)
        try:
            if row.edits and number == 0:
                edited = await self._edit(row, messages)
                if edited:
                    return Sent(edited)
            sent = await self._send(row, messages[number], reply=corrects and number == 0)
        except TelegramError as error:
            raise meaning(error) from error
        return Sent(sent, complete=number == len(messages) - 1)

    async def _send(self, row: OutboundView, part: Part, *, reply: bool) -> str:
        answered = row.edits.rpartition("/")[2]
        sent = await self._bot.send_message(
            int(row.address),
            part.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=part.keyboard,
            reply_parameters=ReplyParameters(int(answered), allow_sending_without_reply=True)
            if reply and answered.isdigit()
            else None,
        )
        return str(sent.message_id)

    async def _edit(self, row: OutboundView, messages: tuple[Part, ...]) -> str:
        """Put the corrected answer in the place of the old one; the message's id, or empty where it cannot be."""
        old = await in_thread(outbox.earlier, row)
        if old.surplus:
            await self._delete(row, old.surplus)
        if not old.replaces or len(messages) > 1:
            return ""
        try:
            await self._bot.edit_message_text(
                messages[0].html,
                chat_id=int(row.address),
                message_id=int(old.replaces),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=messages[0].keyboard,
            )
        except BadRequest as error:
            if "not modified" in str(error).lower():
                return old.replaces
            log.info("telegram.edit.impossible", error=str(error))
            return ""
        return old.replaces

    async def _delete(self, row: OutboundView, ids: tuple[str, ...]) -> None:
        try:
            await self._bot.delete_messages(int(row.address), [int(id) for id in ids])
        except BadRequest as error:
            # Older than two days, or deleted by the person: it stays as it is.
            log.info("telegram.delete.impossible", error=str(error))
