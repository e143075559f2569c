"""The assistant's one way in: a turn from the dispatcher, answered with everything that was said in it.

The protocol is described in docs/architecture.md, "The turn". A turn that the tracker already holds is not run again:
what was said then is read from the tracker's events, and so is the first answer, so that both are the same.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.encoders import e5
from bot.intents.features import as_taught
from bot.report import report_of_turn
from bot.running import TurnFailed, assistant_token
from bot.tracker_store import LoketTrackerStore
from desk.cases.hiding import hide

log = structlog.get_logger(__name__)


class Collected(OutputChannel):
    """An output channel that keeps nothing: the answer is read from the tracker's events."""

    @classmethod
    def name(cls) -> str:
        return "loket"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        return None


def plain_text(text: str) -> str:
    """A citizen's text made safe for Rasa, which obeys texts that begin with a slash (``/restart``)."""
    return text.strip().lstrip("/").strip() or "…"


def user_message(turn: dict[str, Any]) -> UserMessage:
    """The Rasa message of a turn request. Raises KeyError or TypeError where the request lacks a part."""
    choice = turn.get("choice")
    hidden = hide(plain_text(str(turn["text"])))
    metadata = {
        "turn": str(turn["turn"]),
        "conversation": str(turn["conversation"]),
        "codes": [*(turn.get("codes") or ()), *hidden.codes],
        "origin": turn.get("origin") or "",
        "location": (turn.get("metadata") or {}).get("location"),
        "channel": str(turn["channel"]),
        "language": turn.get("language"),
        "language_hint": turn.get("language_hint"),
        "choice": choice,
        "context": turn.get("context") or {},
    }
    return UserMessage(
        text=hidden.text,
        output_channel=Collected(),
        sender_id=f"{turn['conversation']}.{turn['session']}",
        input_channel=Collected.name(),
        message_id=str(turn["turn"]),
        metadata=metadata,
    )


async def run_turn(agent: Agent, turn: dict[str, Any]) -> dict[str, Any]:
    """Run a turn, or find it run already; returns the answer.

    Raises `TurnFailed`; the tracker store then holds nothing of the turn.
    """
    message = user_message(turn)
    tracker = await agent.tracker_store.retrieve(message.sender_id)
    found = report_of_turn(tracker, message.message_id) if tracker is not None else None
    if found is not None:
        await agent.tracker_store.save(tracker)
        return found
    store = _own_store(agent)
    if tracker is not None:
        store.keep(tracker)
    # A conversation's turns are run one after another (the dispatcher's lease), so from here on it is ours.
    with store.alone_with(message.sender_id):
        await agent.handle_message(message)
        tracker = await agent.tracker_store.retrieve(message.sender_id)
    found = report_of_turn(tracker, message.message_id) if tracker is not None else None
    if found is None:
        raise TurnFailed("the turn is not in the tracker after it was run")
    await agent.tracker_store.save(tracker)
    return found


class LoketInput(InputChannel):
    """Blueprint under ``/webhooks/loket``: ``POST /turn``, ``GET /health``, ``DELETE /conversation/<id>``."""

    @classmethod
    def name(cls) -> str:
        return "loket"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> LoketInput:
        return cls()

    def __init__(self) -> None:
        self._token = assistant_token()

    def _refused(self, request: Request) -> HTTPResponse | None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if hmac.compare_digest(given.encode(), self._token.encode()):
            return None
        return response.json({"error": "wrong token"}, status=401)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("loket_input")
        one_at_a_time = asyncio.Semaphore(1)

        @blueprint.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = _agent(request.app)
            ready = agent is not None and agent.is_ready()
            return response.json({"state": "ready" if ready else "loading", "model": agent.model_id if agent else None})

        @blueprint.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            refused = self._refused(request)
            if refused is not None:
                return refused
            agent = _agent(request.app)
            if agent is None or not agent.is_ready():
                return response.json({"error": "loading"}, status=503, headers={"Retry-After": "1"})
            return await _answer(agent, request.json or {}, one_at_a_time)

        @blueprint.route("/conversation/<conversation>", methods=["DELETE"])
        async def forget(request: Request, conversation: str) -> HTTPResponse:
            refused = self._refused(request)
            if refused is not None:
                return refused
            agent = _agent(request.app)
            if agent is None or not agent.is_ready():
                return response.json({"error": "loading"}, status=503, headers={"Retry-After": "1"})
            return response.json({"events": _own_store(agent).forget(conversation)})

        return blueprint


async def _answer(agent: Agent, turn: dict[str, Any], one_at_a_time: asyncio.Semaphore) -> HTTPResponse:
    bound = structlog.contextvars.bind_contextvars
    try:
        if one_at_a_time.locked() and not turn.get("choice"):
            await asyncio.to_thread(_see_ahead, turn)
        # A turn never yields the event loop; taking them one by one keeps the first of many as quick as the last.
        async with one_at_a_time:
            bound(turn=turn.get("turn"), conversation=turn.get("conversation"))
            answer = await run_turn(agent, turn)
            await asyncio.sleep(0)
    except (KeyError, TypeError) as error:
        return response.json({"error": f"the turn lacks {error}"}, status=400)
    except TurnFailed as error:
        log.error("turn.failed", error=str(error), exc_info=error.__cause__)
        return response.json({"error": str(error)}, status=500)
    log.info(
        "turn.answered",
        intent=answer["intent"],
        confidence=round(answer["confidence"], 3),
        language=answer["language"],
        messages=len(answer["messages"]),
    )
    return response.json(answer)


def _see_ahead(turn: dict[str, Any]) -> None:
    """Let the slowest of the encoders see the text of a turn that waits for others: it needs no interpreter meanwhile.

    What it saw is remembered, and the turn itself finds it.
    """
    e5().encode([as_taught(user_message(turn).text)])


def _own_store(agent: Agent) -> LoketTrackerStore:
    """Our tracker store, which Rasa wraps."""
    store: LoketTrackerStore = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    return store


def _agent(app: Sanic) -> Agent | None:
    return getattr(app.ctx, "agent", None)
