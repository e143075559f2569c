"""A turn as the assistant sees it: what came with the message, and what it understood."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

FACETS = ("about", "audience", "steps", "documents", "cost", "time", "hours", "place", "contact", "link")
VARIANT_OF_CHANNEL = {"web": "web", "telegram": "web", "sms": "sms", "phone": "voice"}

CHOOSE_SERVICE = "choose_service"
NONE_OF_THESE = "none_of_these"
_ALSO_MEANT = 0.4
_FILE = "file_"


def facet_of(intent: str) -> str | None:
    """The facet that an intent asks for: ``ask_cost`` -> ``cost``; opening times count as hours."""
    if intent == "ask_open":
        return "hours"
    facet = intent.removeprefix("ask_")
    return facet if facet in FACETS else None


def _second(ranking: Sequence[Mapping[str, Any]]) -> str:
    """What a message wanted besides what it was answered for first: a report of danger may also file a case."""
    return str(ranking[1]["name"]) if len(ranking) > 1 and float(ranking[1]["confidence"]) >= _ALSO_MEANT else ""


def _kinds(ranking: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    names = (str(item["name"]) for item in ranking)
    return tuple(name.removeprefix(_FILE) for name in names if name.startswith(_FILE))


@dataclasses.dataclass(frozen=True)
class Turn:
    """What a message brought along and what the pipeline made of it.

    ``services`` is the search's result, best first, as (service id, score); ``verdict`` is sure, unsure or lost, or ""
    where nothing was searched. ``choice`` holds the intent and entities of a button that was offered. ``codes`` are the
    tracking codes of the text, each sealed; ``origin`` is a keyed hash of the address it came from, or "".
    ``kinds`` are the kinds of case that it may be, likeliest first, and ``pressed`` tells that a button was pressed.
    ``location`` is a place that was sent: {"latitude", "longitude"} in degrees (WGS 84).
    """

    id: str
    text: str
    channel: str
    language: str
    unserved: str
    intent: str
    confidence: float
    services: tuple[tuple[str, float], ...]
    verdict: str
    questions: tuple[Mapping[str, Any], ...]
    entities: tuple[Mapping[str, Any], ...]
    danger: str
    context: Mapping[str, Any]
    conversation: str = ""
    codes: tuple[str, ...] = ()
    origin: str = ""
    second: str = ""
    kinds: tuple[str, ...] = ()
    pressed: bool = False
    location: Mapping[str, float] | None = None
    doubted: bool = False

    @property
    def variant(self) -> str:
        return VARIANT_OF_CHANNEL.get(self.channel, "web")

    @property
    def facet(self) -> str | None:
        return facet_of(self.intent)

    def entity(self, name: str) -> Any:
        """The first value of an entity, or None."""
        return next((item.get("value") for item in self.entities if item.get("entity") == name), None)

    @classmethod
    def of(cls, parsed: Mapping[str, Any]) -> Turn:
        """From Rasa's parse data (``tracker.latest_message`` of an action, ``parse_data`` of a user event)."""
        metadata = parsed.get("metadata") or {}
        choice = metadata.get("choice") or {}
        intent = parsed.get("intent") or {}
        entities = [dict(entity) for entity in parsed.get("entities") or []]
        entities += [{"entity": name, "value": value} for name, value in (choice.get("entities") or {}).items()]
        search = parsed.get("search") or {}
        return cls(
            id=str(metadata.get("turn") or parsed.get("message_id") or ""),
            text=str(parsed.get("text") or ""),
            channel=str(metadata.get("channel") or "web"),
            language=str((parsed.get("language") or {}).get("code") or metadata.get("language") or ""),
            unserved=str((parsed.get("language") or {}).get("unserved") or ""),
            intent=str(intent.get("name") or ""),
            confidence=float(intent.get("confidence") or 0.0),
            services=tuple((str(hit["id"]), float(hit["score"])) for hit in search.get("services") or []),
            verdict=str(search.get("verdict") or ""),
            questions=tuple(parsed.get("questions") or ()),
            entities=tuple(entities),
            danger=str((parsed.get("danger") or {}).get("kind") or ""),
            context=metadata.get("context") or {},
            conversation=str(metadata.get("conversation") or ""),
            codes=tuple(metadata.get("codes") or ()),
            origin=str(metadata.get("origin") or ""),
            second=_second(parsed.get("intent_ranking") or []),
            kinds=_kinds(parsed.get("intent_ranking") or []),
            pressed=bool(choice),
            location=metadata.get("location"),
            doubted=bool(parsed.get("danger_doubted")),
        )
