"""Whether the city may ask how it went: asked after filing by SMS and on Telegram, and obeyed, in two languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.texts import say
from tests.messages.cases import (
    DAY,
    NIGHT,
    close,
    consents_of,
    hours_put_off,
    last_case,
    survey_of,
    town_at,
    until,
)
from tests.messages.senders import ENGLISH, FINNISH, BySms, OnTelegram, Sender, Speech, Town, running_town

BOTH = pytest.mark.parametrize("speech", [ENGLISH, FINNISH], ids=["en", "fi"])
WAYS = pytest.mark.parametrize("way", [BySms, OnTelegram])


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running_town(tmp_path_factory.mktemp("surveys")) as running:
        yield running


@BOTH
@WAYS
def test_after_a_yes_the_survey_comes_by_day_and_its_stop_ends_it(
    town: Town, way: type[Sender], speech: Speech
) -> None:
    person = way(town, speech)
    told = person.file(speech.lamp)
    assert say("survey-ask-consent", speech.code, "sms" if way is BySms else "web") in told
    case, stop = last_case(town.counter), say("case-survey-stop", speech.code)
    # In words by SMS, by its button on Telegram.
    assert stop in (person.say(speech.yes) if way is BySms else person.choose(1, say("form-button-yes", speech.code)))
    assert consents_of(town.counter, case) == [(1, 0)]
    close(town.counter, case)
    until(lambda: person.surveys())
    assert person.choose(6, stop) == say("survey-consent-withdrawn", speech.code)
    assert consents_of(town.counter, case) == [(1, 1)]


@pytest.mark.parametrize(("way", "speech"), [(BySms, FINNISH), (OnTelegram, ENGLISH)])
def test_after_a_no_nothing_is_sent_and_nobody_is_asked_again(town: Town, way: type[Sender], speech: Speech) -> None:
    person = way(town, speech)
    question = say("survey-ask-consent", speech.code, "sms" if way is BySms else "web")
    assert question in person.file(speech.lamp)
    case = last_case(town.counter)
    assert person.choose(2) == say("survey-consent-refused", speech.code)
    assert consents_of(town.counter, case) == [(0, 0)]
    close(town.counter, case)
    until(lambda: survey_of(town.counter, case, "unsent"))
    assert person.surveys() == []
    assert question not in person.file(speech.other)
    assert last_case(town.counter) != case


def test_stop_by_sms_ends_what_was_agreed_to(town: Town) -> None:
    person = BySms(town, ENGLISH)
    person.file(ENGLISH.lamp)
    case = last_case(town.counter)
    person.choose(1)
    person.say("STOP")
    assert consents_of(town.counter, case) == [(1, 1)]
    person.say("START")
    close(town.counter, case)
    until(lambda: survey_of(town.counter, case, "unsent"))
    assert person.surveys() == []


def test_stop_on_telegram_ends_what_privacy_tells(town: Town) -> None:
    person = OnTelegram(town, FINNISH)
    person.file(FINNISH.lamp)
    case = last_case(town.counter)
    person.say("kyllä")
    agreed = say("telegram-privacy-survey", "fi")
    assert agreed in person.say("/privacy")
    assert say("survey-consent-withdrawn", "fi") in person.say("/stop")
    assert consents_of(town.counter, case) == [(1, 1)]
    assert agreed not in person.say("/privacy")


def test_at_night_the_survey_waits_for_the_morning(town: Town, tmp_path_factory: pytest.TempPathFactory) -> None:
    person, counter, folder = BySms(town, FINNISH), town.counter, tmp_path_factory.mktemp("night")
    person.file(FINNISH.lamp)
    person.say("kyllä")
    case = last_case(counter)
    counter.stop("worker")
    counter.set("LOKET_TOWN", str(town_at(NIGHT, folder)))
    counter.start("worker")
    try:
        close(counter, case)
        until(lambda: hours_put_off(counter, case))
        put_off = hours_put_off(counter, case)
        assert put_off is not None and 5 <= put_off <= 6
        assert person.surveys() == []
    finally:
        counter.stop("worker")
        counter.set("LOKET_TOWN", str(town_at(DAY, folder)))
        counter.start("worker")
