"""Several assistants share the conversations, and each of them is answered for while it is away."""

from __future__ import annotations

import contextlib
import itertools
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.processes import port_taken, processes
from bot.settings import SettingsError, read
from channels.assistant import TURN_SECONDS
from tests.messages.cases import until
from tests.messages.counter import STUB, Counter, Person, free_port

PEOPLE = 24
NAMES = ("assistant", "assistant-2")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Iterator[Counter]:
    """A counter with two assistants, each of which notes its turns in a folder of its own."""
    counter = Counter(tmp_path_factory.mktemp("two") / "var", {"LOKET_SESSION_RATE": "1000/minute"})
    counter.prepare(migrated_database)
    port = next(one for one in iter(free_port, 0) if not port_taken("127.0.0.1", one + 1))
    counter.set("LOKET_ASSISTANT_PORT", str(port))
    counter.set("LOKET_ASSISTANTS", "2")
    for number, name in enumerate(NAMES):
        counter.commands[name] = (sys.executable, str(STUB), str(port + number), str(counter.var / name), counter.token)
    counter.start("web", *NAMES)
    counter.wait_until_up()
    counter.wait_for_assistant("ready")
    yield counter
    counter.close()


@pytest.fixture
def two(running: Counter) -> Counter:
    """The counter, in which both assistants live."""
    for name in NAMES:
        if running.running[name].poll() is not None:
            running.start(name)
    until(lambda: all(port_taken("127.0.0.1", int(running.commands[name][2])) for name in NAMES))
    return running


def asked(counter: Counter, name: str, what: str = "conversation FROM turns") -> list[str]:
    """The conversations of which one of the assistants took turns, or the ones that it forgot."""
    with contextlib.closing(sqlite3.connect(counter.var / name / "stub.db", timeout=20)) as db:
        return [row[0] for row in db.execute(f"SELECT {what}").fetchall()]


def ask(people: list[Person], text: str, messages: int) -> None:
    for person in people:
        assert person.post(text).status_code == 202
    for person in people:
        assert [one["text"] for one in person.wait_for(messages) if one["from"] == "person"][-1] == text


def people_of(counter: Counter, name: str, count: int) -> list[Person]:
    """So many people, each of whom this assistant has answered once."""
    found: list[Person] = []
    while len(found) < count:
        person = counter.person()
        ask([person], "first", 3)
        if person.conversation in asked(counter, name):
            found.append(person)
    return found


def test_each_conversation_has_one_of_them(two: Counter) -> None:
    people = [two.person() for _ in range(PEOPLE)]
    for text, messages in (("first", 3), ("second", 6)):
        for person in people:
            ask([person], text, messages)
    here = {person.conversation for person in people}
    first, second = ([one for one in asked(two, name) if one in here] for name in NAMES)
    assert len(first) + len(second) == 2 * PEOPLE
    assert first and second
    assert not set(first) & set(second)


def test_where_one_has_more_to_answer_the_other_helps(two: Counter) -> None:
    crowded = people_of(two, NAMES[0], 6)
    ask(crowded, "slow", 6)
    helped = {person.conversation for person in crowded} & set(asked(two, NAMES[1]))
    assert 0 < len(helped) < len(crowded)


@pytest.mark.parametrize("gone", NAMES)
def test_who_had_one_that_died_is_answered_by_the_other(two: Counter, gone: str) -> None:
    people = [two.person() for _ in range(PEOPLE)]
    ask(people, "first", 3)
    two.kill(gone)
    ask(people, "second", 6)
    (other,) = set(NAMES) - {gone}
    assert {person.conversation for person in people} <= set(asked(two, other))
    assert two.rows("desk", "SELECT DISTINCT attempts FROM desk_messages_inbound") == [(0,)]
    two.wait_for_assistant("ready")


def test_one_that_hangs_keeps_one_person_waiting_and_is_asked_again_once_it_goes_on(two: Counter) -> None:
    people = people_of(two, NAMES[1], 3)
    two.running[NAMES[1]].send_signal(signal.SIGSTOP)
    try:
        assert people[0].post("second").status_code == 202
        people[0].wait_for(6, seconds=TURN_SECONDS + 20)
        began = time.monotonic()
        ask(people[1:], "second", 6)
        assert time.monotonic() - began < TURN_SECONDS / 2
    finally:
        two.running[NAMES[1]].send_signal(signal.SIGCONT)
    for messages in itertools.count(9, 3):
        ask(people[1:2], f"message {messages}", messages)
        if asked(two, NAMES[1]).count(people[1].conversation) > 1:
            break
        assert time.monotonic() - began < 60


def test_whoever_is_forgotten_is_forgotten_by_all_that_live(two: Counter) -> None:
    forgotten = "conversation FROM forgotten"
    person = two.person()
    assert person.post("forget me").status_code == 202
    until(lambda: all(person.conversation in asked(two, name, forgotten) for name in NAMES))
    two.kill("assistant")
    person = two.person()
    assert person.post("forget me").status_code == 202
    until(lambda: person.conversation in asked(two, "assistant-2", forgotten))
    until(lambda: not two.rows("desk", "SELECT 1 FROM desk_messages_erasure"))


def test_run_starts_so_many_on_ports_that_follow_each_other() -> None:
    started = processes(read({"LOKET_ASSISTANTS": "3", "LOKET_ASSISTANT_PORT": "6100"}))
    found = [(one.name, one.port, one.url) for one in started if one.name.startswith("assistant")]
    assert found == [
        ("assistant", 6100, "http://127.0.0.1:6100"),
        ("assistant-2", 6101, "http://127.0.0.1:6101"),
        ("assistant-3", 6102, "http://127.0.0.1:6102"),
    ]


@pytest.mark.parametrize("setting", ["LOKET_PORT", "LOKET_ACTIONS_PORT"])
def test_a_port_of_theirs_is_nobody_elses(setting: str) -> None:
    assert read({"LOKET_ASSISTANTS": "3", "LOKET_ASSISTANT_PORT": "6100", setting: "6103"})
    with pytest.raises(SettingsError, match=rf"{setting}=6102 .* 6100 to 6102"):
        read({"LOKET_ASSISTANTS": "3", "LOKET_ASSISTANT_PORT": "6100", setting: "6102"})


@pytest.mark.parametrize("number", ["0", "-1", "1000"])
def test_a_number_that_cannot_be_is_refused(number: str) -> None:
    with pytest.raises(SettingsError, match="LOKET_ASSISTANTS"):
        read({"LOKET_ASSISTANTS": number})
