"""Pictures and documents: fetched from Telegram, stored in the open draft of whoever sent them."""

from __future__ import annotations

import datetime as dt

from telegram import Bot
from telegram.error import BadRequest

from channels.telegram.reading import File
from desk.cases import attachments
from desk.cases.attachments import MOST_BYTES, Stored
from desk.cases.errors import FileRefused
from desk.threads import in_thread

_LARGEST_DOWNLOAD = 20 * 1024 * 1024
"""What a bot may fetch; source: core.telegram.org/bots/api#getfile."""


async def fetch(bot: Bot, file: File) -> bytes:
    """A file's bytes. Raises `FileRefused` where it is too big, `TelegramError` where Telegram does not answer."""
    if file.size > min(MOST_BYTES, _LARGEST_DOWNLOAD):
        raise _too_big()
    try:
        found = await bot.get_file(file.file_id)
    except BadRequest as error:
        if "too big" in str(error).lower():
            raise _too_big() from error
        raise
    if (found.file_size or 0) > MOST_BYTES:
        raise _too_big()
    return bytes(await found.download_as_bytearray())


def _too_big() -> FileRefused:
    return FileRefused("case-file-too-big", "the file has more than 10 MB", megabytes=MOST_BYTES // 1024 // 1024)


async def store(bot: Bot, draft: str, file: File, now: dt.datetime) -> Stored:
    """Fetch a file into a draft. Raises as `fetch` and `desk.cases.attachments.store` do."""
    content = await fetch(bot, file)
    return await in_thread(attachments.store, draft, file.title, content, now)
