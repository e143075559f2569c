"""The bot's commands: what they ask of the assistant, and their names in each language's menu."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import json
import re
from pathlib import Path

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.settings import LAUNCH_LANGUAGES
from channels.system_texts import say
from desk.messages.inbox import Asks

log = structlog.get_logger(__name__)

MENU = ("start", "help", "language", "status", "human", "stop", "privacy")
INTENTS = {"start": "greet", "help": "capabilities", "status": "track_case", "human": "human", "stop": "stop"}
_KINDS = ("question", "service_request", "suggestion", "praise", "complaint", "appeal")
_KINDS_AND_MORE = (*_KINDS, "accessibility_feedback", "data_request")
_CODE = re.compile(r"[A-Za-z0-9]{4}-?[A-Za-z0-9]{4}-?[A-Za-z0-9]{3}\Z")


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What a command wants: an intent, and the text that stands for it in the transcript."""

    asks: Asks
    text: str


def wanted(name: str, argument: str) -> Wanted | None:
    """What ``/name argument`` asks of the assistant; None where the channel answers itself, or nobody knows it."""
    if name == "start" and argument:
        linked = _linked(argument)
        if linked is not None:
            return linked
    if name == "language" and argument:
        code = argument.lower()[:2]
        return Wanted(Asks("change_language", {"language": code}), argument) if code in LAUNCH_LANGUAGES else None
    intent = INTENTS.get(name)
    return Wanted(Asks(intent), argument or name) if intent else None


def _linked(payload: str) -> Wanted | None:
    """A deep link, ``t.me/<bot>?start=<payload>`` (letters, digits, _ and -, 64 at most):

    ``s-<service>``, ``c-<tracking code>``, ``lang-<code>``, ``status``, ``human``, or a kind of case (``complaint``).
    """
    kind, _, value = payload.partition("-")
    if kind == "s" and value:
        return Wanted(Asks("choose_service", {"service": value}), value)
    if kind == "c" and _CODE.match(value):
        return Wanted(Asks("track_case"), value)
    if kind == "lang" and value in LAUNCH_LANGUAGES:
        return Wanted(Asks("change_language", {"language": value}), value)
    if payload in _KINDS_AND_MORE:
        return Wanted(Asks(f"file_{payload}"), payload.replace("_", " "))
    if payload in ("status", "human"):
        return Wanted(Asks(INTENTS[payload]), payload)
    return None


def menu(language: str) -> list[BotCommand]:
    """The commands as a language's menu shows them."""
    return [BotCommand(name, say(f"telegram-command-{name}", language)) for name in MENU]


async def register(bot: Bot, noted: Path) -> None:
    """Tell Telegram the menus of every language, where they have changed since ``noted`` (a file of ours)."""
    menus = {language: [command.to_dict() for command in menu(language)] for language in LAUNCH_LANGUAGES}
    digest = hashlib.sha256(json.dumps([bot.id, menus], sort_keys=True).encode()).hexdigest()
    if await asyncio.to_thread(_read, noted) == digest:
        return
    try:
        await bot.set_my_commands(menu("en"))
        for language in LAUNCH_LANGUAGES:
            await bot.set_my_commands(menu(language), language_code=language)
    except TelegramError as error:
        log.warning("telegram.menus.later", error=str(error))
        return
    await asyncio.to_thread(noted.write_text, digest, encoding="ascii")


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii") if path.exists() else ""
