"""Pipeline part: what the person wants, and whether one message asks several things."""

from __future__ import annotations

import sys
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import language, questions
from bot.components.language import written_in
from bot.intents import matters, needs
from bot.intents.model import FALLBACK, INTENT_SURE, Example, IntentModel, Judged, Stage, encoder_versions, train
from bot.settings import SettingsError, current


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CounterIntentClassifier(IntentClassifier, GraphComponent):
    """Sets ``intent`` and ``intent_ranking``; ``nlu_fallback`` below the confidence that is believed.

    A button that was offered is taken at its word. Where a message asks several questions, ``questions`` holds each:
    {"text", "intent", "confidence"}. ``judged_by`` says which stage was certain, see `bot.intents.model.Stage`;
    ``gloss`` is what a glossary made of the text, or None. The parameter ``encoders`` names the encoders' versions: it
    makes Rasa's training cache see them.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"encoders": "", "version": 0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CounterIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CounterIntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder))

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._encoders = str(config.get("encoders") or "")
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._sure = current().intent_sure or INTENT_SURE

    def train(self, training_data: TrainingData) -> Resource:
        if self._encoders != encoder_versions():
            raise SettingsError(
                f"config.yml names the encoders {self._encoders!r}; write what is installed: {encoder_versions()!r}."
            )
        examples = [*examples_of(training_data), *matters.examples()]
        self._model = train(examples, current().var / "vectors.db", show)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            choice = (message.get(METADATA) or {}).get("choice")
            if choice:
                _set(message, [(str(choice["intent"]), 1.0)])
            else:
                self._understand(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def _understand(self, message: Message) -> None:
        text, written = str(message.get(TEXT) or ""), written_in(message)
        judged = self._believed(text, written)
        _set(message, judged.ranking)
        message.set("judged_by", judged.stage.value)
        message.set("gloss", judged.gloss)
        parts = questions.cut(text)
        if len(parts) > 1:
            asked = []
            for part in parts:
                intent, confidence = self._believed(part, written).ranking[0]
                asked.append({"text": part, "intent": intent, "confidence": confidence})
            message.set("questions", asked, add_to_output=True)

    def _believed(self, text: str, written: str) -> Judged:
        if self._model is None:
            return Judged([(FALLBACK, 1.0)], Stage.SPELLING)
        return self._model.believed(text, written, self._sure)


def examples_of(training_data: TrainingData) -> list[Example]:
    """The training lines, each with the language that it is written in, and those of needs."""
    told = [
        Example(str(line.get(TEXT)), language.identify(str(line.get(TEXT))).written, str(line.get(INTENT)))
        for line in training_data.intent_examples
        if line.get(TEXT)
    ]
    return [*told, *needs.examples()]


def _set(message: Message, ranking: list[tuple[str, float]]) -> None:
    told = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    message.set(INTENT, told[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, told, add_to_output=True)


def show(done: int, total: int) -> None:
    """Progress on a line of its own in a terminal, each tenth elsewhere."""
    if sys.stderr.isatty():
        print(f"\rreading training lines: {done} of {total}", end="" if done < total else "\n", file=sys.stderr)
    elif done == total or done % max(1, total // 10) < 32:
        print(f"reading training lines: {done} of {total}", file=sys.stderr)
