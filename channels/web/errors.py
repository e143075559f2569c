"""Refusals of the web chat: a status, a code for programs, a sentence for the person."""

from __future__ import annotations

import json

from django.http import HttpResponse, JsonResponse

from channels.system_texts import say


class Refusal(Exception):
    """A call cannot be served. ``code`` is fixed; the message is said in ``language``. ``retry_after`` in seconds."""

    def __init__(self, status: int, code: str, language: str, *, retry_after: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.language, self.retry_after = status, code, language, retry_after

    def response(self) -> HttpResponse:
        message = say(f"channel-{self.code.replace('_', '-')}", self.language)
        body = {"error": {"code": self.code, "message": message}}
        answer = JsonResponse(body, status=self.status, json_dumps_params={"ensure_ascii": False})
        answer["Content-Language"] = self.language
        if self.retry_after:
            answer["Retry-After"] = str(self.retry_after)
        return answer


def json_error(status: int, code: str, message: str) -> tuple[int, bytes]:
    """Status and body of an error that is told before there is a request to answer."""
    return status, json.dumps({"error": {"code": code, "message": message}}).encode()
