"""The search of services: how often it is right on questions it was not made with, and how long it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.table import Row, at_least, at_most
from bot.settings import ROOT, current

HELDOUT = ROOT / "tests" / "data" / "search"
FIRST, THREE, FIRST_ANY, THREE_ANY = 75.0, 92.0, 60.0, 82.0
# Not asked of alone: it came to the launch languages after the register's measure was set.
APART = frozenset({"uk"})
TWICE = 2.0
LOKET = ("-c", "from bot.cli.main import main; raise SystemExit(main())")
SPEED = "from bot.cli.desk import open_desk; open_desk(); from benchmarks.search_speed import main; main()"


def in_folder(var: str, *words: str) -> str:
    """The last line that a Python of its own prints, with this LOKET_VAR."""
    environment = {
        **os.environ,
        "LOKET_VAR": var,
        "DJANGO_SETTINGS_MODULE": "channels.settings",
        "OMP_NUM_THREADS": "1",
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip().splitlines()[-1]


def register() -> Path | None:
    """The city's register of services; None, and a line that says so, where it is absent."""
    path = Path(current().shared) / "data" / "helsinki" / "errandservices.json"
    if path.exists():
        return path
    print(f"The city's register is absent ({path}): set LOKET_SHARED.")
    return None


def measure() -> list[Row]:
    """Rates in percent on the held-out questions, search times in ms beside embedding the question."""
    city = register()
    if city is None:
        return []
    with tempfile.TemporaryDirectory() as var:
        # The vectors of this installation are used and added to, so that nothing is embedded twice.
        kept = current().var / "vectors.db"
        kept.parent.mkdir(parents=True, exist_ok=True)
        (Path(var) / "vectors.db").symlink_to(kept)
        in_folder(var, *LOKET, "catalogue", "import", "--format", "helsinki", str(city))
        times = json.loads(in_folder(var, "-c", SPEED))
        rates = {}
        for file in sorted(HELDOUT.glob("heldout*.tsv")):
            rates.update(json.loads(in_folder(var, *LOKET, "evaluate", "search", str(file), "--json"))["languages"])
    return [*_speed(times), *_quality(rates)]


def _speed(times: dict[str, Any]) -> list[Row]:
    peer = times["embedding"]
    return [
        at_most(f"search, {size} services, embedding included", value, "ms", TWICE, "embedding the question", peer)
        for size, value in times["search"].items()
    ]


def _quality(rates: dict[str, dict[str, float]]) -> list[Row]:
    rows = []
    for language, values in sorted(rates.items()):
        rows.append(at_least(f"right service first, {language}", 100 * values["first"], "%", FIRST_ANY))
        rows.append(at_least(f"right service among three, {language}", 100 * values["three"], "%", THREE_ANY))
    together = [values for language, values in rates.items() if language not in APART]
    number = sum(values["n"] for values in together)
    if number:
        for name, goal, key in (("first", FIRST, "first"), ("among three", THREE, "three")):
            share = 100 * sum(values[key] * values["n"] for values in together) / number
            rows.append(at_least(f"right service {name}, seven languages", share, "%", goal))
    return rows
