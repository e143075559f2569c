"""``loket status``."""

from __future__ import annotations

import argparse
import json

from bot.processes import status
from bot.settings import current

HELP = "Say which processes run, where, and how they are. Exit code 1 where one is not up."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    found = status(current())
    if args.json:
        print(json.dumps(found, indent=2))
    else:
        print(f"web   {found['web']}/\ndesk  {found['desk']}\n")
        for row in found["processes"]:
            print(f"{row['name']:12} {row['state']:9} pid {row['pid'] or '-':<8} {row['url']}")
        for name, error in found["failing_jobs"].items():
            print(f"job '{name}' failed: {error}; it is tried again, see 'loket doctor'")
        for name, channel in found["channels"].items():
            parts = [channel["mode"], f"sender {channel['sender']}"]
            parts += [f"poller {channel['poller']}"] if "poller" in channel else []
            parts += (
                [f"{channel['to_send']} to send ({channel['failing']} failed before)"]
                if channel["failing"]
                else [f"{channel['to_send']} to send"]
            )
            parts += [f"{channel['to_read']} to read"]
            print(f"{name:10} {', '.join(parts)}")
    return 0 if all(row["state"] == "up" for row in found["processes"]) else 1
