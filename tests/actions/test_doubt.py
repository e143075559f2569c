"""Where somebody may be in danger, the emergency number comes first and the question is answered all the same."""

from __future__ import annotations

from unittest import mock

import pytest
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from actions.base import Asked, Context
from actions.help import ActionHuman
from bot.components.danger import DangerComponent
from bot.danger.model import Belief, DangerModel
from bot.danger.vote import BELIEVED, DOUBTED
from bot.intents.model import Stage
from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say
from bot.town import helplines
from bot.turn import Turn
from tests.actions.conftest import TUESDAY_NOON, turn


def answered(language: str, doubted: bool, said: tuple[str, ...] = (), channel: str = "web") -> list[str]:
    asked = turn("human", language=language, doubted=doubted, channel=channel)
    reply = ActionHuman()._respond(Asked(asked, Context(), language, lambda: TUESDAY_NOON, said))
    return [message.text for message in reply.messages]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_the_number_is_told_before_the_answer(db: None, language: str, channel: str) -> None:
    first, *rest = answered(language, True, channel=channel)
    assert helplines("other", language)[0] in first
    assert rest == answered(language, False, channel=channel)


@pytest.mark.parametrize(("believed", "doubted"), [(DOUBTED, True), (DOUBTED - 0.01, False), (BELIEVED, False)])
def test_what_the_classifier_believes_reaches_the_actions(believed: float, doubted: bool) -> None:
    model = mock.create_autospec(DangerModel, instance=True)
    model.belief.return_value = Belief(believed, Stage.E5)
    message = Message.build("something else entirely")
    message.set("intent", {"name": "ask_about", "confidence": 0.9}, add_to_output=True)
    DangerComponent(mock.Mock(spec=ModelStorage), Resource("danger"), model).process([message])
    told = Turn.of(message.as_dict(only_output_properties=True))
    assert told.doubted is doubted
    assert (told.intent == "danger") is (believed >= BELIEVED)


def test_it_is_not_told_twice_in_a_row(db: None) -> None:
    told = say("danger-other", "en", "web", number=helplines("other", "en")[0])
    assert answered("en", True, said=("Hello", told)) == answered("en", False)
