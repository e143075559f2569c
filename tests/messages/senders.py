"""Citizens who report by SMS and on Telegram, to a counter with the real actions, in two languages."""

from __future__ import annotations

import abc
import contextlib
import dataclasses
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.settings import current
from bot.texts import say
from tests.messages.cases import take_cases, until
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


@dataclasses.dataclass(frozen=True)
class Town:
    """A counter that takes cases by SMS and on Telegram, at noon."""

    counter: Counter
    line: Line
    emulator: Emulator


@contextlib.contextmanager
def running_town(folder: Path) -> Iterator[Town]:
    """A town whose processes and providers run. Skips where the providers' descriptions are absent."""
    described = current().shared / "data" / "telegram" / "bot-api.json"
    if not described.exists():
        pytest.skip(f"no {described}: set LOKET_SHARED to the folder of real data")
    description = folder / "prism"
    description.mkdir()
    with sms_spec.running(description) as prism:
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
        """File a matter of one's own. Returns what is said at the end."""
        return self.finish(self.begin(words))

    def begin(self, words: str) -> str:
        """Tell a matter of one's own."""
        return self.say(words.format(self.number))

    def finish(self, told: str) -> str:
        """Take the first of every choice until the report that was begun is filed. Returns what is said at the end."""
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
