"""A report is one, whichever channels it is told, finished and followed on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.messages.cases import last_case
from tests.messages.senders import ENGLISH, FINNISH, BySms, OnTelegram, Speech, Town, running_town

_JOINING = re.compile(r"\b[0-9A-Z]{3}[- ][0-9A-Z]{3}\b")
_TRACKING = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}\b")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running_town(tmp_path_factory.mktemp("one-person")) as running:
        yield running


@pytest.mark.parametrize(
    ("speech", "wish"), [(ENGLISH, "Continue on my phone"), (FINNISH, "Jatka puhelimella")], ids=["en", "fi"]
)
def test_a_report_begun_on_telegram_is_finished_by_sms_and_followed_on_the_web(
    town: Town, speech: Speech, wish: str
) -> None:
    chat, phone, page = OnTelegram(town, speech), BySms(town, speech), town.counter.person()
    before = town.counter.rows("desk", "SELECT count(*) FROM cases_case")[0][0]
    chat.begin(speech.lamp)
    joining = _JOINING.search(chat.say(wish))
    assert joining is not None
    phone.say(joining.group())
    # Offered are news on this channel, and to go on.
    told = phone.finish(phone.choose(2))
    assert town.counter.rows("desk", "SELECT count(*) FROM cases_case")[0][0] == before + 1
    channels = "SELECT DISTINCT i.channel FROM people_identity i JOIN cases_contact k ON k.person_id = i.person_id"
    mine = f"{channels} JOIN cases_case c ON c.id = k.case_id WHERE c.reference = ?"
    assert set(town.counter.rows("desk", mine, last_case(town.counter))) == {("sms",), ("telegram",)}
    tracking = _TRACKING.search(told)
    assert tracking is not None
    page.post(tracking.group())
    answer = "\n".join(message["text"] for message in page.wait_for(2) if message["from"] != "person")
    assert tracking.group()[-3:] in answer and tracking.group() not in answer
