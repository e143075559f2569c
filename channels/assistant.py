"""The dispatcher's way to the assistant: the protocol of docs/architecture.md, "The turn"."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Any

import httpx

from bot.running import assistant_token
from desk.messages.turns import Button, Message, Outcome, Turn

TURN_SECONDS = 20.0
HEALTH_SECONDS = 2.0
_CONNECT_SECONDS = 2.0
_LONGEST_RETRY_AFTER = 5.0


class AssistantState(str, enum.Enum):
    READY = "ready"
    LOADING = "loading"
    AWAY = "away"


class AssistantAway(Exception):
    """The assistant cannot be asked at all now; no message is to blame. ``retry_after`` in seconds."""

    def __init__(self, reason: str, retry_after: float = 0.0) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class AssistantDropped(Exception):
    """The connection broke after the turn was sent: the assistant died, perhaps of this message."""


class TurnRefused(Exception):
    """The assistant failed this turn, or its answer cannot be read."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """What the assistant answered: the outcome to store, or that the person wants to be forgotten."""

    outcome: Outcome
    forget: bool


class Assistant:
    """A client of the assistant at ``http://host:port``."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        self._token = token or assistant_token()
        # The assistant closes idle connections after five seconds; ours end before, so that none is found dead.
        limits = httpx.Limits(max_connections=32, max_keepalive_connections=16, keepalive_expiry=3.0)
        timeout = httpx.Timeout(TURN_SECONDS, connect=_CONNECT_SECONDS)
        self._client = httpx.AsyncClient(base_url=base_url, limits=limits, timeout=timeout, trust_env=False)

    async def close(self) -> None:
        await self._client.aclose()

    async def state(self) -> AssistantState:
        """Whether the assistant can take turns now."""
        try:
            answer = await self._client.get("/webhooks/loket/health", timeout=HEALTH_SECONDS)
            return AssistantState.READY if answer.json().get("state") == "ready" else AssistantState.LOADING
        except (httpx.HTTPError, ValueError, AttributeError):
            return AssistantState.AWAY

    async def turn(self, turn: Turn) -> Answer:
        """Run a turn. Raises `AssistantAway`, `AssistantDropped`, `TurnRefused`."""
        response = await self._ask("POST", "/webhooks/loket/turn", request_of(turn))
        try:
            return answer_of(response.json(), turn)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise TurnRefused(f"unreadable answer: {error!r}") from error

    async def forget(self, conversation: str) -> None:
        """Drop everything the assistant holds of a conversation. Raises as `turn` does."""
        await self._ask("DELETE", f"/webhooks/loket/conversation/{conversation}", None)

    async def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx.Response:
        try:
            response = await self._client.request(
                method, path, json=body, headers={"Authorization": f"Bearer {self._token}"}
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise AssistantAway(f"cannot be reached: {error!r}") from error
        except httpx.TimeoutException as error:
            raise TurnRefused(f"no answer within {TURN_SECONDS:.0f} s") from error
        except httpx.HTTPError as error:
            raise AssistantDropped(f"connection broke: {error!r}") from error
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise AssistantAway("loading or training", _retry_after(response))
        if response.status_code == httpx.codes.UNAUTHORIZED:
            raise AssistantAway("token refused: both processes must share one LOKET_VAR", _LONGEST_RETRY_AFTER)
        if response.status_code >= httpx.codes.BAD_REQUEST:
            raise TurnRefused(f"status {response.status_code}: {response.text[:300]}")
        return response


def _retry_after(response: httpx.Response) -> float:
    text = response.headers.get("Retry-After", "")
    return min(float(text), _LONGEST_RETRY_AFTER) if text.isdigit() else 1.0


def request_of(turn: Turn) -> dict[str, Any]:
    """The body of a turn's request."""
    return {
        "conversation": turn.public_id,
        "session": turn.session,
        "turn": turn.turn,
        "channel": turn.channel,
        "text": turn.text,
        "choice": turn.choice,
        "metadata": turn.metadata,
        "codes": list(turn.codes),
        "origin": turn.origin,
        "language": turn.language or None,
        "language_hint": turn.language_hint or None,
        "context": turn.context,
    }


def answer_of(body: Mapping[str, Any], turn: Turn) -> Answer:
    """The answer in a turn's response. Raises KeyError, TypeError, ValueError where a part is missing or wrong."""
    if body["turn"] != turn.turn:
        raise ValueError(f"answer to another turn, {body['turn']!r}")
    outcome = Outcome(
        messages=tuple(_message(message) for message in body["messages"]),
        language=str(body["language"]),
        urgent=bool(body.get("danger", False)),
        context=dict(body.get("context") or {}),
        language_asked_for=body.get("intent") == "change_language",
    )
    forget = bool(body.get("forget", False))
    if not outcome.messages and not forget:
        raise ValueError("an answer without messages: silence is no answer")
    return Answer(outcome, forget)


def _message(body: Mapping[str, Any]) -> Message:
    return Message(
        text=str(body["text"]),
        language=str(body["language"]),
        direction="rtl" if body.get("dir") == "rtl" else "ltr",
        buttons=tuple(
            Button(str(button["title"]), str(button["intent"]), dict(button.get("entities") or {}))
            for button in body.get("buttons") or ()
        ),
        card=body.get("card"),
        case=body.get("case"),
    )
