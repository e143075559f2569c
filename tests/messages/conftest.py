"""One counter, in processes of its own, for the tests of the way of a message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.messages.counter import Counter


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh database, made once and copied."""
    maker = Counter(tmp_path_factory.mktemp("migrated"))
    maker.prepare()
    return maker.var / "desk.db"


@pytest.fixture
def fresh_counter(tmp_path: Path, migrated_database: Path) -> Iterator[Counter]:
    """A counter of one test's own, not started yet."""
    counter = Counter(tmp_path / "var")
    counter.prepare(migrated_database)
    yield counter
    counter.close()


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Iterator[Counter]:
    """A running counter that the tests of a module share, each with a conversation of its own."""
    shared = Counter(tmp_path_factory.mktemp("counter"), {"LOKET_SESSION_RATE": "1000/minute"})
    shared.prepare(migrated_database)
    shared.start()
    shared.wait_until_up()
    shared.wait_for_assistant("ready")
    yield shared
    shared.close()
