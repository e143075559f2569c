"""A turn in process, beside the same turn through Rasa as it ships: `benchmarks.stock`."""

from __future__ import annotations

import asyncio
import csv
import itertools
import logging
import random
import time
import uuid
from typing import Any

import structlog
import yaml

from benchmarks.agents import peer_model
from benchmarks.stock import Peer, served
from benchmarks.table import Row, at_most, median_and_p95
from bot.settings import ROOT, current

QUESTIONS = ROOT / "tests" / "data" / "search"
USE_LANGUAGES = ("en", "de", "fr", "es", "ar")
OTHERS = ("fi", "sv", "uk")
NO_SEARCH = ("greet", "thanks", "bye", "yes", "no", "repeat", "robot", "capabilities", "human", "unsure")
PER_LANGUAGE = 20
SESSION_TURNS = 40


def _questions() -> list[tuple[str, str]]:
    """(language, question) from the held-out questions about services, the same number of each language."""
    found: list[tuple[str, str]] = []
    for path in sorted(QUESTIONS.glob("heldout-*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        found += [(row["lang"], row["question"]) for row in rows[:PER_LANGUAGE]]
    return found


def _small_turns(languages: tuple[str, ...]) -> list[tuple[str, str]]:
    """(language, text) of turns that need no search."""
    found: list[tuple[str, str]] = []
    for language in languages:
        for path in sorted((ROOT / "tests" / "nlu" / language).glob("*.yml")):
            for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
                if block["intent"] in NO_SEARCH:
                    lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
                    found += [(language, line) for line in lines[:3] if line]
    return found


def mixed_turns() -> list[tuple[str, str]]:
    """(language, text) as at a counter: two turns about services, three without a search, and so on."""
    searches, small = _questions(), _small_turns((*USE_LANGUAGES, *OTHERS))
    chance = random.Random(1)
    chance.shuffle(searches)
    chance.shuffle(small)
    count = min(len(searches) // 2, len(small) // 3)
    return [turn for n in range(count) for turn in (*searches[2 * n : 2 * n + 2], *small[3 * n : 3 * n + 3])]


def _request(language: str, text: str, conversation: str = "", session: int = 0) -> dict[str, Any]:
    """A turn request (docs/architecture.md, "The turn"), of a conversation of its own unless one is named."""
    names = {"conversation": conversation or uuid.uuid4().hex, "session": session, "turn": uuid.uuid4().hex}
    said = {"text": text, "choice": None, "language": language, "language_hint": None}
    return {**names, "channel": "web", **said, "context": {}}


async def _measure(agent: Any, peer: Peer, turns: list[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn, ours and the peer's in turns, so that both see the same machine."""
    mine: list[float] = []
    theirs: list[float] = []
    for language, text in turns:
        mine.append(await _milliseconds(agent, _request(language, text)))
        theirs.append(peer.milliseconds(_request(language, text)))
    return mine, theirs


async def _milliseconds(agent: Any, request: dict[str, Any]) -> float:
    from bot.assistant import ask_in_process

    start = time.perf_counter()
    await ask_in_process(agent, request)
    return (time.perf_counter() - start) * 1000


async def _long_conversation(agent: Any) -> tuple[float, float]:
    """Median milliseconds around a conversation's 5th and its 200th turn, in our sessions of forty turns."""
    lines = itertools.cycle([text for language, text in _small_turns(("en",))])
    early: list[float] = []
    late: list[float] = []
    for _ in range(6):
        conversation = uuid.uuid4().hex
        for number in range(1, 204):
            spent = await _milliseconds(agent, _request("en", next(lines), conversation, number // SESSION_TURNS))
            if 3 <= number <= 7:
                early.append(spent)
            elif number >= 198:
                late.append(spent)
    return median_and_p95(early)[0], median_and_p95(late)[0]


async def _rows(peer: Peer, agent: Any) -> list[Row]:
    await _measure(agent, peer, _questions()[:10])
    rows = []
    for name, turns, limit in (
        ("turn that searches, all languages", _questions(), 0.6),
        ("turn without search, USE's languages", _small_turns(USE_LANGUAGES), 0.3),
        ("turn without search, the other languages", _small_turns(OTHERS), 0.5),
    ):
        mine, theirs = await _measure(agent, peer, turns)
        (median, p95), (peer_median, peer_p95) = median_and_p95(mine), median_and_p95(theirs)
        rows.append(at_most(f"{name}, median", median, "ms", limit, "Rasa as it ships", peer_median))
        rows.append(Row(f"{name}, p95", p95, "ms", f"Rasa as it ships {peer_p95:.3g} ms", p95 / peer_p95))
    early, late = await _long_conversation(agent)
    rows.append(at_most("a conversation's 200th turn", late, "ms", 1.5, "its 5th", early))
    return rows


async def _compared() -> list[Row]:
    from bot.assistant import loaded
    from bot.training import train

    settings = current()
    model = peer_model(settings)
    agent = await loaded(train(settings), settings)
    with served(model) as peer:
        return await _rows(peer, agent)


def measure() -> list[Row]:
    """The rows of this benchmark; trains both models where their data changed."""
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return asyncio.run(_compared())
