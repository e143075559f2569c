"""Kill -9 of each process at random while messages arrive: ``python -m benchmarks.kill``.

Prints a table, or JSON with ``--json``; exit code 1 where a message was lost, doubled or out of order.
``--assistant real`` puts the trained assistant of LOKET_VAR in the stub's place.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.table import Row, at_most
from bot.settings import current
from tests.messages import killing
from tests.messages.counter import Counter


def main() -> int:
    """Run the plan; 0 when nothing was lost, doubled or reordered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=100)
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=300.0, help="over what time messages and kills are spread")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--assistant", choices=["stub", "real"], default="stub")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    plan = killing.Plan(args.conversations, args.messages, args.kills, args.seconds, seed=args.seed)
    with tempfile.TemporaryDirectory(prefix="loket-kill-") as folder:
        outcome = asyncio.run(_run(Path(folder), plan, real=args.assistant == "real"))
    report = {
        "assistant": args.assistant,
        "messages": outcome.sent,
        "conversations": plan.conversations,
        "duplicates": outcome.duplicates,
        "kills": dict(outcome.kills),
        "seconds": round(outcome.seconds, 1),
        "faults": outcome.faults,
    }
    if args.json:
        print(json.dumps(report, indent=2))
    else:
        for name, value in report.items():
            print(f"{name:14} {value}")
    return 1 if outcome.faults else 0


def measure() -> list[Row]:
    """The whole plan against the stub assistant, as a row of the benchmarks' table: faults found, none allowed."""
    plan = killing.Plan(100, 3000, 60, 300.0, seed=1)
    with tempfile.TemporaryDirectory(prefix="loket-kill-") as folder:
        outcome = asyncio.run(_run(Path(folder), plan, real=False))
    return [at_most("messages lost, doubled or reordered by 60 kills", len(outcome.faults), "faults", 0)]


async def _run(folder: Path, plan: killing.Plan, *, real: bool) -> killing.Outcome:
    rates = {"LOKET_MESSAGE_RATE": "100000/minute", "LOKET_SESSION_RATE": "100000/minute"}
    counter = Counter(folder / "var", rates, (sys.executable, "-m", "bot.assistant") if real else None)
    counter.prepare()
    if real:
        (counter.var / "models").symlink_to(current().model_dir)
    try:
        counter.start()
        counter.wait_until_up()
        counter.wait_for_assistant("ready")
        outcome = await killing.run(counter, plan)
        if not real:
            killing.check_stub(counter, outcome)
        return outcome
    finally:
        counter.close()


if __name__ == "__main__":
    sys.exit(main())
