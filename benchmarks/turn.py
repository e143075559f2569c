"""A turn in process, beside the same turn through Rasa's default pipeline trained on the same data."""

from __future__ import annotations

import asyncio
import csv
import itertools
import logging
import random
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import structlog
import yaml

from benchmarks.table import Row, at_most, median_and_p95
from bot.settings import ROOT, current

QUESTIONS = ROOT / "tests" / "data" / "search"
USE_LANGUAGES = ("en", "de", "fr", "es", "ar")
OTHERS = ("fi", "sv", "uk")
NO_SEARCH = ("greet", "thanks", "bye", "yes", "no", "repeat", "robot", "capabilities", "human", "unsure")
PER_LANGUAGE = 20
SESSION_TURNS = 40

Turn = Callable[..., Awaitable[Any]]


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


async def _measure(ours: Turn, peer: Turn, turns: list[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn, ours and the peer's in turns, so that both see the same machine."""
    mine: list[float] = []
    theirs: list[float] = []
    for language, text in turns:
        for run, times in ((ours, mine), (peer, theirs)):
            start = time.perf_counter()
            await run(uuid.uuid4().hex, language, text)
            times.append((time.perf_counter() - start) * 1000)
    return mine, theirs


def _our_turn(agent: Any) -> Turn:
    from bot.assistant import ask_in_process

    async def run(conversation: str, language: str, text: str, session: int = 0) -> Any:
        turn = {"conversation": conversation, "session": session, "turn": uuid.uuid4().hex, "channel": "web"}
        rest: dict[str, Any] = {
            "text": text,
            "choice": None,
            "language": language,
            "language_hint": None,
            "context": {},
        }
        return await ask_in_process(agent, {**turn, **rest})

    return run


async def _loaded_peer(model: Path) -> Turn:
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints

    from bot.action_endpoint import InProcessActions

    agent = await load_agent(model_path=str(model), endpoints=AvailableEndpoints(action=InProcessActions()))

    async def run(conversation: str, _: str, text: str) -> Any:
        return await agent.handle_text(text, sender_id=conversation)

    return run


async def _long_conversation(agent: Any) -> tuple[float, float]:
    """Median milliseconds around a conversation's 5th and its 200th turn, in our sessions of forty turns."""
    run = _our_turn(agent)
    lines = itertools.cycle([text for language, text in _small_turns(("en",))])
    early: list[float] = []
    late: list[float] = []
    for _ in range(6):
        conversation = uuid.uuid4().hex
        for number in range(1, 204):
            start = time.perf_counter()
            await run(conversation, "en", next(lines), number // SESSION_TURNS)
            spent = (time.perf_counter() - start) * 1000
            if 3 <= number <= 7:
                early.append(spent)
            elif number >= 198:
                late.append(spent)
    return median_and_p95(early)[0], median_and_p95(late)[0]


async def _rows() -> list[Row]:
    from benchmarks.agents import peer_model
    from bot.assistant import loaded
    from bot.training import train

    settings = current()
    peer = await _loaded_peer(peer_model(settings))
    agent = await loaded(train(settings), settings)
    ours = _our_turn(agent)
    await _measure(ours, peer, _questions()[:10])
    rows = []
    for name, turns, limit in (
        ("turn that searches, all languages", _questions(), 0.6),
        ("turn without search, USE's languages", _small_turns(USE_LANGUAGES), 0.3),
        ("turn without search, the other languages", _small_turns(OTHERS), 0.5),
    ):
        mine, theirs = await _measure(ours, peer, turns)
        (median, p95), (peer_median, peer_p95) = median_and_p95(mine), median_and_p95(theirs)
        rows.append(at_most(f"{name}, median", median, "ms", limit, "Rasa's default pipeline", peer_median))
        rows.append(Row(f"{name}, p95", p95, "ms", f"Rasa's default pipeline {peer_p95:.3g} ms", p95 / peer_p95))
    early, late = await _long_conversation(agent)
    rows.append(at_most("a conversation's 200th turn", late, "ms", 1.5, "its 5th", early))
    return rows


def measure() -> list[Row]:
    """The rows of this benchmark; trains both models where their data changed."""
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return asyncio.run(_rows())
