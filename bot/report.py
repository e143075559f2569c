"""The answer to a turn, read from the tracker's events."""

from __future__ import annotations

import itertools
from typing import Any

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.texts import FALLBACK, direction
from bot.turn import Turn

CONTEXT_SLOT = "context"


def _is_turn(event: Event, turn_id: str) -> bool:
    return isinstance(event, UserUttered) and event.message_id == turn_id


def _events_of(tracker: DialogueStateTracker, turn_id: str) -> list[Event]:
    from_turn = itertools.dropwhile(lambda event: not _is_turn(event, turn_id), tracker.events)
    events = list(itertools.islice(from_turn, 1))
    events += itertools.takewhile(lambda event: not isinstance(event, UserUttered), from_turn)
    return events


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": button["title"],
        "intent": button.get("intent", ""),
        "entities": button.get("entities") or {},
    }


def _message(event: BotUttered, language: str) -> dict[str, Any]:
    data = event.data or {}
    custom = data.get("custom") or {}
    spoken = custom.get("language") or language
    return {
        "text": event.text or custom.get("text") or "",
        "language": spoken,
        "dir": direction(spoken),
        "buttons": [_button(button) for button in data.get("buttons") or custom.get("buttons") or []],
        "card": custom.get("card"),
        "case": custom.get("case"),
    }


def _form(form: dict[str, Any] | None) -> dict[str, Any] | None:
    return {name: form.get(name) for name in ("kind", "category", "filled", "asking")} if form else None


def _case(case: dict[str, Any] | None) -> dict[str, Any] | None:
    return {"code": case["mask"], "state": case["state"], "number": case["number"]} if case else None


def report_of_turn(tracker: DialogueStateTracker, turn_id: str) -> dict[str, Any] | None:
    """The answer of docs/architecture.md, "The turn"; None where the tracker does not hold the whole turn."""
    events = _events_of(tracker, turn_id)
    ended = any(isinstance(event, ActionExecuted) and event.action_name == "action_listen" for event in events[1:])
    if not events or not ended:
        return None
    turn = Turn.of(events[0].parse_data)
    context = dict(turn.context)
    for event in events:
        if isinstance(event, SlotSet) and event.key == CONTEXT_SLOT and event.value is not None:
            context = dict(event.value)
    language = str(context.get("language") or turn.language or FALLBACK)
    said = [_message(event, language) for event in events if isinstance(event, BotUttered)]
    return {
        "turn": turn_id,
        "language": language,
        "danger": bool(turn.danger),
        "intent": turn.intent,
        "confidence": turn.confidence,
        "facet": context.get("facet") if turn.services else turn.facet,
        "services": [{"id": service, "score": round(score, 4)} for service, score in turn.services],
        "questions": [dict(question) for question in turn.questions],
        "form": _form(context.get("form")),
        "case": _case(context.get("case")),
        "context": context,
        "forget": False,
        "messages": [message for message in said if message["text"] or message["card"]],
    }
