"""A counter that speaks the web chat's HTTP interface (docs/architecture.md) and can be made to misbehave.

It stands in for the web process where a test needs an answer, a delay or a failure that the real one gives only by
chance: a stream held back by a proxy, an answer lost on the way, a server killed between storing and answering.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import threading
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aiohttp import web

STATIC = Path(__file__).resolve().parents[2] / "channels" / "web" / "static"
Event = dict[str, Any]
Message = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Asked:
    """What a person sent: a text, or a button's id with its title as text."""

    text: str
    choice: str | None
    language: str


@dataclasses.dataclass(frozen=True)
class Fault:
    """An answer that the next POST of a message gets instead of the usual one."""

    status: int
    code: str = "refused"
    message: str = "Not now."
    retry_after: int | None = None


@dataclasses.dataclass
class Talk:
    """One conversation, by its session's token."""

    token: str
    language: str = "en"
    chosen: bool = False
    seq: int = 0
    answering: int = 0
    messages: list[Message] = dataclasses.field(default_factory=list)
    accepted: dict[str, int] = dataclasses.field(default_factory=dict)
    listeners: list[asyncio.Queue[Event]] = dataclasses.field(default_factory=list)

    @property
    def typing(self) -> dict[str, bool]:
        return {"on": self.answering > 0}

    def say(self, sender: str, text: str, **more: Any) -> Message:
        self.seq += 1
        message = {
            "seq": self.seq,
            "id": f"m_{self.seq}",
            "from": sender,
            "at": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z"),
            "text": text,
            "language": self.language,
            "dir": "rtl" if self.language == "ar" else "ltr",
            "reply_to": None,
            "buttons": [],
            "card": None,
            **more,
        }
        self.messages.append(message)
        self.tell("message", message)
        return message

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        for queue in self.listeners:
            queue.put_nowait({"event": event, "data": dict(data)})


def echo(asked: Asked) -> list[Message]:
    """The usual answer: what was asked, said again."""
    return [{"text": f"You said: {asked.text}"}]


class Counter:
    """The stub: ``start`` and ``stop`` may follow each other on the same port; what it was told is kept."""

    def __init__(self, pages: Mapping[str, str], headers: Mapping[str, str] | None = None) -> None:
        """``pages``: HTML by path; ``headers``: sent with each page, such as a Content-Security-Policy."""
        self.pages = dict(pages)
        self.headers = dict(headers or {})
        self.talks: dict[str, Talk] = {}
        self.answer: Callable[[Asked], list[Message]] = echo
        self.delay = 0.05  # seconds before an answer
        self.faults: list[Fault] = []
        self.files: list[tuple[str, bytes]] = []  # name and content of what was uploaded
        self.filed = False  # files are part of a case, and can be taken back no more
        self.limits = {"text": 4000, "file": 10 * 1024 * 1024}
        self.file_seconds = 0.0  # how long a file is on its way
        self.lose_answers = 0  # so many messages are stored, but the connection breaks before the 202
        self._present = asyncio.Event()  # the assistant is there
        self._present.set()
        self._flowing = asyncio.Event()  # nothing on the way holds streams back
        self._flowing.set()
        self.posts: list[dict[str, Any]] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._run(self._start())

    def stop(self) -> None:
        """Cut every connection, as a killed process does."""
        self._run(self._stop())

    def close(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def call(self, act: Callable[[], Any]) -> Any:
        """Run ``act`` in the server's own thread, where the conversations live."""

        async def run() -> Any:
            return act()

        return self._run(run())

    def set_away(self, away: bool) -> None:
        """The assistant goes or comes back; what was asked meanwhile is answered then."""

        def change() -> None:
            (self._present.clear if away else self._present.set)()
            for talk in self.talks.values():
                talk.tell("state", self._state())

        self.call(change)

    def hold_streams_back(self) -> None:
        """From now on streams open but nothing comes through, as behind a proxy that buffers."""
        self.call(self._flowing.clear)

    def _state(self) -> dict[str, str]:
        return {"assistant": "ready" if self._present.is_set() else "away"}

    @property
    def texts(self) -> list[str]:
        """What persons said, in the order of storing, over all conversations."""
        return [m["text"] for talk in self.talks.values() for m in talk.messages if m["from"] == "person"]

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _start(self) -> None:
        app = web.Application(middlewares=[self._cors])
        app.router.add_post("/web/v1/session", self._session)
        app.router.add_delete("/web/v1/session", self._forget)
        app.router.add_post("/web/v1/messages", self._post)
        app.router.add_post("/web/v1/files", self._file)
        app.router.add_delete("/web/v1/files/{key}", self._remove_file)
        app.router.add_get("/web/v1/messages", self._poll)
        app.router.add_get("/web/v1/events", self._events)
        app.router.add_post("/web/v1/language", self._language)
        app.router.add_route("OPTIONS", "/{any:.*}", self._options)
        for path in self.pages:
            app.router.add_get(path, self._page)
        app.router.add_static("/static", STATIC)
        self._runner = web.AppRunner(app, shutdown_timeout=0.05, access_log=None, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        if self._runner is None:
            return
        for protocol in list(self._runner.server.connections if self._runner.server else []):
            if protocol.transport:
                protocol.transport.abort()
        await self._runner.cleanup()
        self._runner = None

    @web.middleware
    async def _cors(self, request: web.Request, handler: Any) -> web.StreamResponse:
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPException as error:
            error.headers.update(CORS)
            raise
        if not response.prepared:
            response.headers.update(CORS)
        return response

    async def _options(self, request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=self.pages[request.path], content_type="text/html", headers=self.headers)

    def _talk(self, request: web.Request) -> Talk:
        talk = self.talks.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if talk is None:
            raise web.HTTPUnauthorized(text=_error("unknown_session", "Unknown."), content_type="application/json")
        return talk

    async def _session(self, request: web.Request) -> web.Response:
        body = await request.json()
        talk = Talk(token=uuid.uuid4().hex, language=body.get("language_hint") or "en")
        self.talks[talk.token] = talk
        return web.json_response(
            {"token": talk.token, "conversation": f"c_{talk.token[:8]}", "languages": [], "limits": self.limits},
            status=201,
        )

    async def _forget(self, request: web.Request) -> web.Response:
        del self.talks[self._talk(request).token]
        return web.Response(status=204)

    async def _language(self, request: web.Request) -> web.Response:
        talk = self._talk(request)
        talk.language = (await request.json())["code"]
        talk.tell("language", {"code": talk.language, "dir": "rtl" if talk.language == "ar" else "ltr"})
        return web.json_response({})

    async def _post(self, request: web.Request) -> web.Response:
        talk, body = self._talk(request), await request.json()
        self.posts.append(body)
        if self.faults:
            fault = self.faults.pop(0)
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return web.Response(
                status=fault.status,
                text=_error(fault.code, fault.message),
                content_type="application/json",
                headers=headers,
            )
        if body["id"] not in talk.accepted:
            said = talk.say("person", body["text"], id=body["id"], dir="auto")
            talk.accepted[body["id"]] = said["seq"]
            asked = Asked(body["text"], body.get("choice"), talk.language)
            asyncio.get_running_loop().create_task(self._answer(talk, asked, body["id"]))
        if self.lose_answers:
            self.lose_answers -= 1
            assert request.transport
            request.transport.abort()
        return web.json_response({"id": body["id"], "seq": talk.accepted[body["id"]]}, status=202)

    async def _file(self, request: web.Request) -> web.Response:
        talk, name = self._talk(request), unquote(request.headers["X-File-Name"])
        content = await request.read()
        if self.faults:
            fault = self.faults.pop(0)
            body = _error(fault.code, fault.message)
            return web.Response(status=fault.status, text=body, content_type="application/json")
        await asyncio.sleep(self.file_seconds)
        self.files.append((name, content))
        key = request.headers["X-Message-Id"]
        said = talk.say("person", name, id=key, dir="auto")
        asyncio.get_running_loop().create_task(self._answer(talk, Asked(name, None, talk.language), key))
        return web.json_response({"id": key, "seq": said["seq"], "key": f"key-{name}", "title": name}, status=202)

    async def _remove_file(self, request: web.Request) -> web.Response:
        self._talk(request)
        name = request.match_info["key"].removeprefix("key-")
        if self.filed:
            return web.Response(status=404, text=_error("unknown_address", ""), content_type="application/json")
        self.files = [file for file in self.files if file[0] != name]
        return web.Response(status=204)

    async def _answer(self, talk: Talk, asked: Asked, reply_to: str) -> None:
        talk.answering += 1
        talk.tell("typing", talk.typing)
        await asyncio.sleep(self.delay)
        await self._present.wait()
        for message in self.answer(asked):
            talk.say("assistant", reply_to=reply_to, **message)
        talk.answering -= 1
        talk.tell("typing", talk.typing)

    async def _poll(self, request: web.Request) -> web.Response:
        talk, after = self._talk(request), int(request.query.get("after", 0))
        return web.json_response([{"event": "message", "data": m} for m in talk.messages if m["seq"] > after])

    async def _events(self, request: web.Request) -> web.StreamResponse:
        talk, after = self._talk(request), int(request.query.get("after", 0))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **CORS})
        await response.prepare(request)
        queue: asyncio.Queue[Event] = asyncio.Queue()
        talk.listeners.append(queue)
        for message in talk.messages:
            if message["seq"] > after:
                queue.put_nowait({"event": "message", "data": message})
        try:
            queue.put_nowait({"event": "state", "data": self._state()})
            queue.put_nowait({"event": "typing", "data": talk.typing})
            while True:
                event = await queue.get()
                await self._flowing.wait()
                head = f"id: {event['data']['seq']}\n" if event["event"] == "message" else ""
                data = json.dumps(event["data"], ensure_ascii=False)
                await response.write(f"{head}event: {event['event']}\ndata: {data}\n\n".encode())
        except (ConnectionError, asyncio.CancelledError):
            return response
        finally:
            talk.listeners.remove(queue)


CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept, Last-Event-ID, X-File-Name, X-Message-Id",
    "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
    "Access-Control-Expose-Headers": "Retry-After",
}


def _error(code: str, message: str) -> str:
    return json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False)
