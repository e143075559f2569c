"""What must hold after processes were killed: every message handled once and in order, every answer delivered, none of
them twice but where nobody could have known."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections import Counter as Tally
from collections import defaultdict

from tests.messages.counter import Counter
from tests.messages.killing import Outcome, Providers
from tests.messages.people import ByTelegram, Person, answer
from tests.telegram.emulator import Emulator

TOGETHER = dt.timedelta(seconds=0.5)
"""Updates that come within this time of each other are handled in the order of their numbers."""
PAUSE_SECONDS = 1.0
"""Telegram takes a message a second in each chat."""
NOTED_SECONDS = 3.0
"""Between Telegram's taking a message and our having noted it, on a busy machine. A repeated answer is excused where
the process that sent it was killed in that time."""
_CLOCK_SECONDS = 0.01


@dataclasses.dataclass(frozen=True)
class Stored:
    """A message as the desk holds it."""

    conversation: str
    text: str
    turn: str
    state: str


def check(counter: Counter, outcome: Outcome, people: list[Person], with_: Providers) -> None:
    """Put whatever is wrong into the outcome's faults."""
    stored = _stored(counter)
    faults = outcome.faults
    for person in people:
        held = stored.get(person.number, [])
        found = [*_faults_of_desk(person, held), *person.faults(), *_faults_of_answers(person, held, outcome)]
        faults += [f"{person.channel} conversation {person.number}: {fault}" for fault in found]
    faults += _stored_once(counter, outcome.sent)
    faults += _order_of_updates(counter, stored, with_.telegram, outcome)
    faults += _pace_of_telegram(with_.telegram)
    faults += [f"telegram refused: {breach}" for breach in with_.telegram.breaches]
    faults += [f"twilio refused: {breach}" for breach in with_.twilio.breaches]


def check_stub(counter: Counter, outcome: Outcome) -> None:
    """What the stub did: every turn run once, in the order in which the desk stored the messages."""
    ran: dict[str, list[str]] = {}
    for conversation, turn in counter.rows("stub", "SELECT conversation, turn FROM turns ORDER BY n"):
        ran.setdefault(conversation, []).append(turn)
    held = {rows[0].conversation: [row.turn for row in rows] for rows in _stored(counter).values()}
    if ran != held:
        outcome.faults.append("the assistant ran other turns than were stored, or in another order")


def _stored(counter: Counter) -> dict[int, list[Stored]]:
    """The messages of each person, in the desk's order."""
    query = (
        "SELECT c.public_id, i.text, i.turn, i.state FROM desk_messages_inbound i"
        " JOIN desk_messages_conversation c ON c.id = i.conversation_id ORDER BY c.id, i.seq"
    )
    found: defaultdict[int, list[Stored]] = defaultdict(list)
    for conversation, text, turn, state in counter.rows("desk", query):
        found[int(text.rpartition(" ")[2])].append(Stored(conversation, text, turn, state))
    return dict(found)


def _faults_of_desk(person: Person, held: list[Stored]) -> list[str]:
    """Each message is stored once, all in one conversation, and done."""
    found = []
    if sorted(row.text for row in held) != sorted(person.texts):
        different = len({row.text for row in held})
        found.append(f"sent {len(person.texts)}, stored {len(held)} ({different} different)")
    if len({row.conversation for row in held}) > 1:
        found.append("it was torn in several")
    states = Tally(row.state for row in held)
    if set(states) - {"done"}:
        found.append(f"messages are {dict(states)}")
    return found


def _faults_of_answers(person: Person, held: list[Stored], outcome: Outcome) -> list[str]:
    """Each answer came, in the order of the messages; twice only where nobody could have known."""
    seen = person.seen()
    expected = [said for n, row in enumerate(held, 1) for said in answer(row.text, n)]
    once = list(dict.fromkeys(seen))
    if once != expected:
        missing = len(set(expected) - set(once))
        others = sorted(set(once) - set(expected))[:3]
        return [f"{missing} answers never came, others {others}" if missing or others else "answers are out of order"]
    repeated = [text for text, count in Tally(seen).items() if count > 1]
    if not isinstance(person, ByTelegram):
        return [f"{text!r} came {seen.count(text)} times" for text in repeated]
    outcome.tally["answers that came twice, nobody could know"] += len(seen) - len(once)
    found = []
    for text in repeated:
        times = person.sent_at(text)
        # The last one was noted; each before it must have lost its process before it could be.
        unexcused = [at for at in times[:-1] if not _killed_after(outcome, at)]
        if unexcused:
            found.append(f"{text!r} came {len(times)} times, and no process was killed on the way")
    return found


def _killed_after(outcome: Outcome, at: float) -> bool:
    return any(name != "assistant" and at <= when <= at + NOTED_SECONDS for when, name in outcome.kills)


def _stored_once(counter: Counter, sent: int) -> list[str]:
    """Each turn's answers are in the outbox, each once."""
    query = (
        "SELECT i.turn, count(*), count(DISTINCT o.ordinal) FROM desk_messages_outbound o"
        " JOIN desk_messages_inbound i ON i.id = o.inbound_id GROUP BY i.turn"
    )
    answered = counter.rows("desk", query)
    found = [f"outbox: answers to {len(answered)} turns of {sent}"] if len(answered) != sent else []
    found += [f"turn {turn}: an answer is stored twice" for turn, rows, different in answered if rows != different]
    given_up = (
        "SELECT state, count(*) FROM desk_messages_outbound WHERE channel <> '' AND state <> 'sent' GROUP BY state"
    )
    return [*found, *(f"outbox: {count} are {state}" for state, count in counter.rows("desk", given_up))]


def _order_of_updates(
    counter: Counter, stored: dict[int, list[Stored]], emulator: Emulator, outcome: Outcome
) -> list[str]:
    """Updates that came within half a second of each other are handled in the order of their numbers."""
    query = "SELECT number, received_at FROM desk_messages_arrival WHERE channel LIKE 'tg_%' ORDER BY id"
    received = {int(number): _moment(at) for number, at in counter.rows("desk", query)}
    came = list(received)
    outcome.tally["updates that came out of turn"] += sum(a > b for a, b in itertools.pairwise(came))
    of_text = {body["message"]["text"]: number for number, body in emulator.updates().items()}
    found = []
    for person, rows in stored.items():
        numbers = [of_text[row.text] for row in rows if row.text in of_text]
        for position, earlier in enumerate(numbers):
            wrong = [
                later
                for later in numbers[position + 1 :]
                if later < earlier and received[later] - received[earlier] < TOGETHER
            ]
            found += [f"telegram conversation {person}: update {later} was handled after {earlier}" for later in wrong]
    return found


def _moment(at: dt.datetime | str) -> dt.datetime:
    return dt.datetime.fromisoformat(at) if isinstance(at, str) else at


def _pace_of_telegram(emulator: Emulator) -> list[str]:
    """Not more than a message a second in each chat."""
    pause = PAUSE_SECONDS - _CLOCK_SECONDS
    times: defaultdict[int, list[float]] = defaultdict(list)
    for method, given, at in list(emulator.calls):
        if method == "sendMessage":
            times[given["chat_id"]].append(at)
    hurried = {chat for chat, all_ in times.items() if any(b - a < pause for a, b in itertools.pairwise(all_))}
    return [f"telegram: {len(hurried)} people were sent to faster than {pause:.2f} s"] if hurried else []
