"""A Bot API on this machine, speaking the wire format of core.telegram.org/bots/api, for citizens who write to a bot.

Every request is held against Telegram's own description (`Spec`); one that breaks it is refused with 400 and noted in
``breaches``. Updates are held against it, too, before they are handed out. Troubles are injected by `Trouble`.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import random
import threading
import time
from collections import defaultdict
from typing import Any
from urllib.parse import parse_qsl

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.telegram.spec import Breach, Spec, parsed_html, units

BOT = {"id": 7000000001, "is_bot": True, "first_name": "Loket", "username": "loket_test_bot"}
TOKEN = "7000000001:AAE-emulated-token-of-tests"
LONGEST = 4096
_CALLBACK_BYTES = 64
_TRIES = 600
_CONNECTIONS = 40
"""Requests to a webhook at once; Telegram's default, and what we ask for."""


@dataclasses.dataclass
class Trouble:
    """``method`` answers ``status`` the next ``times``. ``after`` carries the request out first (the answer is lost);
    ``seconds`` is what a 429 asks for, or how late the answer of a status 200 is."""

    method: str
    status: int
    times: int = 1
    seconds: float = 0.0
    after: bool = False


class Refusal(Exception):
    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.parameters = status, parameters


class Emulator:
    """One bot and the people who write to it. It runs in a thread of its own, tests call it from theirs."""

    def __init__(self, spec: Spec, port: int, seed: int = 1) -> None:
        self.spec, self.port = spec, port
        self.url = f"http://127.0.0.1:{port}"
        self.lock = threading.RLock()
        self.calls: list[tuple[str, dict[str, Any], float]] = []
        self.breaches: list[str] = []
        self.troubles: list[Trouble] = []
        self.menus: dict[str, list[dict[str, str]]] = {}
        self.left: list[int] = []
        self.blocked: set[int] = set()
        self.answered_queries: dict[str, str] = {}
        self.messages: defaultdict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
        self.files: dict[str, bytes] = {}
        self.webhook: dict[str, Any] = {"url": ""}
        self.duplicates = 0.0
        self.repeats = 0
        self.shuffle_seconds = 0.0
        self._chance = random.Random(seed)
        self._updates: dict[int, dict[str, Any]] = {}
        self._delivered: set[int] = set()
        self._on_their_way: set[int] = set()
        self._next_update, self._next_message = 500, 100
        self._server: uvicorn.Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        self._thread.start()
        end = time.monotonic() + 10
        while self._server is None or not self._server.started:
            assert time.monotonic() < end, "the emulator did not start"
            time.sleep(0.01)

    def close(self) -> None:
        if self._server is not None:
            self._server.should_exit = True
            self._server.force_exit = True
        self._thread.join(timeout=5)

    def trouble(self, *troubles: Trouble) -> None:
        with self.lock:
            self.troubles += troubles

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method that was carried out or refused."""
        with self.lock:
            return [given for name, given, _ in self.calls if name == method]

    def times(self, method: str) -> list[float]:
        with self.lock:
            return [at for name, _, at in self.calls if name == method]

    # What citizens do

    def number(self) -> int:
        with self.lock:
            self._next_message += 1
            return self._next_message

    def put(self, kind: str, body: dict[str, Any]) -> int:
        """An update for the bot; returns its id."""
        with self.lock:
            self._next_update += 1
            update = {"update_id": self._next_update, kind: body}
            if kind in {field["name"] for field in self.spec.types["Update"]["fields"]}:
                self.spec.check("update", ["Update"], update)
            self._updates[self._next_update] = update
            if self.webhook["url"] and self._loop is not None:
                again = self._chance.random() < self.duplicates
                self.repeats += again
                for _ in range(2 if again else 1):
                    asyncio.run_coroutine_threadsafe(self._deliver(update), self._loop)
            return self._next_update

    def updates(self) -> dict[int, dict[str, Any]]:
        """Every update by its id."""
        with self.lock:
            return dict(self._updates)

    async def _deliver(self, update: dict[str, Any]) -> None:
        """By webhook, again and again until it is answered with 200."""
        self._on_their_way.add(update["update_id"])
        try:
            await self._posted(update)
        finally:
            self._on_their_way.discard(update["update_id"])

    async def _posted(self, update: dict[str, Any]) -> None:
        await asyncio.sleep(self._chance.random() * self.shuffle_seconds)
        headers = {"X-Telegram-Bot-Api-Secret-Token": str(self.webhook.get("secret_token", ""))}
        pause = 0.1
        for _ in range(_TRIES):
            with contextlib.suppress(httpx.HTTPError):
                async with self._connections:
                    answer = await self._http.post(self.webhook["url"], json=update, headers=headers, timeout=10)
                if answer.status_code == 200:
                    self._delivered.add(update["update_id"])
                    return
                self.webhook["last_error_message"] = f"Wrong response from the webhook: {answer.status_code}"
                self.webhook["last_error_date"] = int(time.time())
            await asyncio.sleep(pause)
            pause = min(1.0, pause * 1.5)

    # The Bot API

    def _serve(self) -> None:
        async def run() -> None:
            self._loop = asyncio.get_running_loop()
            self._connections = asyncio.Semaphore(_CONNECTIONS)
            self._http = httpx.AsyncClient(trust_env=False)
            app = Starlette(
                routes=[
                    Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
                    Route("/file/bot{token}/{path:path}", self._file),
                ]
            )
            config = uvicorn.Config(
                app, host="127.0.0.1", port=self.port, log_level="error", lifespan="off", ws="none", access_log=False
            )
            self._server = uvicorn.Server(config)
            self._server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
            await self._server.serve()

        asyncio.run(run())

    async def _file(self, request: Request) -> Response:
        content = self.files.get(request.path_params["path"])
        return Response(content) if content is not None else Response(status_code=404)

    async def _method(self, request: Request) -> Response:
        method = request.path_params["method"]
        body = (await request.body()).decode() if request.method == "POST" else str(request.query_params)
        given = dict(parse_qsl(body, keep_blank_values=True))
        try:
            if request.path_params["token"] != TOKEN:
                raise Refusal(401, "Unauthorized")
            try:
                parameters = self.spec.request(method, given)
            except Breach as breach:
                raise Refusal(400, f"Bad Request: {breach}") from breach
            with self.lock:
                self.calls.append((method, parameters, time.monotonic()))
                trouble = self._trouble_with(method)
            result = await self._carried_out(method, parameters, trouble)
        except Refusal as refusal:
            if refusal.status == 400 and not any(
                word in str(refusal) for word in ("not modified", "not found", "query is too old")
            ):
                self.breaches.append(f"{method}: {refusal}")
            answer: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": str(refusal)}
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
            return JSONResponse(answer, refusal.status)
        return JSONResponse({"ok": True, "result": result})

    def _trouble_with(self, method: str) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.method == method and trouble.times > 0:
                trouble.times -= 1
                return trouble
        return None

    async def _carried_out(self, method: str, given: dict[str, Any], trouble: Trouble | None) -> Any:
        if trouble is not None and not trouble.after and trouble.status != 200:
            self._raise(trouble)
        if trouble is not None and trouble.status == 200:
            await asyncio.sleep(trouble.seconds)
        if method == "getUpdates":
            return await self._get_updates(given)
        with self.lock:
            handler = getattr(self, f"_{method}", None)
            result = handler(given) if handler else True
        if trouble is not None and trouble.after:
            self._raise(trouble)
        return result

    @staticmethod
    def _raise(trouble: Trouble) -> None:
        if trouble.status == 429:
            raise Refusal(429, "Too Many Requests: retry later", retry_after=max(1, int(trouble.seconds)))
        texts = {502: "Bad Gateway", 500: "Internal Server Error", 403: "Forbidden: bot was blocked by the user"}
        raise Refusal(trouble.status, texts.get(trouble.status, "Bad Request: chat not found"))

    def _getMe(self, _: dict[str, Any]) -> Any:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def _get_updates(self, given: dict[str, Any]) -> Any:
        if self.webhook["url"]:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        offset, end = given.get("offset", 0), time.monotonic() + given.get("timeout", 0)
        with self.lock:
            self._delivered |= {number for number in self._updates if number < offset}
        while True:
            with self.lock:
                found = [self._updates[number] for number in sorted(self._updates) if number not in self._delivered]
            if found or time.monotonic() >= end:
                return found[: given.get("limit", 100)]
            await asyncio.sleep(0.02)

    def _setWebhook(self, given: dict[str, Any]) -> Any:
        self.webhook = {key: value for key, value in given.items() if key != "drop_pending_updates"}
        if self._loop is not None:
            for number in sorted(set(self._updates) - self._delivered - self._on_their_way):
                asyncio.run_coroutine_threadsafe(self._deliver(self._updates[number]), self._loop)
        return True

    def _deleteWebhook(self, _: dict[str, Any]) -> Any:
        self.webhook = {"url": ""}
        return True

    def _getWebhookInfo(self, _: dict[str, Any]) -> Any:
        shown = {key: value for key, value in self.webhook.items() if key != "secret_token"}
        return {
            **shown,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates) - len(self._delivered),
        }

    def _setMyCommands(self, given: dict[str, Any]) -> Any:
        self.menus[given.get("language_code", "")] = given["commands"]
        return True

    def _chat(self, given: dict[str, Any]) -> dict[int, dict[str, Any]]:
        chat = int(given["chat_id"])
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return self.messages[chat]

    def _content(self, given: dict[str, Any]) -> dict[str, Any]:
        try:
            html = given.get("parse_mode") == "HTML"
            text, entities = parsed_html(given["text"]) if html else (given["text"], [])
        except Breach as breach:
            raise Refusal(400, f"Bad Request: {breach}") from breach
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if units(text) > LONGEST:
            raise Refusal(400, "Bad Request: message is too long")
        keyboard = given.get("reply_markup", {}).get("inline_keyboard", [])
        for row in keyboard:
            for button in row:
                if not 1 <= len(button.get("callback_data", "x").encode()) <= _CALLBACK_BYTES:
                    raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        return {"text": text, "entities": entities, "keyboard": keyboard}

    def _sendMessage(self, given: dict[str, Any]) -> Any:
        chat, content = self._chat(given), self._content(given)
        number = self.number()
        reply = given.get("reply_parameters", {}).get("message_id")
        at = time.monotonic()
        chat[number] = {"id": number, "from": "bot", "edited": 0, "reply_to": reply, "at": at, **content}
        return self.shown(int(given["chat_id"]), number)

    def shown(self, chat: int, number: int) -> dict[str, Any]:
        """A message of the bot's as the Bot API shows it."""
        message = self.messages[chat].get(number)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        group = chat < 0
        told = {"id": chat, "type": "group", "title": "A group"} if group else {"id": chat, "type": "private"}
        body = {"message_id": number, "date": int(time.time()), "chat": told, "from": BOT, "text": message["text"]}
        if message["keyboard"]:
            body["reply_markup"] = {"inline_keyboard": message["keyboard"]}
        return body

    def _editMessageText(self, given: dict[str, Any]) -> Any:
        return self._changed(given, self._content(given))

    def _editMessageReplyMarkup(self, given: dict[str, Any]) -> Any:
        return self._changed(given, {"keyboard": given.get("reply_markup", {}).get("inline_keyboard", [])})

    def _changed(self, given: dict[str, Any], change: dict[str, Any]) -> Any:
        message = self._chat(given).get(int(given["message_id"]))
        if message is None or message["from"] != "bot":
            raise Refusal(400, "Bad Request: message to edit not found")
        if all(message[key] == value for key, value in change.items()):
            raise Refusal(400, "Bad Request: message is not modified")
        message.update(change, edited=message["edited"] + 1)
        return self.shown(int(given["chat_id"]), int(given["message_id"]))

    def _deleteMessages(self, given: dict[str, Any]) -> Any:
        for number in given["message_ids"]:
            self._chat(given).pop(int(number), None)
        return True

    def _answerCallbackQuery(self, given: dict[str, Any]) -> Any:
        self.answered_queries[given["callback_query_id"]] = given.get("text", "")
        return True

    def _leaveChat(self, given: dict[str, Any]) -> Any:
        self.left.append(int(given["chat_id"]))
        return True

    def _getFile(self, given: dict[str, Any]) -> Any:
        path = given["file_id"]
        if path not in self.files:
            raise Refusal(400, "Bad Request: invalid file_id")
        return {"file_id": path, "file_unique_id": f"u{path}", "file_size": len(self.files[path]), "file_path": path}
