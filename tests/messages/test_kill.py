"""Nothing is lost, doubled or out of order when processes die at any moment. The long version is benchmarks/kill.py."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import current
from tests.databases.server import Absent, running
from tests.messages import aftermath, killing
from tests.messages.counter import Counter
from tests.telegram.spec import Spec

PLANS = {
    "sqlite": killing.Plan(conversations=15, messages=150, assistant_kills=1, other_kills=4, seconds=12),
    "postgresql": killing.Plan(conversations=15, messages=120, assistant_kills=1, other_kills=3, seconds=10),
}


@pytest.fixture
def spec() -> Spec:
    """Telegram's description of its Bot API."""
    path = current().shared / "data" / "telegram" / "bot-api.json"
    if not path.exists():
        pytest.skip(f"no {path}: set LOKET_SHARED to the folder of real data")
    return Spec(path)


@pytest.fixture(params=list(PLANS))
def counter(request: pytest.FixtureRequest, tmp_path: Path, migrated_database: Path) -> Iterator[Counter]:
    """A counter of one test's own on either database, not started yet."""
    with contextlib.ExitStack() as stack:
        address = ""
        if request.param == "postgresql":
            try:
                address = stack.enter_context(running())
            except Absent as absent:
                pytest.skip(str(absent))
        found = Counter(tmp_path / "var", {"LOKET_DATABASE_URL": address, "STUB_PAUSE": "0.02"})
        found.prepare(None if address else migrated_database)
        stack.callback(found.close)
        yield found


async def test_killed_processes_lose_double_and_reorder_nothing_on_three_channels(counter: Counter, spec: Spec) -> None:
    with killing.providers(counter, spec) as providers:
        plan = PLANS["postgresql" if counter.postgresql else "sqlite"]
        counter.start()
        counter.wait_until_up()
        counter.wait_for_assistant("ready")
        outcome, people = await killing.run(counter, plan, providers)
        aftermath.check(counter, outcome, people, providers)
        aftermath.check_stub(counter, outcome)
    assert outcome.faults == []
    assert outcome.sent == plan.messages
    assert outcome.tally["duplicates"] > 0
    assert outcome.tally["updates that came out of turn"] > 0
    assert len(outcome.kills) == plan.assistant_kills + plan.other_kills
