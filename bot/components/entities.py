"""Pipeline part: days, places in a list, languages, addresses."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import entities
from bot.settings import current

_LONGEST = 1000  # characters that are looked at


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityComponent(GraphComponent):
    """Adds the entities ordinal (int, -1 the last), date (ISO), language, email, phone."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityComponent:
        return cls()

    def __init__(self) -> None:
        with (current().town / "town.yml").open(encoding="utf-8") as stream:
            town = yaml.safe_load(stream)
        self._zone = ZoneInfo(town["time_zone"])
        self._country = str(town["country"])

    def process(self, messages: list[Message]) -> list[Message]:
        today = dt.datetime.now(self._zone).date()
        for message in messages:
            if (message.get(METADATA) or {}).get("choice"):
                continue
            found = [
                {
                    "entity": entity.kind,
                    "value": entity.value,
                    "start": entity.start,
                    "end": entity.end,
                    "extractor": type(self).__name__,
                }
                for entity in entities.find(str(message.get(TEXT) or "")[:_LONGEST], today, self._country)
            ]
            if found:
                message.set(ENTITIES, [*(message.get(ENTITIES) or []), *found], add_to_output=True)
        return messages
