"""Kill -9 of each process at random while messages arrive on three channels: ``python -m benchmarks.kill``.

Prints what was done, or JSON with ``--json``; exit code 1 where a message was lost, doubled or out of order. The
assistant is the stub, which answers at once: the real one would take hours. ``--database postgresql`` starts a server
of its own. ``--keep FOLDER`` keeps the databases and logs.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import tempfile
from collections import Counter as Tally
from pathlib import Path
from typing import Any

from benchmarks.table import Row, at_most
from bot.settings import current
from tests.databases.server import Absent, running
from tests.messages import aftermath, killing
from tests.messages.counter import Counter
from tests.telegram.spec import Spec

WHOLE = killing.Plan(conversations=300, messages=10_000, assistant_kills=20, other_kills=180, seconds=900.0)
DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Run the plan; 0 when nothing was lost, doubled or reordered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--conversations", type=int, default=WHOLE.conversations)
    parser.add_argument("--messages", type=int, default=WHOLE.messages)
    parser.add_argument("--assistant-kills", type=int, default=WHOLE.assistant_kills)
    parser.add_argument("--other-kills", type=int, default=WHOLE.other_kills)
    parser.add_argument("--seconds", type=float, default=WHOLE.seconds, help="over what time all of it is spread")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    plan = killing.Plan(
        args.conversations, args.messages, args.assistant_kills, args.other_kills, args.seconds, seed=args.seed
    )
    report = carried_out(plan, args.database, args.keep)
    if args.json:
        print(json.dumps(report, indent=2))
    else:
        for name, value in report.items():
            print(f"{name:44} {value}")
    return 1 if report["faults"] else 0


def measure() -> list[Row]:
    """The whole plan on each database, as rows of the benchmarks' table: faults found, none allowed."""
    rows = []
    for database in DATABASES:
        try:
            found = len(carried_out(WHOLE, database)["faults"])
        except Absent:
            continue
        rows.append(at_most(f"messages lost, doubled, reordered by 200 kills, {database}", found, "faults", 0))
    return rows


def carried_out(plan: killing.Plan, database: str, keep: Path | None = None) -> dict[str, Any]:
    """What was done and what went wrong. Raises `Absent` where there is no such database."""
    with contextlib.ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="loket-kill-")))
        address = stack.enter_context(running()) if database == "postgresql" else ""
        counter = Counter(folder / "var", {"LOKET_DATABASE_URL": address})
        counter.prepare()
        stack.callback(counter.close)
        spec = Spec(current().shared / "data" / "telegram" / "bot-api.json")
        outcome = asyncio.run(_run(counter, plan, spec))
    return {
        "database": database,
        "assistant": "stub",
        "conversations": plan.conversations,
        "messages": outcome.sent,
        **dict(outcome.tally),
        "kills": dict(Tally(name for _, name in outcome.kills)),
        "seconds": round(outcome.seconds, 1),
        "faults": outcome.faults,
    }


async def _run(counter: Counter, plan: killing.Plan, spec: Spec) -> killing.Outcome:
    with killing.providers(counter, spec) as providers:
        counter.start()
        counter.wait_until_up()
        counter.wait_for_assistant("ready")
        outcome, people = await killing.run(counter, plan, providers)
        aftermath.check(counter, outcome, people, providers)
        aftermath.check_stub(counter, outcome)
    return outcome


if __name__ == "__main__":
    raise SystemExit(main())
