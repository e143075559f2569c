"""Refusals of the web chat: a status, a code for programs, a sentence for the person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse

from channels.system_texts import say


class Refusal(Exception):
    """A call cannot be served. ``code`` is fixed; the message is said in ``language``. ``retry_after`` in seconds.

    ``text`` names the message where it is not the channel's own, with its ``arguments``.
    """

    def __init__(
        self,
        status: int,
        code: str,
        language: str,
        *,
        retry_after: int = 0,
        text: str = "",
        arguments: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.language, self.retry_after = status, code, language, retry_after
        self._text, self._arguments = text or f"channel-{code.replace('_', '-')}", dict(arguments or {})

    def response(self) -> HttpResponse:
        message = say(self._text, self.language, **self._arguments)
        body = {"error": {"code": self.code, "message": message}}
        answer = JsonResponse(body, status=self.status, json_dumps_params={"ensure_ascii": False})
        answer["Content-Language"] = self.language
        if self.retry_after:
            answer["Retry-After"] = str(self.retry_after)
        return answer


def json_error(status: int, code: str, message: str) -> tuple[int, bytes]:
    """Status and body of an error that is told before there is a request to answer."""
    return status, json.dumps({"error": {"code": code, "message": message}}).encode()
