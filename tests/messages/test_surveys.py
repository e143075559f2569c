"""Whether the city may ask how it went: asked after filing by SMS and on Telegram, and obeyed, in two languages."""

from __future__ import annotations

import abc
import dataclasses
import itertools
import json
from collections.abc import Callable, Iterator

import pytest

from bot.settings import current
from bot.texts import say
from tests.messages.cases import (
    DAY,
    NIGHT,
    close,
    consents_of,
    hours_put_off,
    last_case,
    survey_of,
    take_cases,
    town_at,
    until,
)
from tests.messages.counter import Counter
from tests.sms import spec as sms_spec
from tests.sms.line import ACCOUNT, NUMBER, TOKEN, Line
from tests.sms.phone import Phone
from tests.telegram.citizen import Citizen
from tests.telegram.conftest import counter_of, emulator_of
from tests.telegram.emulator import Emulator
from tests.telegram.spec import Spec

_numbers = itertools.count(6000)


@dataclasses.dataclass(frozen=True)
class Speech:
    """What somebody writes in a language; ``other`` is another matter."""

    code: str
    prefix: str
    lamp: str
    other: str
    yes: str
    no: str


ENGLISH = Speech(
    "en",
    "+44770090",
    "The street lamp on Torikatu {} has been dark since yesterday",
    "The bin on Torikatu {} has not been emptied yesterday and it smells",
    "yes",
    "no",
)
FINNISH = Speech(
    "fi",
    "+35840100",
    "Katuvalo osoitteessa Torikatu {} on ollut pimeänä eilisestä asti",
    "Roskis osoitteessa Torikatu {} jäi eilen tyhjentämättä ja haisee",
    "kyllä",
    "ei",
)
BOTH = pytest.mark.parametrize("speech", [ENGLISH, FINNISH], ids=["en", "fi"])


@dataclasses.dataclass(frozen=True)
class Town:
    """A counter that takes cases by SMS and on Telegram, at noon."""

    counter: Counter
    line: Line
    emulator: Emulator


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    described = current().shared / "data" / "telegram" / "bot-api.json"
    if not described.exists():
        pytest.skip(f"no {described}: set LOKET_SHARED to the folder of real data")
    folder = tmp_path_factory.mktemp("surveys")
    with sms_spec.running(tmp_path_factory.mktemp("prism")) as prism:
        emulator, line = emulator_of(Spec(described)), Line(prism)
        counter = counter_of(folder / "var", None, emulator, "webhook")
        line.public = line.counter = counter.url
        counter.set("LOKET_SMS_ACCOUNT_SID", ACCOUNT)
        counter.set("LOKET_SMS_AUTH_TOKEN", TOKEN)
        counter.set("LOKET_SMS_FROM", NUMBER)
        counter.set("LOKET_SMS_API", line.url)
        take_cases(counter, folder)
        counter.start()
        counter.wait_until_up()
        counter.wait_for_assistant("ready")
        yield Town(counter, line, emulator)
        for part in (counter, emulator, line):
            part.close()
    assert emulator.breaches == line.breaches == []


class Sender(abc.ABC):
    """Somebody who reports; `say` and `choose` return what is answered, its messages as one."""

    def __init__(self, town: Town, speech: Speech) -> None:
        self.counter, self.speech, self.number = town.counter, speech, next(_numbers)

    @abc.abstractmethod
    def texts(self) -> list[str]: ...

    @abc.abstractmethod
    def send(self, text: str) -> None: ...

    @abc.abstractmethod
    def take(self, place: int, title: str) -> None:
        """Take a choice of the last answer."""

    def say(self, text: str) -> str:
        return self._answered(lambda: self.send(text))

    def choose(self, place: int, title: str = "") -> str:
        return self._answered(lambda: self.take(place, title))

    def _answered(self, act: Callable[[], None]) -> str:
        before = len(self.texts())
        act()
        until(lambda: len(self.texts()) > before and not self._waiting())
        return "\n".join(self.texts()[before:])

    def _waiting(self) -> bool:
        left = (
            "SELECT 1 FROM desk_messages_inbound WHERE state = 'stored'",
            "SELECT 1 FROM desk_messages_outbound WHERE state IN ('pending', 'sending')",
        )
        return any(self.counter.rows("desk", query) for query in left)

    def file(self, words: str) -> str:
        """File a matter of one's own: takes the first of every choice. Returns what is said at the end."""
        told = self.say(words.format(self.number))
        for _ in range(6):
            query = "SELECT context FROM desk_messages_conversation ORDER BY last_activity DESC LIMIT 1"
            form = json.loads(self.counter.rows("desk", query)[0][0]).get("form")
            if not form:
                return told
            # What others have reported is not what this person means.
            answer = {"contact": "maria@example.org", "similar": self.speech.no}.get(form["asking"])
            told = self.say(answer) if answer else self.choose(1)
        raise AssertionError(f"the report does not come to an end: {told}")

    def surveys(self) -> list[str]:
        """The surveys that have come: each says how to stop."""
        button = say("case-survey-stop", self.speech.code)
        how = [say("case-survey-how-to-stop", self.speech.code, kind, button=button) for kind in ("web", "sms")]
        return [text for text in self.texts() if any(words in text for words in how)]


class BySms(Sender):
    def __init__(self, town: Town, speech: Speech) -> None:
        super().__init__(town, speech)
        self.phone = Phone(town.line, f"{speech.prefix}{self.number}")

    def texts(self) -> list[str]:
        return self.phone.texts()

    def send(self, text: str) -> None:
        self.phone.send(text)

    def take(self, place: int, title: str) -> None:
        self.phone.send(str(place))


class OnTelegram(Sender):
    def __init__(self, town: Town, speech: Speech) -> None:
        super().__init__(town, speech)
        self.citizen = Citizen(town.emulator, self.number, speech.code)

    def texts(self) -> list[str]:
        return self.citizen.texts()

    def send(self, text: str) -> None:
        self.citizen.send(text)

    def take(self, place: int, title: str) -> None:
        if title:
            self.citizen.press(title)
            return
        message = next(message for message in reversed(self.citizen.seen()) if message["keyboard"])
        buttons = [button for row in message["keyboard"] for button in row]
        self.citizen.press_data(message["id"], buttons[place - 1]["callback_data"])


WAYS = pytest.mark.parametrize("way", [BySms, OnTelegram])


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
