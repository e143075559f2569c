"""A counter with a bot, on an emulated Bot API."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.settings import current
from tests.messages.counter import Counter, free_port
from tests.telegram.citizen import Citizen
from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.spec import Spec

_ids = itertools.count(1000)
NewCitizen = Callable[..., Citizen]
Own = Callable[..., tuple[Emulator, Counter]]


@pytest.fixture(scope="session")
def spec() -> Spec:
    """Telegram's description of its Bot API."""
    path = current().shared / "data" / "telegram" / "bot-api.json"
    if not path.exists():
        pytest.skip(f"no {path}: set LOKET_SHARED to the folder of real data")
    return Spec(path)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh database, made once and copied."""
    maker = Counter(tmp_path_factory.mktemp("migrated"))
    maker.prepare()
    return maker.var / "desk.db"


def emulator_of(spec: Spec) -> Emulator:
    emulator = Emulator(spec, free_port())
    emulator.start()
    return emulator


def counter_of(folder: Path, database: Path | None, emulator: Emulator, mode: str) -> Counter:
    """A counter whose bot talks to the emulator; by webhook it listens at its own loopback address."""
    counter = Counter(folder)
    counter.set("LOKET_TELEGRAM_TOKEN", TOKEN)
    counter.set("LOKET_TELEGRAM_API", emulator.url)
    counter.set("LOKET_TELEGRAM_MODE", mode)
    counter.set("LOKET_PUBLIC_URL", counter.url)
    counter.prepare(database)
    return counter


@pytest.fixture(scope="session")
def emulator(spec: Spec) -> Iterator[Emulator]:
    """A Bot API that the tests of a session share, each with citizens of its own."""
    shared = emulator_of(spec)
    yield shared
    shared.close()
    assert shared.breaches == []


@pytest.fixture(scope="session")
def counter(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Counter]:
    """A running counter, served by webhook."""
    shared = counter_of(tmp_path_factory.mktemp("counter") / "var", migrated, emulator, "webhook")
    for name in ("web", "worker"):
        shared.commands[name] = (sys.executable, "-m", "tests.telegram.quick", name)
    shared.start()
    shared.wait_until_up()
    shared.wait_for_assistant("ready")
    yield shared
    shared.close()


@pytest.fixture
def own(spec: Spec, tmp_path: Path, migrated: Path) -> Iterator[Own]:
    """Makes a Bot API and a counter of one test's own, not started yet."""
    made: list[Emulator | Counter] = []

    def make(mode: str = "webhook", prepare: Callable[[Emulator], None] = lambda _: None) -> tuple[Emulator, Counter]:
        emulator = emulator_of(spec)
        prepare(emulator)
        counter = counter_of(tmp_path / f"var{len(made)}", migrated, emulator, mode)
        made.extend((counter, emulator))
        return emulator, counter

    yield make
    for part in made:
        part.close()


@pytest.fixture
def citizen(emulator: Emulator) -> NewCitizen:
    """Makes citizens."""

    def make(language: str = "en") -> Citizen:
        return Citizen(emulator, next(_ids), language)

    return make
