"""Pipeline part: is somebody in danger?"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.intents import examples_of, show
from bot.components.language import written_in
from bot.danger import Danger, in_doubt, judge, lines, load
from bot.danger.model import DangerModel, train
from bot.intents.model import DANGER, INTENT_SURE, Stage, without_danger
from bot.settings import current


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DangerComponent(GraphComponent):
    """Sets ``danger``: {"kind", "words"} and the intent ``danger``, whatever the classifier of intents thought;
    or ``danger_doubted``, true, where it is not likely enough to take the turn.

    Rules over words decide; where they say nothing, a classifier does that has learnt the training data and, besides,
    lines of danger and lines that only sound like it. Comes after the classifier of intents, whose ``judged_by`` it
    needs. The parameter ``version`` makes Rasa's training cache see a change of our code.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"version": 0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerComponent:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DangerComponent:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, DangerModel.load(folder))

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: DangerModel | None = None) -> None:
        self._storage = model_storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        load()  # rules that cannot be used are told of now, and compiled when their language is first heard
        examples = examples_of(training_data) + lines.examples()
        self._model = train(examples, current().var / "vectors.db", show)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if not (message.get(METADATA) or {}).get("choice"):
                self._judge(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _judge(self, message: Message) -> None:
        text, written = str(message.get(TEXT) or ""), written_in(message)

        believed = 0.0

        def vote() -> float:
            nonlocal believed
            plain = message.get("judged_by") == Stage.SPELLING.value
            believed = (
                self._model.belief(text, written, plain, message.get("gloss")).probability if self._model else 0.0
            )
            return believed

        found = judge(text, written, vote)
        _tell(message, found)
        if in_doubt(found, believed):
            message.set("danger_doubted", True, add_to_output=True)


def _tell(message: Message, found: Danger | None) -> None:
    ranking = message.get(INTENT_RANKING_KEY) or []
    leading = str((message.get(INTENT) or {}).get("name") or "")
    if found is None:
        if leading == DANGER:
            believed_ones = [(str(item["name"]), float(item["confidence"])) for item in ranking]
            rest = without_danger(believed_ones, current().intent_sure or INTENT_SURE)
            told_rest = [{"name": name, "confidence": confidence} for name, confidence in rest]
            message.set(INTENT, told_rest[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, told_rest, add_to_output=True)
        return
    told = {"name": DANGER, "confidence": 0.99}
    message.set("danger", {"kind": found.kind.value, "words": found.words}, add_to_output=True)
    message.set(INTENT, told, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [told, *(item for item in ranking if item["name"] != DANGER)], add_to_output=True)
    message.set("questions", [], add_to_output=True)
