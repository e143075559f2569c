"""Pipeline part, the last: which service of the catalogue a message means. An answer to a form means none."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.language import written_in
from bot.forms.deciding import COMMAND
from bot.turn import FACETS

SEARCHED = frozenset(
    (*(f"ask_{facet}" for facet in FACETS), "ask_open", "list_services", "correct", "nlu_fallback", "out_of_scope")
)
BESIDE = frozenset(
    (
        *(f"file_{kind}" for kind in ("service_request", "complaint", "question", "appeal", "suggestion")),
        *("file_accessibility_feedback", "file_data_request", "danger"),
    )
)
"""What they begin goes first; the services that the words may be about are offered beside it."""
NOTHING_SOUGHT = "nothing"
LIMIT = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ServiceFinder(GraphComponent):
    """Sets ``search``: {"services": [{"id", "score"}], "verdict": sure | unsure | lost | nothing, "query"}.

    It comes after the intent classifier and searches only where the intent speaks of a service. "nothing" means that
    the words name none ("and how much is that?"). Each of several ``questions`` gets a result of its own.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ServiceFinder:
        return cls()

    def __init__(self) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
        import django

        django.setup()
        # Django's ORM refuses the event loop's own thread, and this part of Rasa runs on it.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if not (message.get(METADATA) or {}).get("choice"):
                self._search(message)
        return messages

    def _search(self, message: Message) -> None:
        intent = _asked_for(message)
        questions = message.get("questions") or []
        language = written_in(message)
        if len(questions) > 1:
            searched = [
                {**question, **self._found(str(question["text"]), language)}
                if question["intent"] in SEARCHED
                else question
                for question in questions
            ]
            message.set("questions", searched, add_to_output=True)
        if intent in SEARCHED or intent in BESIDE:
            message.set("search", self._found(str(message.get(TEXT) or ""), language), add_to_output=True)

    def _found(self, text: str, language: str) -> dict[str, Any]:
        return self._thread.submit(_find, text, language).result()


def _asked_for(message: Message) -> str:
    """The intent that a search is for: of a command to the form, what the words meant without one."""
    ranking = message.get(INTENT_RANKING_KEY) or [message.get(INTENT) or {}]
    names = [str(one.get("name") or "") for one in ranking]
    return names[1] if names[0] == COMMAND and len(names) > 1 else names[0]


def _find(text: str, language: str) -> dict[str, Any]:
    from django.db import close_old_connections

    from bot.search.asking import names_nothing
    from bot.search.finder import finder

    close_old_connections()
    if names_nothing(text, language):
        return {"services": [], "verdict": NOTHING_SOUGHT, "query": ""}
    result = finder().find(text, language, LIMIT)
    services = [{"id": hit.id, "score": hit.score} for hit in result.hits]
    verdict = result.verdict.value if result.query else NOTHING_SOUGHT
    return {"services": services, "verdict": verdict, "query": result.query}
