"""A citizen's side of Telegram: what they send, press, change, and what they see."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from tests.telegram.emulator import BOT, Emulator


class Citizen:
    """Somebody in their private chat with the bot."""

    def __init__(self, emulator: Emulator, id: int, language: str = "en") -> None:
        self.emulator, self.id = emulator, id
        self.user: dict[str, Any] = {"id": id, "is_bot": False, "first_name": "Ada", "language_code": language}
        self.chat: dict[str, Any] = {"id": id, "type": "private", "first_name": "Ada"}

    def _message(self, **content: Any) -> dict[str, Any]:
        number = self.emulator.number()
        return {"message_id": number, "date": int(time.time()), "chat": self.chat, "from": self.user, **content}

    def _send(self, **content: Any) -> int:
        message = self._message(**content)
        with self.emulator.lock:
            mine = {"id": message["message_id"], "from": "citizen", "text": content.get("text", ""), "keyboard": []}
            self.emulator.messages[self.id][message["message_id"]] = mine
            self.emulator.put("message", message)
        return int(message["message_id"])

    def send(self, text: str) -> int:
        """A text, or a command as Telegram marks it. Returns the message's number."""
        if text.startswith("/"):
            length = len(text.split()[0])
            return self._send(text=text, entities=[{"type": "bot_command", "offset": 0, "length": length}])
        return self._send(text=text)

    def edit(self, number: int, text: str) -> None:
        """Change a message that was sent."""
        message = {**self._message(text=text), "message_id": number, "edit_date": int(time.time()) + number % 7 + 1}
        self.emulator.put("edited_message", message)

    def locate(self, latitude: float, longitude: float) -> int:
        return self._send(location={"latitude": latitude, "longitude": longitude, "horizontal_accuracy": 12.0})

    def contact(self, name: str, phone: str) -> int:
        return self._send(contact={"first_name": name, "phone_number": phone})

    def voice(self) -> int:
        return self._send(voice={"file_id": "v", "file_unique_id": "v", "duration": 2})

    def _stored(self, content: bytes) -> str:
        name = f"file{len(self.emulator.files)}"
        self.emulator.files[name] = content
        return name

    def photo(self, content: bytes, caption: str = "", album: str = "", size: int | None = None) -> int:
        """A picture, as Telegram offers it: small and whole."""
        name = self._stored(content)
        sizes = [
            {"file_id": f"{name}-small", "file_unique_id": f"{name}s", "width": 90, "height": 60, "file_size": 900},
            {
                "file_id": name,
                "file_unique_id": name,
                "width": 1280,
                "height": 960,
                "file_size": len(content) if size is None else size,
            },
        ]
        more: dict[str, Any] = {"caption": caption} if caption else {}
        return self._send(photo=sizes, **more, **({"media_group_id": album} if album else {}))

    def document(self, content: bytes, name: str, caption: str = "") -> int:
        id = self._stored(content)
        file = {"file_id": id, "file_unique_id": id, "file_name": name, "file_size": len(content)}
        return self._send(document=file, **({"caption": caption} if caption else {}))

    def album(self, pictures: Sequence[bytes], caption: str = "") -> None:
        group = f"album{self.emulator.number()}"
        for number, picture in enumerate(pictures):
            self.photo(picture, "" if number else caption, group)

    def press(self, title: str) -> str:
        """Press the newest button of that title; returns the query's id."""
        for message in reversed(self.seen()):
            for row in message["keyboard"]:
                for button in row:
                    if button["text"] == title:
                        return self.press_data(message["id"], button["callback_data"])
        raise AssertionError(f"no button {title!r} in {self.seen()}")

    def press_data(self, number: int, data: str) -> str:
        query = f"q{self.emulator.number()}"
        body = {
            "id": query,
            "from": self.user,
            "chat_instance": str(self.id),
            "data": data,
            "message": self.emulator.shown(self.id, number),
        }
        self.emulator.put("callback_query", body)
        return query

    def block(self, blocked: bool = True) -> None:
        """Block the bot, or let it write again."""
        with self.emulator.lock:
            (self.emulator.blocked.add if blocked else self.emulator.blocked.discard)(self.id)
        member = {"status": "member", "user": BOT}
        banned = {"status": "kicked", "user": BOT, "until_date": 0}
        old, new = (member, banned) if blocked else (banned, member)
        self.emulator.put("my_chat_member", _changed(self.chat, self.user, old, new))

    def add_to_group(self, group: int) -> None:
        chat = {"id": group, "type": "group", "title": "Neighbours"}
        old, new = {"status": "left", "user": BOT}, {"status": "member", "user": BOT}
        self.emulator.put("my_chat_member", _changed(chat, self.user, old, new))

    def seen(self) -> list[dict[str, Any]]:
        """What the bot has written, as it stands now."""
        with self.emulator.lock:
            return [dict(message) for message in self.emulator.messages[self.id].values() if message["from"] == "bot"]

    def texts(self) -> list[str]:
        return [str(message["text"]) for message in self.seen()]

    def wait_for(self, count: int, seconds: float = 20.0) -> list[dict[str, Any]]:
        """What the bot has written, once there are ``count`` messages."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(self.seen()) >= count:
                return self.seen()
            time.sleep(0.03)
        raise AssertionError(f"{count} messages were expected, there are {self.texts()}")

    def wait_for_text(self, part: str, seconds: float = 20.0) -> dict[str, Any]:
        """The newest message with these words, once it is there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in reversed(self.seen()):
                if part in message["text"]:
                    return dict(message)
            time.sleep(0.03)
        raise AssertionError(f"{part!r} was expected, there are {self.texts()}")


def _changed(chat: dict[str, Any], user: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {"chat": chat, "from": user, "date": int(time.time()), "old_chat_member": old, "new_chat_member": new}
