"""A row of the benchmarks' table, and how the table is printed and kept."""

from __future__ import annotations

import dataclasses
import json
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Row:
    """``ratio`` is value / peer's value (None where there is no peer); ``goal`` says what was promised, in words."""

    name: str
    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


def at_most(name: str, value: float, unit: str, limit: float, peer: str = "", peer_value: float | None = None) -> Row:
    """A row whose goal is a highest ratio to the peer, or a highest value where there is no peer."""
    if peer_value is None:
        return Row(name, value, unit, peer, None, f"at most {limit:g} {unit}", value <= limit)
    ratio = value / peer_value
    return Row(name, value, unit, f"{peer} {peer_value:.3g} {unit}", ratio, f"at most {limit:g} of it", ratio <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Row:
    """A row whose goal is a lowest value."""
    return Row(name, value, unit, "", None, f"at least {limit:g} {unit}", value >= limit)


def median_and_p95(samples: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile of at least two samples."""
    return statistics.median(samples), statistics.quantiles(samples, n=20, method="inclusive")[-1]


def printed(rows: Iterable[Row]) -> str:
    """The rows as a table for a terminal."""
    lines = []
    for row in rows:
        mark = {True: "ok  ", False: "MISS", None: "    "}[row.met]
        ratio = f"{row.ratio:.2f} of {row.peer}" if row.ratio is not None else ""
        lines.append(f"{mark} {row.name:58} {row.value:10.3g} {row.unit:8} {ratio:38} {row.goal}".rstrip())
    return "\n".join(lines)


def keep(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as JSON, replacing those of the same name that were there."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    fresh = [dataclasses.asdict(row) for row in rows]
    names = {row["name"] for row in fresh}
    path.parent.mkdir(parents=True, exist_ok=True)
    merged = [row for row in old if row["name"] not in names] + fresh
    path.write_text(json.dumps(merged, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
