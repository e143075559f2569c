"""Nothing is lost, doubled or out of order when processes die at any moment. The long version is benchmarks/kill.py."""

from __future__ import annotations

from tests.messages import killing
from tests.messages.counter import Counter


async def test_killed_processes_lose_double_and_reorder_nothing(fresh_counter: Counter) -> None:
    counter = fresh_counter
    counter.set("LOKET_MESSAGE_RATE", "10000/minute")
    counter.set("LOKET_SESSION_RATE", "10000/minute")
    counter.set("STUB_PAUSE", "0.02")
    counter.start()
    counter.wait_until_up()
    counter.wait_for_assistant("ready")
    outcome = await killing.run(counter, killing.Plan(conversations=20, messages=300, kills=8, seconds=25))
    killing.check_stub(counter, outcome)
    assert outcome.faults == []
    assert outcome.sent == 300
    assert outcome.duplicates > 0
    assert sum(outcome.kills.values()) == 8
