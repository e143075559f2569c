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
from bot.intents.model import DANGER, INTENT_SURE, without_danger
from bot.settings import current


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
    believed = next((float(item["confidence"]) for item in ranking if item["name"] == DANGER), 0.0)
    found = judge(str(message.get(TEXT) or ""), written_in(message), believed)
    leading = str((message.get(INTENT) or {}).get("name") or "")
    if found is None:
        if leading == DANGER:
            believed_ones = [(str(item["name"]), float(item["confidence"])) for item in ranking]
            rest = without_danger(believed_ones, current().intent_sure or INTENT_SURE)
            told_rest = [{"name": name, "confidence": confidence} for name, confidence in rest]
            message.set(INTENT, told_rest[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, told_rest, add_to_output=True)
        return
    told = {"name": DANGER, "confidence": max(believed, 0.99)}
    message.set("danger", {"kind": found.kind.value, "words": found.words}, add_to_output=True)
    message.set(INTENT, told, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [told, *(item for item in ranking if item["name"] != DANGER)], add_to_output=True)
    message.set("questions", [], add_to_output=True)
