"""Django's request handler for the web chat: asynchronous from end to end, with the few things the chat needs.

Django's own handler keeps a thread for every open request as soon as anything synchronous has touched it. A thousand
open streams would be a thousand threads; here they are none.
"""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from django.core.exceptions import DisallowedHost, RequestAborted, RequestDataTooBig
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from channels.system_texts import say
from channels.web import sessions
from channels.web.errors import Refusal, json_error
from channels.web.runtime import runtime
from desk.cases.attachments import MOST_BYTES

log = structlog.get_logger(__name__)

LARGEST_BODY = 64 * 1024
"""Bytes; 4,000 characters take at most 48,000 when every one is written as two JSON escapes."""
LARGEST_UPDATE = 512 * 1024
"""Bytes of an update of Telegram's: it may hold two messages, with all their entities."""
FILES = "/web/v1/files"
"""Where files are sent to: the one address that takes more, as much as a file may have."""

_SHORT = frozenset(("POST", "DELETE"))
"""Methods whose answers are no streams."""

Scope = dict[str, Any]
Received = Mapping[str, Any]
Receive = Callable[[], Awaitable[Received]]
Send = Callable[[Received], Awaitable[None]]

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
}


class ChatHandler(ASGIHandler):
    """Serves the views of the web chat without the middleware that Django's admin needs."""

    def load_middleware(self, is_async: bool = True) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        self._middleware_chain = self._answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await _read(receive, _largest(scope["path"]))
        except RequestAborted:
            return
        except RequestDataTooBig:
            await _too_large(scope, send)
            return
        if scope["method"] in _SHORT:
            await self._exchange(scope, body, send)
        else:
            # Not through super(): its ThreadSensitiveContext is the thread for every open request.
            await self.handle(scope, _replayed(body, receive), send)

    async def _exchange(self, scope: Scope, body: bytes, send: Send) -> None:
        """A request that is answered at once, and carried out even if whoever asked has left meanwhile.

        Without Django's signals, which go through a thread, and without watching for the client's end, both for every
        request: a third of what taking a message in costs.
        """
        request, refused = self.create_request(scope, io.BytesIO(body))
        if request is None:
            await self.send_response(refused or HttpResponse(status=400), send)
            return
        await self.send_response(await self._answer(request), send)
        request.close()

    async def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = await self._preflight_or_view(request)
        origin = request.headers.get("Origin", "")
        if origin in runtime().origins:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Expose-Headers"] = "Retry-After, Content-Language"
        response["Vary"] = "Origin, Accept-Language"
        if isinstance(response, HttpResponse):
            response["Content-Length"] = str(len(response.content))
        for name, value in _HEADERS.items():
            response.setdefault(name, value)
        return response

    async def _preflight_or_view(self, request: HttpRequest) -> HttpResponseBase:
        try:
            # A load balancer asks for the health of an address, not of a name.
            if request.path != "/health":
                request.get_host()
            if request.method == "OPTIONS":
                return _preflight()
            response: HttpResponseBase = await self._get_response_async(request)  # type: ignore[attr-defined]
            return response
        except Refusal as refusal:
            return refusal.response()
        except DisallowedHost:
            return Refusal(400, "unknown_address", "en").response()
        except Exception:
            # The last resort of the process: told to the operator and, politely, to the person.
            log.exception("request.failed", path=request.path)
            return Refusal(500, "broken", sessions.accepted_language(request)).response()


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
    response["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Last-Event-ID, X-File-Name, X-Message-Id"
    response["Access-Control-Max-Age"] = "600"
    return response


def _largest(path: str) -> int:
    if path == FILES:
        return MOST_BYTES
    return LARGEST_UPDATE if path.startswith("/telegram/") else LARGEST_BODY


async def _read(receive: Receive, most: int) -> bytes:
    """The request's body. Raises `RequestDataTooBig`, or `RequestAborted` where the client left in between."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestAborted
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise RequestDataTooBig
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Received:
        return waiting.pop() if waiting else await receive()

    return again


async def _too_large(scope: Scope, send: Send) -> None:
    """Refuses a body that was not read to its end, in the language that the browser asks for."""
    language = sessions.accepted_language(ASGIRequest(scope, io.BytesIO()))
    if scope["path"] == FILES:
        told = say("case-file-too-big", language, megabytes=MOST_BYTES // 1024 // 1024)
        status, body = json_error(413, "file_too_big", told)
    else:
        status, body = json_error(413, "too_long", say("channel-too-long", language))
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
