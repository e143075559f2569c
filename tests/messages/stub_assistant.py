"""An assistant that speaks the wire format of docs/architecture.md, "The turn", and keeps its turns in SQLite.

Run as a process: ``python tests/messages/stub_assistant.py PORT FOLDER TOKEN``. Like the real one's tracker, the
store makes a repeated turn answer what was said then. Texts that steer it:

- ``fail …`` answers 500; ``slow …`` takes a second; ``vanish …`` breaks the connection the first time
- ``choose …`` offers two buttons; ``long …`` is answered with 400 sentences, ``card …`` with a card
- ``forget …`` asks to be forgotten; ``danger …`` is urgent
- a file ``loading`` in FOLDER makes it answer 503
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class Store:
    """The turns that were run, and every call that was made."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(folder / "stub.db", timeout=20, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS turns (n INTEGER PRIMARY KEY, turn TEXT UNIQUE, conversation TEXT,"
            " session INTEGER, text TEXT, choice TEXT, context TEXT, language TEXT, answer TEXT)"
        )
        self.db.execute("CREATE TABLE IF NOT EXISTS calls (n INTEGER PRIMARY KEY, turn TEXT)")
        self.db.execute("CREATE TABLE IF NOT EXISTS forgotten (conversation TEXT)")

    def known(self, turn: str) -> dict[str, Any] | None:
        self.db.execute("INSERT INTO calls (turn) VALUES (?)", (turn,))
        row = self.db.execute("SELECT answer FROM turns WHERE turn = ?", (turn,)).fetchone()
        return json.loads(row[0]) if row else None

    def calls(self, turn: str) -> int:
        return int(self.db.execute("SELECT count(*) FROM calls WHERE turn = ?", (turn,)).fetchone()[0])

    def keep(self, body: dict[str, Any], answer: dict[str, Any]) -> None:
        values = (
            body["turn"],
            body["conversation"],
            body["session"],
            body["text"],
            json.dumps(body["choice"]),
            json.dumps(body["context"]),
            body["language"],
            json.dumps(answer),
        )
        self.db.execute(
            "INSERT INTO turns (turn, conversation, session, text, choice, context, language, answer)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )

    def forget(self, conversation: str) -> int:
        deleted = self.db.execute("DELETE FROM turns WHERE conversation = ?", (conversation,)).rowcount
        self.db.execute("INSERT INTO forgotten VALUES (?)", (conversation,))
        return deleted


def answer_to(body: dict[str, Any]) -> dict[str, Any]:
    """What the stub says: the text again, with its number in the conversation kept in the context."""
    text, count = body["text"], int(body["context"].get("count", 0)) + 1
    buttons = []
    if text.startswith("choose"):
        buttons = [
            {"title": name, "intent": "choose_service", "entities": {"service": name.lower()}}
            for name in ("Left", "Right")
        ]
    said = text
    if body["choice"]:
        asked, entities = body["choice"]["intent"], body["choice"]["entities"]
        said = entities.get("service") or f"{asked} {json.dumps(entities, ensure_ascii=False)}"
    if text.startswith("long"):
        said = " ".join(f"This is sentence {number} & <more>." for number in range(400))
    card = None
    if text.startswith("card"):
        card = {
            "title": "Parking & permits",
            "text": "For <residents>.",
            "facts": [{"label": "Cost", "text": "42 €"}],
            "links": [{"title": "Apply", "url": "https://example.org/apply?a=1&b=2"}],
            "source": {"title": "Call", "url": "tel:+358910010010"},
        }
    location = (body.get("metadata") or {}).get("location")
    if location:
        said += f" at {location['latitude']}/{location['longitude']}"
    return {
        "turn": body["turn"],
        "language": body["language"] or body["language_hint"] or "en",
        "danger": text.startswith("danger"),
        "intent": "ask_about",
        "confidence": 0.9,
        "facet": "about",
        "services": [],
        "questions": [],
        "form": None,
        "case": None,
        "context": {"count": count},
        "forget": text.startswith("forget"),
        "messages": [
            {"text": f"You said: {said}", "language": "en", "dir": "ltr", "buttons": [], "card": card},
            {"text": f"That was number {count}.", "language": "en", "dir": "ltr", "buttons": buttons, "card": None},
        ],
    }


def application(
    folder: Path, token: str, pause: float = 0.0, say: Callable[[dict[str, Any]], dict[str, Any]] = answer_to
) -> Starlette:
    """The stub as an ASGI application; ``pause`` is how long every turn takes, in seconds; ``say`` answers a turn."""
    store = Store(folder)

    def refused(request: Request) -> bool:
        return request.headers.get("authorization") != f"Bearer {token}"

    async def turn(request: Request) -> Response:
        if refused(request):
            return JSONResponse({"error": "wrong token"}, 401)
        if (folder / "loading").exists():
            return JSONResponse({"error": "loading"}, 503, headers={"Retry-After": "1"})
        body = await request.json()
        known = store.known(body["turn"])
        if known is not None:
            return JSONResponse(known)
        await asyncio.sleep(1.0 if body["text"].startswith("slow") else pause)
        if body["text"].startswith("fail"):
            return JSONResponse({"error": "an action failed"}, 500)
        if body["text"].startswith("vanish") and store.calls(body["turn"]) == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = await asyncio.to_thread(say, body)
        store.keep(body, answer)
        return JSONResponse(answer)

    async def health(request: Request) -> Response:
        loading = (folder / "loading").exists()
        return JSONResponse({"state": "loading" if loading else "ready", "model": "stub"})

    async def forget(request: Request) -> Response:
        if refused(request):
            return JSONResponse({"error": "wrong token"}, 401)
        return JSONResponse({"events": store.forget(request.path_params["conversation"])})

    return Starlette(
        routes=[
            Route("/webhooks/loket/turn", turn, methods=["POST"]),
            Route("/webhooks/loket/health", health),
            Route("/webhooks/loket/conversation/{conversation}", forget, methods=["DELETE"]),
        ]
    )


if __name__ == "__main__":
    port, where, secret = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    uvicorn.run(
        application(where, secret, float(os.environ.get("STUB_PAUSE", "0"))),
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="off",
        ws="none",
    )
