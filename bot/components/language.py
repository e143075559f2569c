"""Pipeline part: the language of the message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import language


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageComponent(GraphComponent):
    """Sets ``language``: {"code", "unserved", "sure"}; see `bot.language.Identified`.

    Reads the conversation's own language and the channel's hint from the message's metadata.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageComponent:
        language.load()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            known = message.get(METADATA) or {}
            prior, hint = known.get("language"), known.get("language_hint")
            if known.get("choice"):  # a button's title says nothing about the person's language
                found = language.identify("", prior, hint)
            else:
                found = language.identify(str(message.get(TEXT) or ""), prior, hint)
            told = {"code": found.language, "unserved": found.unserved, "sure": found.sure}
            message.set("language", told, add_to_output=True)
        return messages


def written_in(message: Message) -> str:
    """The language that a message's own text is in, as `LanguageComponent` found it."""
    found = message.get("language") or {}
    return str(found.get("unserved") or found.get("code") or "en")
