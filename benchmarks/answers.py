"""Questions answered from end to end: each held-out one is a first turn of its own, on the city's register.

What counts is what the person is told: the facts of the right service, or a "did you mean" that offers it. Search is
measured alone by `benchmarks.search`; here language, intent, danger and doubt have their say, too.
"""

from __future__ import annotations

import asyncio
import csv
import json
import logging
import tempfile
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from benchmarks.search import APART, FIRST, HELDOUT, LOKET, THREE, in_folder, register
from benchmarks.table import Row, at_least
from bot.settings import current

_RUN = "from bot.cli.desk import open_desk; open_desk(); from benchmarks.answers import main; main()"
_OUTCOMES = ("told", "first", "offered", "other service", "emergency", "a case", "no service")


def measure() -> list[Row]:
    """Rates in percent over seven languages and in each, and what became of the others."""
    city = register()
    if city is None:
        return []
    with tempfile.TemporaryDirectory() as var:
        for name in ("vectors.db", "models"):
            (Path(var) / name).symlink_to(current().var / name)
        in_folder(var, *LOKET, "catalogue", "import", "--format", "helsinki", str(city))
        found: dict[str, dict[str, int]] = json.loads(in_folder(var, "-c", _RUN))
    together: Counter[str] = Counter()
    rows = []
    for language, outcomes in sorted(found.items()):
        if language not in APART:
            together.update(outcomes)
        rows.append(Row(f"right service told or first, {language}", _share(outcomes, _OUTCOMES[:2]), "%"))
    return [
        at_least("right service told or first, seven languages", _share(together, _OUTCOMES[:2]), "%", FIRST),
        at_least("right service told or offered, seven languages", _share(together, _OUTCOMES[:3]), "%", THREE),
        *(Row(f"  {outcome}", _share(together, (outcome,)), "%") for outcome in _OUTCOMES),
        *rows,
    ]


def _share(outcomes: Mapping[str, int], wanted: tuple[str, ...]) -> float:
    return 100 * sum(outcomes.get(name, 0) for name in wanted) / max(1, sum(outcomes.values()))


def main() -> None:
    """Ask every question; prints how many there were of each outcome, by language, as JSON."""
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    print(json.dumps(asyncio.run(_asked())))


async def _asked() -> dict[str, dict[str, int]]:
    from bot.assistant import ask_in_process, loaded
    from bot.training import train

    agent = await loaded(train(current()), current())
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(HELDOUT.glob("heldout-*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                answer = await ask_in_process(agent, _turn(row["question"]))
                found[row["lang"]][_outcome(answer, set(row["ids"].split(",")))] += 1
    return {language: dict(outcomes) for language, outcomes in found.items()}


def _turn(text: str) -> dict[str, Any]:
    """The first turn of a conversation, by somebody whose language is not known yet."""
    names = {"conversation": uuid.uuid4().hex, "session": 0, "turn": uuid.uuid4().hex}
    return {
        **names,
        "channel": "web",
        "text": text,
        "choice": None,
        "language": None,
        "language_hint": None,
        "context": {},
    }


def _outcome(answer: Mapping[str, Any], right: set[str]) -> str:
    service = str(answer["context"].get("service") or "")
    offered = [
        str(button["entities"]["service"])
        for message in answer["messages"]
        for button in message["buttons"]
        if button["intent"] == "choose_service" and button["entities"].get("service")
    ]
    if service in right:
        return "told"
    place = next((n for n, one in enumerate(offered) if one in right), -1)
    if place >= 0:
        return "offered" if service or place else "first"
    if answer["danger"]:
        return "emergency"
    if service or offered:
        return "other service"
    return "a case" if answer["context"].get("form") or str(answer["intent"]).startswith("file_") else "no service"
