"""Somebody with a phone: what they write, and what arrives."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.sms.line import Line

INCOMING = "/sms/v1/incoming"


class Phone:
    def __init__(self, line: Line, number: str) -> None:
        self.line, self.number = line, number

    def send(self, text: str, **more: str) -> dict[str, str]:
        """Write a message; returns its form. The webhook answers with empty TwiML."""
        form = self.line.form(self.number, text, **more)
        answer = self.deliver(form)
        assert answer.status_code == 200, answer.text
        assert answer.text == '<?xml version="1.0" encoding="UTF-8"?><Response/>'
        return form

    def deliver(self, form: dict[str, str]) -> httpx.Response:
        return self.line.call(INCOMING, form)

    def picture(self, content: bytes, text: str = "") -> dict[str, str]:
        path = f"/media/{len(self.line.files)}.jpg"
        self.line.files[path] = content
        return self.send(text, NumMedia="1", MediaUrl0=self.line.url + path, MediaContentType0="image/jpeg")

    def messages(self) -> list[dict[str, Any]]:
        with self.line.lock:
            return [message for message in self.line.sent if message["to"] == self.number]

    def texts(self) -> list[str]:
        return [str(message["body"]) for message in self.messages()]

    def wait_for(self, count: int, seconds: float = 20.0) -> list[str]:
        """What has arrived, once there are ``count`` messages."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(self.messages()) >= count:
                return self.texts()
            time.sleep(0.03)
        raise AssertionError(f"{count} messages were expected, there are {self.texts()}")

    def report(self, message: dict[str, Any], status: str, code: str = "") -> httpx.Response:
        """Tell the counter what became of a message that it sent."""
        form = {"MessageSid": message["sid"], "MessageStatus": status, "To": self.number, "AccountSid": "AC"}
        if code:
            form["ErrorCode"] = code
        return self.line.call(message["callback"].removeprefix(self.line.public), form)
