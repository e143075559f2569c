"""What becomes of an event: stored in the inbox, answered by the channel itself, or noted.

Everything here may run again after a crash: what is stored has the provider's id, what the channel says has a key.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog
from django.db import DatabaseError
from django.utils import timezone
from telegram import Bot, Chat, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.formats import language_name
from bot.settings import LAUNCH_LANGUAGES
from channels.system_texts import say
from channels.telegram import CHANNEL, commands, consents, files
from channels.telegram.consents import FORGET
from channels.telegram.keys import key
from channels.telegram.pressing import Pressing
from channels.telegram.reading import (
    Command,
    Event,
    File,
    Group,
    Ignored,
    Place,
    Pressed,
    Reachable,
    Said,
    Sender,
    Unread,
)
from desk.cases import drafts
from desk.cases.attachments import Stored
from desk.cases.errors import FileRefused
from desk.messages import conversations, erasure, inbox, outbox, turns
from desk.messages import text as texts
from desk.messages.inbox import Accepted, Asks, Incoming
from desk.messages.models import Choice, Conversation, Inbound
from desk.messages.transcript import direction
from desk.messages.turns import Button, Message
from desk.people import identities
from desk.threads import in_thread, noted

log = structlog.get_logger(__name__)

_TYPING_AFTER_SECONDS = 0.5


class Handler:
    """Handles the events of a bot. ``on_message`` gets a conversation's key when something waits for the assistant,
    ``on_said`` when the channel itself said something."""

    def __init__(
        self,
        bot: Bot,
        *,
        on_message: Callable[[int], None] = lambda _: None,
        on_said: Callable[[int], None] = lambda _: None,
        clock: Callable[[], dt.datetime] = timezone.now,
    ) -> None:
        self._bot, self._clock = bot, clock
        self._on_message, self._on_said = on_message, on_said
        self._pressing = Pressing(bot, self._later)
        self._background: set[asyncio.Task[Any]] = set()

    async def close(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    async def handle(self, events: Sequence[Event]) -> None:
        """One event, or the files of one album. Raises what the desk or Telegram raise: then it is tried again."""
        event = events[0]
        if isinstance(event, File):
            await self._files([item for item in events if isinstance(item, File)])
        elif isinstance(event, Said):
            await self._said(event)
        elif isinstance(event, Command):
            await self._command(event)
        elif isinstance(event, Pressed):
            await self._pressed(event)
        elif isinstance(event, Place):
            await self._place(event)
        elif isinstance(event, Unread):
            conversation = await self._conversation(event.sender)
            log.info("telegram.unread", kind=event.kind)
            await self._tell(conversation, event.message, "telegram-unread")
        elif isinstance(event, Reachable):
            await in_thread(self._reachable, event)
        elif isinstance(event, Group):
            await self._group(event)
        elif isinstance(event, Ignored):
            log.info("telegram.ignored", reason=event.reason)

    async def _conversation(self, sender: Sender) -> Conversation:
        hint = sender.hint if sender.hint in LAUNCH_LANGUAGES else ""
        return await in_thread(conversations.of_address, CHANNEL, str(sender.chat), hint)

    async def _said(self, said: Said) -> None:
        conversation = await self._conversation(said.sender)
        original = _id(conversation, said.message)
        edits = ""
        if said.edited:
            before = await in_thread(_last_version, conversation, original)
            if before == said.text:
                return
            edits = original if before is not None else ""
        id = f"{original}.{said.edited}" if said.edited else original
        await self._take_in(conversation, said.message, id, said.sender, said.text, edits=edits)

    async def _take_in(
        self,
        conversation: Conversation,
        message: int,
        id: str,
        sender: Sender,
        text: str,
        *,
        asks: Asks | None = None,
        edits: str = "",
        metadata: dict[str, Any] | None = None,
    ) -> None:
        try:
            cleaned = texts.clean(text)
        except texts.EmptyText:
            await self._tell(conversation, message, "channel-empty")
            return
        except texts.TextTooLong:
            await self._tell(conversation, message, "channel-too-long")
            return
        incoming = Incoming(
            conversation.pk,
            CHANNEL,
            id,
            cleaned,
            origin=str(sender.chat),
            asks=asks,
            edits=edits,
            metadata=metadata or {},
        )
        self._accepted(await noted(inbox.accept, incoming, self._clock()), sender)

    def _accepted(self, accepted: Accepted, sender: Sender) -> None:
        log.info("message.stored", turn=accepted.turn, known=accepted.known, channel=CHANNEL)
        self._on_message(accepted.conversation)
        if not accepted.known:
            self._later(self._typing(sender.chat, accepted.turn))

    async def _command(self, command: Command) -> None:
        conversation = await self._conversation(command.sender)
        wanted = commands.wanted(command.name, command.argument)
        id = _id(conversation, command.message)
        if wanted is not None:
            if command.name == "stop" and await in_thread(consents.end, conversation, command.message, self._clock()):
                self._on_said(conversation.pk)
            await self._take_in(conversation, command.message, id, command.sender, wanted.text, asks=wanted.asks)
        elif command.name == "privacy":
            await in_thread(consents.tell_privacy, conversation, command.message, self._clock())
            self._on_said(conversation.pk)
        elif command.name == "language":
            await self._tell(conversation, command.message, "telegram-language", _languages())
        elif command.name == "start":
            asks = Asks(commands.INTENTS["start"])
            await self._take_in(conversation, command.message, id, command.sender, "start", asks=asks)
        else:
            # Somebody began a sentence with a slash, or guessed: the words are what they mean.
            text = f"{command.name.replace('_', ' ')} {command.argument}"
            await self._take_in(conversation, command.message, id, command.sender, text)

    async def _place(self, place: Place) -> None:
        conversation = await self._conversation(place.sender)
        point = f"{place.latitude:.5f}, {place.longitude:.5f}"
        text = f"{place.name} ({point})" if place.name else point
        location: dict[str, Any] = {"latitude": place.latitude, "longitude": place.longitude}
        if place.accuracy is not None:
            location["accuracy"] = place.accuracy
        id = _id(conversation, place.message)
        await self._take_in(conversation, place.message, id, place.sender, text, metadata={"location": location})

    async def _files(self, found: Sequence[File]) -> None:
        first = found[0]
        conversation = await self._conversation(first.sender)
        id = _id(conversation, first.message)
        caption = next((file.caption for file in found if file.caption), "").strip()
        if await in_thread(inbox.known, CHANNEL, f"{id}.file") is not None:
            self._on_message(conversation.pk)
            return
        draft = await in_thread(drafts.open_for, conversation.pk, conversation.person_id, self._clock())
        if draft is None:
            await self._tell(conversation, first.message, "telegram-file-no-draft")
            if caption:
                await self._take_in(conversation, first.message, id, first.sender, caption)
            return
        of_evidence = draft.asking == "evidence"
        stored: list[Stored] = []
        refused = ""
        for file in found:
            try:
                stored.append(await files.store(self._bot, draft.id, file, self._clock()))
            except FileRefused as error:
                log.info("telegram.file.refused", reason=str(error))
                refused = error.message
        if refused:
            await self._tell(conversation, first.message, f"telegram-file-{refused.removeprefix('case-file-')}")
        if stored:
            titles = ", ".join(file.title for file in stored)
            if of_evidence and caption:
                # The form takes the title for what the person says of the evidence.
                titles = f"{titles} – {caption}"
            asks = Asks("form_file", {"key": stored[0].key, "title": titles})
            await self._take_in(conversation, first.message, f"{id}.file", first.sender, titles, asks=asks)
        if caption and not (of_evidence and stored):
            await self._take_in(conversation, first.message, id, first.sender, caption)

    async def _pressed(self, pressed: Pressed) -> None:
        conversation = await self._conversation(pressed.sender)
        choice = await in_thread(_offered, conversation, pressed.choice)
        if choice == FORGET:
            self._pressing.answer(pressed)
            await self._forget(conversation, pressed)
            return
        # One press a message: whoever taps twice meant one thing.
        id = f"{conversation.public_id}/b{pressed.message}"
        incoming = Incoming(conversation.pk, CHANNEL, id, "", choice=pressed.choice, origin=str(pressed.sender.chat))
        try:
            accepted = await noted(inbox.accept, incoming, self._clock())
        except inbox.ChoiceNotOffered:
            await self._pressing.refuse(pressed, say("channel-unknown-choice", conversation.speaks))
            return
        self._accepted(accepted, pressed.sender)
        self._pressing.answer(pressed)
        if not accepted.known:
            self._later(self._pressing.show(pressed))

    async def _forget(self, conversation: Conversation, pressed: Pressed) -> None:
        language = conversation.speaks
        await in_thread(erasure.erase, conversation.pk, self._clock())
        self._on_message(conversation.pk)
        await self._pressing.clear(pressed)
        await self.say_directly(pressed.sender.chat, say("channel-forgotten", language))

    async def say_directly(self, chat: int, text: str) -> None:
        """Say something to somebody of whom the desk knows nothing any more; where it fails, it is not said."""
        try:
            await self._bot.send_message(chat, text)
        except TelegramError as error:
            log.warning("telegram.not_said", error=str(error))

    async def apologize(self, update: Update | None) -> None:
        """Something that was sent could not be handled, and is parked: its sender is told."""
        chat = update.effective_chat if update else None
        if chat is not None and chat.type == Chat.PRIVATE:
            user = update.effective_user if update else None
            language = (user.language_code or "en").split("-")[0] if user else "en"
            await self.say_directly(chat.id, say("channel-parked", language))

    def _reachable(self, event: Reachable) -> None:
        identity = identities.find(CHANNEL, str(event.sender.chat))
        if identity is not None and not event.reachable:
            outbox.unreachable(identity.pk, "the person has blocked the bot", self._clock())
        elif identity is not None:
            conversations.of_address(CHANNEL, str(event.sender.chat))

    async def _group(self, group: Group) -> None:
        """The counter talks with one person at a time: say so once, and leave."""
        language = group.hint if group.hint in LAUNCH_LANGUAGES else "en"
        if not group.channel:
            await self.say_directly(group.chat, say("telegram-group", language))
        try:
            await self._bot.leave_chat(group.chat)
        except TelegramError as error:
            log.info("telegram.group.left_already", error=str(error))

    async def _tell(
        self, conversation: Conversation, message: int, name: str, buttons: tuple[Button, ...] = ()
    ) -> None:
        language = conversation.speaks
        said = Message(say(name, language), language, direction(language), buttons)
        await noted(turns.tell, conversation.pk, key(name, conversation, message), (said,), self._clock())
        self._on_said(conversation.pk)

    async def _typing(self, chat: int, turn: str) -> None:
        """Show that an answer is being made, where it is not there in a moment."""
        await asyncio.sleep(_TYPING_AFTER_SECONDS)
        try:
            if not await in_thread(turns.waits, turn):
                return
            await self._bot.send_chat_action(chat, ChatAction.TYPING)
        except (TelegramError, DatabaseError) as error:
            log.debug("telegram.typing", error=str(error))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        """Something that nothing waits for."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def _id(conversation: Conversation, message: int) -> str:
    """A message's id among all of the channel: numbers of messages are a chat's own, and a chat is not named here."""
    return f"{conversation.public_id}/{message}"


def _last_version(conversation: Conversation, id: str) -> str | None:
    """The text of a message as it was last changed; None where it is not known."""
    known = Inbound.objects.filter(conversation=conversation)
    row = known.filter(edits=id).order_by("-seq").first() or known.filter(provider_id=id).first()
    return row.text if row else None


def _offered(conversation: Conversation, choice: str) -> str:
    """The intent of an offered button, or empty."""
    rows = Choice.objects.filter(public_id=choice, outbound__conversation=conversation)
    return rows.values_list("intent", flat=True).first() or ""


def _languages() -> tuple[Button, ...]:
    """Every language by its own name."""
    names = {code: language_name(code, code) for code in LAUNCH_LANGUAGES}
    return tuple(
        Button(name[:1].upper() + name[1:], "change_language", {"language": code}) for code, name in names.items()
    )
