"""A counter with an SMS line, Twilio's REST side held against its own description by Prism."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from tests.messages.counter import Counter
from tests.sms import spec
from tests.sms.line import ACCOUNT, NUMBER, TOKEN, Line
from tests.sms.phone import Phone

_numbers = itertools.count(1000)
PUBLIC = "https://counter.example.org"
NewPhone = Callable[..., Phone]


@pytest.fixture(scope="session")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with spec.running(tmp_path_factory.mktemp("prism")) as address:
        yield address


@pytest.fixture(scope="session")
def line(prism: str) -> Iterator[Line]:
    """A line that the tests of a session share, each with phones of its own."""
    shared = Line(prism)
    yield shared
    shared.close()
    assert shared.breaches == []


@pytest.fixture(scope="session")
def counter(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A running counter behind that line. Its public address is the proxy's: nothing listens there."""
    shared = Counter(tmp_path_factory.mktemp("counter") / "var")
    shared.set("LOKET_SMS_ACCOUNT_SID", ACCOUNT)
    shared.set("LOKET_SMS_AUTH_TOKEN", TOKEN)
    shared.set("LOKET_SMS_FROM", NUMBER)
    shared.set("LOKET_SMS_API", line.url)
    shared.set("LOKET_PUBLIC_URL", PUBLIC)
    line.public, line.counter = PUBLIC, shared.url
    shared.set("LOKET_ALLOWED_HOSTS", "127.0.0.1,counter.example.org")
    shared.prepare()
    shared.start()
    shared.wait_until_up()
    shared.wait_for_assistant("ready")
    yield shared
    shared.close()


@pytest.fixture
def phone(line: Line, counter: Counter) -> NewPhone:
    """Makes phones; their country is the first guess of the language."""

    def make(country: str = "en") -> Phone:
        prefix = {"en": "+44770090", "fi": "+35840100"}[country]
        return Phone(line, f"{prefix}{next(_numbers)}")

    return make
