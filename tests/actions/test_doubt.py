"""Where somebody may be in danger, the emergency number comes first and the question is answered all the same."""

from __future__ import annotations

import pytest

from actions.base import Asked, Context
from actions.help import ActionHuman
from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say
from bot.town import helplines
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


def test_it_is_not_told_twice_in_a_row(db: None) -> None:
    told = say("danger-other", "en", "web", number=helplines("other", "en")[0])
    assert answered("en", True, said=("Hello", told)) == answered("en", False)
