"""Pipeline part: what a message means while a case is being filed."""

from __future__ import annotations

import threading
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.forms.deciding import FREE, Said, decide
from bot.forms.ready import warm


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FormComponent(GraphComponent):
    """Sets ``form_answer``, ``form_command``, ``case_act``, ``survey_answer`` or ``track_case`` as the intent where the
    conversation's context says that something was asked; see `bot.forms.deciding`. Danger goes before, and an offered
    button means what it says.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FormComponent:
        # The patterns take seconds to build: beside the rest of the start, not with the first citizen's message.
        threading.Thread(target=warm, name="form patterns", daemon=True).start()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            known = message.get(METADATA) or {}
            if not known.get("choice") and not _in_danger(message, known):
                _decide(message, known)
        return messages


def _in_danger(message: Message, known: dict[str, Any]) -> bool:
    """Whether danger goes before the form. What only the classifier believes counts where free words were asked for: as
    an answer to "when?" or "how can the city reach you?", three words are too little to go by.
    """
    danger = message.get("danger")
    if danger and not danger.get("words") and _asking(known) not in ("", *FREE):
        message.set("danger", None, add_to_output=True)
    return bool(message.get("danger"))


def _asking(known: dict[str, Any]) -> str:
    return str(((known.get("context") or {}).get("form") or {}).get("asking") or "")


def _decide(message: Message, known: dict[str, Any]) -> None:
    leading = message.get(INTENT) or {}
    said = Said(
        str(message.get(TEXT) or ""),
        str(leading.get("name") or ""),
        float(leading.get("confidence") or 0.0),
        bool(known.get("codes")),
        bool(known.get("location")),
    )
    found = decide(said, known.get("context") or {})
    if found is None:
        return
    told = {"name": found.intent, "confidence": 1.0}
    given = [
        {"entity": name, "value": value, "extractor": FormComponent.__name__} for name, value in found.entities.items()
    ]
    message.set(INTENT, told, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [told, *(message.get(INTENT_RANKING_KEY) or [])], add_to_output=True)
    message.set(ENTITIES, [*(message.get(ENTITIES) or []), *given], add_to_output=True)
    message.set("questions", [], add_to_output=True)
