"""Pipeline part: is somebody in danger?"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.language import written_in
from bot.danger import judge, load
from bot.intents.model import DANGER, FALLBACK, INTENT_SURE
from bot.settings import current

_INTENT = DANGER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DangerComponent(GraphComponent):
    """Sets ``danger``: {"kind", "words"} and the intent ``danger``, whatever the classifier thought.

    Rules over words decide; where they say nothing, the classifier's own belief in danger does.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerComponent:
        load()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if not (message.get(METADATA) or {}).get("choice"):
                _judge(message)
        return messages


def _judge(message: Message) -> None:
    ranking = message.get(INTENT_RANKING_KEY) or []
    believed = next((float(item["confidence"]) for item in ranking if item["name"] == _INTENT), 0.0)
    found = judge(str(message.get(TEXT) or ""), written_in(message), believed)
    leading = str((message.get(INTENT) or {}).get("name") or "")
    if found is None:
        if leading == _INTENT:
            rest = _without_danger(ranking, believed)
            message.set(INTENT, rest[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, rest, add_to_output=True)
        return
    told = {"name": _INTENT, "confidence": max(believed, 0.99)}
    message.set("danger", {"kind": found.kind.value, "words": found.words}, add_to_output=True)
    message.set(INTENT, told, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [told, *(item for item in ranking if item["name"] != _INTENT)], add_to_output=True)
    message.set("questions", [], add_to_output=True)


def _without_danger(ranking: list[dict[str, Any]], believed: float) -> list[dict[str, Any]]:
    """``ranking`` as it is once danger is ruled out: the others share what was believed of it."""
    rest = [
        {"name": item["name"], "confidence": float(item["confidence"]) / max(1.0 - believed, 1e-6)}
        for item in ranking
        if item["name"] not in (_INTENT, FALLBACK)
    ]
    if not rest or rest[0]["confidence"] < (current().intent_sure or INTENT_SURE):
        return [{"name": FALLBACK, "confidence": 1.0 - (rest[0]["confidence"] if rest else 0.0)}, *rest]
    return rest
