"""Whole conversations over Telegram: a text goes in, its answer comes out, in each language."""

from __future__ import annotations

import pytest

from tests.messages.counter import Counter
from tests.telegram.conftest import NewCitizen

pytestmark = pytest.mark.usefixtures("counter")


def test_a_text_is_answered(citizen: NewCitizen) -> None:
    ada = citizen()
    ada.send("how much is a parking permit?")
    assert [message["text"] for message in ada.wait_for(2)] == [
        "You said: how much is a parking permit?",
        "That was number 1.",
    ]


def test_two_people_have_two_conversations(citizen: NewCitizen, counter: Counter) -> None:
    ada, ben = citizen(), citizen("fi")
    ada.send("one")
    ben.send("yksi")
    ada.wait_for(2)
    ben.wait_for(2)
    ada.send("two")
    assert [message["text"] for message in ada.wait_for(4)][3] == "That was number 2."
    assert len(ben.seen()) == 2
