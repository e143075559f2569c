"""``make bench`` (all) or ``python -m benchmarks NAME…``: prints the table, keeps it in ``$LOKET_VAR/bench.json``."""

from __future__ import annotations

import importlib
import sys

from benchmarks.table import keep, printed
from bot.cli.desk import open_desk
from bot.settings import current

NAMES = (
    "encoder",
    "turn",
    "path",
    "citizens",
    "filing",
    "categories",
    "search",
    "answers",
    "evaluation",
    "catalogue",
    "channels",
    "kill",
)


def main(names: list[str]) -> int:
    """Run the named benchmarks; 1 where a goal was missed."""
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    open_desk()
    missed = False
    for name in names or NAMES:
        print(f"\n{name} …", flush=True)
        rows = importlib.import_module(f"benchmarks.{name}").measure()
        keep(rows, current().var / "bench.json")
        print(printed(rows), flush=True)
        missed = missed or any(row.met is False for row in rows)
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
