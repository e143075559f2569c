"""The dispatcher's way to the assistant: the protocol of docs/architecture.md, "The turn"."""

from __future__ import annotations

import asyncio
import dataclasses
import enum
import json
import time
import zlib
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.running import assistant_token
from desk.messages.turns import Button, Message, Outcome, Turn

TURN_SECONDS = 20.0
HEALTH_SECONDS = 2.0
_CONNECT_SECONDS = 2.0
_LOOK_AGAIN_SECONDS = 5.0
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


class TurnUnanswered(TurnRefused):
    """The assistant said nothing for as long as anybody waits: this turn holds it up, or something else does."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """What the assistant answered: the outcome to store, or that the person wants to be forgotten."""

    outcome: Outcome
    forget: bool


@dataclasses.dataclass(frozen=True)
class _Response:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Assistant:
    """A client of the assistant at ``http://host:port``."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        self._token = token or assistant_token()
        self._base_url = base_url
        self._opened: aiohttp.ClientSession | None = None

    @property
    def _client(self) -> aiohttp.ClientSession:
        """Opened when it is first asked for: it belongs to the event loop that runs then."""
        if self._opened is None:
            # Ended before the assistant ends it, so that no connection is found dead.
            connector = aiohttp.TCPConnector(limit=32, keepalive_timeout=3.0)
            timeout = aiohttp.ClientTimeout(total=TURN_SECONDS, sock_connect=_CONNECT_SECONDS)
            self._opened = aiohttp.ClientSession(self._base_url, connector=connector, timeout=timeout)
        return self._opened

    async def close(self) -> None:
        if self._opened is not None:
            await self._opened.close()

    async def state(self) -> AssistantState:
        """Whether the assistant can take turns now."""
        timeout = aiohttp.ClientTimeout(total=HEALTH_SECONDS)
        try:
            async with self._client.get("/webhooks/loket/health", timeout=timeout) as answer:
                told = await answer.json()
            return AssistantState.READY if told.get("state") == "ready" else AssistantState.LOADING
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, AttributeError):
            return AssistantState.AWAY

    async def turn(self, turn: Turn) -> Answer:
        """Run a turn. Raises `AssistantAway`, `AssistantDropped`, `TurnRefused`."""
        response = await self._ask("POST", "/webhooks/loket/turn", request_of(turn))
        try:
            return answer_of(json.loads(response.body), turn)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise TurnRefused(f"unreadable answer: {error!r}") from error

    async def forget(self, conversation: str) -> None:
        """Drop everything the assistant holds of a conversation. Raises as `turn` does."""
        await self._ask("DELETE", f"/webhooks/loket/conversation/{conversation}", None)

    async def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> _Response:
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            async with self._client.request(method, path, json=body, headers=headers) as answer:
                response = _Response(answer.status, answer.headers, await answer.read())
        except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError) as error:
            raise AssistantAway(f"cannot be reached: {error!r}") from error
        except asyncio.TimeoutError as error:
            raise TurnUnanswered(f"no answer within {TURN_SECONDS:.0f} s") from error
        except aiohttp.ClientError as error:
            raise AssistantDropped(f"connection broke: {error!r}") from error
        if response.status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise AssistantAway("loading or training", _retry_after(response))
        if response.status == HTTPStatus.UNAUTHORIZED:
            raise AssistantAway("token refused: both processes must share one LOKET_VAR", _LONGEST_RETRY_AFTER)
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise TurnRefused(f"status {response.status}: {response.body.decode(errors='replace')[:300]}")
        return response


class Assistants:
    """The assistants at these addresses, of which each conversation has one of its own.

    That one remembers it. While it is away, or has more to answer than another, the other one reads up on it; also from
    when it let somebody wait in vain until it tells of its health again.
    """

    at_once: int
    """How many turns they are given: each sees the text of one that waits while it answers another. More would wait
    there, where the first to come is not always the first to be answered."""

    def __init__(self, base_urls: Sequence[str]) -> None:
        self.at_once = max(4, 2 * len(base_urls))
        self._all = [Assistant(url) for url in base_urls]
        self._answering = [0 for _ in base_urls]
        self._silent: set[int] = set()
        self._look_again_at = 0.0
        self._looking: asyncio.Task[None] | None = None

    async def close(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        for assistant in self._all:
            await assistant.close()

    async def state(self) -> AssistantState:
        """Ready where one of them is, else loading where one of them is."""
        found = await asyncio.gather(*(assistant.state() for assistant in self._all))
        return min(found, key=list(AssistantState).index)

    async def turn(self, turn: Turn) -> Answer:
        """Run a turn. Raises as `Assistant.turn`; `AssistantAway` where all of them are."""
        away: list[AssistantAway] = []
        self._look_at_the_silent()
        for number in self._best_first(turn.public_id):
            self._answering[number] += 1
            try:
                return await self._all[number].turn(turn)
            except AssistantAway as reason:
                away.append(reason)
            except TurnUnanswered:
                self._silent.add(number)
                raise
            finally:
                self._answering[number] -= 1
        raise min(away, key=lambda reason: reason.retry_after)

    def _best_first(self, conversation: str) -> list[int]:
        count = len(self._all)
        own = zlib.crc32(conversation.encode()) % count
        # Two turns more wait longer there than it takes another to read up.
        return sorted(
            range(count),
            key=lambda one: (one in self._silent, self._answering[one] - (one == own), (one - own) % count),
        )

    def _look_at_the_silent(self) -> None:
        """Ask those that fell silent for their health, now and then, beside the turns."""
        if self._silent and time.monotonic() >= self._look_again_at:
            self._look_again_at = time.monotonic() + _LOOK_AGAIN_SECONDS
            self._looking = asyncio.create_task(self._hear_the_silent())

    async def _hear_the_silent(self) -> None:
        for number in tuple(self._silent):
            if await self._all[number].state() is AssistantState.READY:
                self._silent.discard(number)

    async def forget(self, conversation: str) -> None:
        """Drop everything that any of them holds of a conversation. Raises as `Assistant.forget`.

        One that is away holds nothing in its memory; what is stored they have in common.
        """
        found = await asyncio.gather(
            *(assistant.forget(conversation) for assistant in self._all), return_exceptions=True
        )
        failed = [one for one in found if isinstance(one, BaseException)]
        if len(failed) == len(found) or not all(isinstance(one, AssistantAway) for one in failed):
            raise failed[0]


def _retry_after(response: _Response) -> float:
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
