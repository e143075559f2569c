"""Rasa's natural language generator over our Fluent texts: ``utter_greet`` says the message ``greet``."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.texts import FALLBACK, texts
from bot.turn import Turn

PREFIX = "utter_"


def message_name(response: str) -> str:
    """``utter_small_talk`` -> ``small-talk``."""
    return response.removeprefix(PREFIX).replace("_", "-")


class FluentNLG(NaturalLanguageGenerator):
    """Says a response in the language of the turn. Never returns None: silence would lose an answer."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        self.endpoint_config = endpoint_config
        self.domain = domain

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        message = tracker.latest_message
        turn = Turn.of(message.parse_data if message else {})
        language = turn.language or FALLBACK
        arguments = {key: value for key, value in kwargs.items() if isinstance(value, str | int | float)}
        text = texts().say(message_name(utter_action), language, turn.variant, **_defaults(language), **arguments)
        return {"text": text, "buttons": []}


def _defaults(language: str) -> dict[str, str]:
    from bot.formats import language_names

    return {"languages": language_names(language)}
