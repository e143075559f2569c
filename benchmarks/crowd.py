"""Citizens at the web chat for measuring: lean, since they share the machine with what they measure.

Plain HTTP/1.1 over asyncio's streams; one connection posts, another reads the events.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections import deque
from collections.abc import Mapping
from typing import Any


class Citizen:
    """A session with its open event stream; `ask` gives the milliseconds until the answer to a text is there."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._token = ""
        self._answered: dict[str, asyncio.Future[float]] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._events: asyncio.Task[None] | None = None
        self._posting = asyncio.Lock()
        self.messages: list[dict[str, Any]] = []

    async def open(self, language: str = "en") -> None:
        status, body = await self._call("POST", "/web/v1/session", {"language_hint": language})
        assert status == 201, (status, body)
        self._token = json.loads(body)["token"]
        self._events = asyncio.create_task(self._follow())

    async def close(self) -> None:
        if self._events is not None:
            self._events.cancel()
        if self._writer is not None:
            self._writer.close()

    async def ask(self, text: str, within: float = 30.0, choice: str | None = None) -> float:
        """Milliseconds from sending to the first message of the answer. Raises asyncio.TimeoutError."""
        name = uuid.uuid4().hex
        answered = self._answered[name] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        status, body = await self._call("POST", "/web/v1/messages", {"id": name, "text": text, "choice": choice})
        assert status == 202, (status, body)
        ended: float = await asyncio.wait_for(answered, within)
        return (ended - began) * 1000

    async def post(self, text: str) -> float:
        """Milliseconds until a text is taken; its answer is not waited for."""
        began = time.perf_counter()
        status, body = await self._call("POST", "/web/v1/messages", {"id": uuid.uuid4().hex, "text": text})
        assert status == 202, (status, body)
        return (time.perf_counter() - began) * 1000

    async def told(self, text: str, choice: str | None = None) -> list[dict[str, Any]]:
        """The messages that answer a text, or the press of an offered button."""
        before = len(self.messages)
        await self.ask(text, choice=choice)
        # An answer's messages are stored at once and come in one burst.
        await asyncio.sleep(0.05)
        return self.messages[before:]

    async def _call(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        async with self._posting:
            request = self._request(method, path, json.dumps(body).encode())
            # The server ends connections that were idle for a while, sometimes while a request is on its way: then
            # the page sends it again, by the same id.
            if self._writer is not None and not self._writer.is_closing():
                try:
                    return await self._sent(request)
                except (ConnectionError, asyncio.IncompleteReadError):
                    self._writer.close()
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
            return await self._sent(request)

    async def _sent(self, request: bytes) -> tuple[int, bytes]:
        assert self._reader is not None and self._writer is not None
        self._writer.write(request)
        status, headers = await _head(self._reader)
        return status, await self._reader.readexactly(int(headers.get("content-length", "0")))

    def _request(self, method: str, path: str, body: bytes = b"") -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}:{self._port}", f"Content-Length: {len(body)}"]
        lines += ["Content-Type: application/json"]
        if self._token:
            lines.append(f"Authorization: Bearer {self._token}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _follow(self) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(self._request("GET", "/web/v1/events"))
            await _head(reader)
            while True:
                line = await reader.readline()
                if line.startswith(b"data:") and b'"reply_to"' in line:
                    self._note(json.loads(line[5:]))
        finally:
            writer.close()

    def _note(self, data: dict[str, Any]) -> None:
        waiting = self._answered.pop(str(data.get("reply_to") or ""), None)
        if data.get("from") != "person":
            self.messages.append(data)
        if waiting is not None and not waiting.done():
            waiting.set_result(time.perf_counter())


_Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Caller:
    """A provider that calls webhooks, over so many connections at once: who waits first gets the next free one."""

    def __init__(self, host: str, port: int, connections: int = 40) -> None:
        self._host, self._port, self._left = host, port, connections
        self._free: list[_Connection] = []
        self._waiting: deque[asyncio.Future[_Connection]] = deque()
        self._open: list[asyncio.StreamWriter] = []

    async def close(self) -> None:
        for writer in self._open:
            writer.close()

    async def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> float:
        """Milliseconds until the webhook has answered with 200, from when a connection was free."""
        reader, writer = await self._connection()
        began = time.perf_counter()
        lines = [f"POST {path} HTTP/1.1", f"Host: {self._host}:{self._port}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        status, told = await _head(reader)
        await reader.readexactly(int(told.get("content-length", "0")))
        took = (time.perf_counter() - began) * 1000
        self._give_back((reader, writer))
        assert status == 200, (path, status)
        return took

    async def _connection(self) -> _Connection:
        if not self._free and self._left:
            self._left -= 1
            return await self._opened()
        if self._free:
            found = self._free.pop()
        else:
            # Handed over, not fought for: an asyncio.Queue lets later comers overtake whoever it just woke.
            self._waiting.append(asyncio.get_running_loop().create_future())
            found = await self._waiting[-1]
        # The server ends connections that were idle for a while.
        return await self._opened() if found[0].at_eof() else found

    def _give_back(self, connection: _Connection) -> None:
        if self._waiting:
            self._waiting.popleft().set_result(connection)
        else:
            self._free.append(connection)

    async def _opened(self) -> _Connection:
        found = await asyncio.open_connection(self._host, self._port)
        self._open.append(found[1])
        return found


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    line = await reader.readline()
    if not line:
        raise ConnectionResetError("the server ended the connection")
    status = int(line.split()[1])
    headers: dict[str, str] = {}
    while (header := (await reader.readline()).decode("latin-1").strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    return status, headers
