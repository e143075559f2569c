"""What an update says: pure reading, from the Bot API's types to a few of our own.

Source: core.telegram.org/bots/api#update.
"""

from __future__ import annotations

import dataclasses
import re

from telegram import Chat, ChatMember, Message, Update, User

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?\Z", re.DOTALL)
_LARGEST_SIDE = 2048


@dataclasses.dataclass(frozen=True)
class Sender:
    """Whose private chat it is. ``hint`` is the language of their Telegram, "" where it tells none."""

    chat: int
    hint: str


@dataclasses.dataclass(frozen=True)
class Said:
    """A text, as typed. ``edited`` is when it was changed, in seconds since 1970, or 0."""

    sender: Sender
    message: int
    text: str
    edited: int = 0


@dataclasses.dataclass(frozen=True)
class Command:
    """``/name argument``."""

    sender: Sender
    message: int
    name: str
    argument: str


@dataclasses.dataclass(frozen=True)
class Pressed:
    """A button below our ``message``; ``choice`` is the id that it hands back."""

    sender: Sender
    query: str
    message: int
    choice: str


@dataclasses.dataclass(frozen=True)
class Place:
    """A place on the map, in degrees; ``name`` is what Telegram knows of it, or ""."""

    sender: Sender
    message: int
    latitude: float
    longitude: float
    accuracy: float | None
    name: str


@dataclasses.dataclass(frozen=True)
class File:
    """One picture or document. ``size`` in bytes, 0 where unknown; ``album`` groups files sent as one."""

    sender: Sender
    message: int
    file_id: str
    title: str
    size: int
    caption: str
    album: str


@dataclasses.dataclass(frozen=True)
class Unread:
    """A message of a kind that we cannot read; ``kind`` names it for the log."""

    sender: Sender
    message: int
    kind: str


@dataclasses.dataclass(frozen=True)
class Reachable:
    """The person has blocked the bot, or lets it write again."""

    sender: Sender
    reachable: bool


@dataclasses.dataclass(frozen=True)
class Group:
    """Something happened where several read along."""

    chat: int
    hint: str
    channel: bool


@dataclasses.dataclass(frozen=True)
class Ignored:
    """Nothing to do; ``reason`` is for the log."""

    reason: str


Event = Said | Command | Pressed | Place | File | Unread | Reachable | Group | Ignored


def read(update: Update) -> Event:
    """What an update says."""
    if update.callback_query is not None:
        return _pressed(update)
    if update.my_chat_member is not None:
        return _member(update)
    message = update.message or update.edited_message
    if message is None:
        return Ignored("unknown update")
    if message.chat.type != Chat.PRIVATE:
        # News about ourselves coming or going is told by my_chat_member, too.
        news = message.left_chat_member or message.new_chat_members
        return Ignored("group news") if news else _group(message.chat, message.from_user)
    if message.from_user is not None and message.from_user.is_bot:
        return Ignored("a bot wrote")
    return _edited(message) if update.edited_message else _message(message)


def address(update: Update) -> int:
    """The chat whose updates are read one after another; 0 where there is none."""
    chat = update.effective_chat
    return chat.id if chat else 0


def album(update: Update) -> str:
    """The group of files that an update belongs to, or ""."""
    return (update.message.media_group_id or "") if update.message else ""


def _hint(user: User | None) -> str:
    return (user.language_code or "").split("-")[0].lower() if user else ""


def _sender(message: Message) -> Sender:
    return Sender(message.chat.id, _hint(message.from_user))


def _group(chat: Chat, user: User | None) -> Group:
    return Group(chat.id, _hint(user), chat.type == Chat.CHANNEL)


def _pressed(update: Update) -> Event:
    query = update.callback_query
    assert query is not None
    if query.message is None or query.message.chat.type != Chat.PRIVATE:
        return Ignored("a button outside a private chat")
    sender = Sender(query.message.chat.id, _hint(query.from_user))
    return Pressed(sender, query.id, query.message.message_id, query.data or "")


def _member(update: Update) -> Event:
    changed = update.my_chat_member
    assert changed is not None
    status = changed.new_chat_member.status
    here = status not in (ChatMember.BANNED, ChatMember.LEFT)
    if changed.chat.type == Chat.PRIVATE:
        return Reachable(Sender(changed.chat.id, _hint(changed.from_user)), here)
    return _group(changed.chat, changed.from_user) if here else Ignored("left a group")


def _edited(message: Message) -> Event:
    if message.text is None or message.text.startswith("/"):
        return Ignored("an edited message without a text of its own")
    edited = int(message.edit_date.timestamp()) if message.edit_date else 1
    return Said(_sender(message), message.message_id, message.text, edited)


def _message(message: Message) -> Event:
    sender, number = _sender(message), message.message_id
    if message.text is not None:
        command = _COMMAND.match(message.text)
        if command:
            return Command(sender, number, command[1].lower(), (command[2] or "").strip())
        return Said(sender, number, message.text)
    if message.venue is not None or message.location is not None:
        return _place(message)
    if message.contact is not None:
        name = " ".join(filter(None, (message.contact.first_name, message.contact.last_name)))
        return Said(sender, number, ", ".join(filter(None, (name, message.contact.phone_number))))
    if message.photo or message.document is not None:
        return _file(message)
    if message.migrate_to_chat_id or message.migrate_from_chat_id or message.pinned_message:
        return Ignored("service message")
    return Unread(sender, number, _kind(message))


def _place(message: Message) -> Event:
    point = message.venue.location if message.venue else message.location
    assert point is not None
    name = ", ".join(filter(None, (message.venue.title, message.venue.address))) if message.venue else ""
    accuracy = point.horizontal_accuracy
    return Place(
        _sender(message),
        message.message_id,
        point.latitude,
        point.longitude,
        None if accuracy is None else float(accuracy),
        name,
    )


def _file(message: Message) -> Event:
    caption, album = message.caption or "", message.media_group_id or ""
    sender, number = _sender(message), message.message_id
    if message.document is not None:
        file = message.document
        title = file.file_name or "document"
        return File(sender, number, file.file_id, title, file.file_size or 0, caption, album)
    # The largest that our own limit does not shrink again, else the largest there is.
    sizes = sorted(message.photo, key=lambda size: size.width * size.height)
    photo = next((size for size in sizes if max(size.width, size.height) >= _LARGEST_SIDE), sizes[-1])
    return File(sender, number, photo.file_id, f"photo-{number}.jpg", photo.file_size or 0, caption, album)


def _kind(message: Message) -> str:
    kinds = ("voice", "audio", "video", "video_note", "sticker", "animation", "poll", "dice", "story", "game")
    return next((kind for kind in kinds if getattr(message, kind, None)), "unknown")
