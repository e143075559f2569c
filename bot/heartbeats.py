"""What workers tell of themselves: ``$LOKET_VAR/workers/<pid>.json``, written anew every few seconds.

``{"pid", "at": "2026-01-31T09:30:00+00:00", "assistant": "ready" | "loading" | "away", "jobs": {name: "ok" | error}}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.settings import Settings

STALE_SECONDS = 60.0
"""A worker that has written nothing for so long lives no more."""
OK = "ok"


def path_of(settings: Settings, pid: int) -> Path:
    """Where the worker of this process number tells of itself."""
    return settings.var / "workers" / f"{pid}.json"


def beat(file: Path, told: Mapping[str, Any], now: float) -> None:
    """Write what a worker tells at ``now`` (seconds since 1970), and forget workers that live no more."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for other in file.parent.glob("*.json"):
        if other != file and now - _written(other) > STALE_SECONDS:
            other.unlink(missing_ok=True)
    # Written aside and moved, so that no reader finds half a file.
    part = file.with_suffix(".part")
    part.write_text(json.dumps(told), encoding="utf-8")
    part.replace(file)


def failing_jobs(settings: Settings, now: float) -> dict[str, str]:
    """The periodic jobs of living workers that ended badly when they last ran, and how."""
    return {
        name: error
        for told in _living(path_of(settings, 0).parent, now)
        for name, error in told["jobs"].items()
        if error != OK
    }


def _living(folder: Path, now: float) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.json")):
        if now - _written(file) <= STALE_SECONDS:
            try:
                yield json.loads(file.read_text(encoding="utf-8"))
            except FileNotFoundError:
                continue  # its worker has just ended


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
