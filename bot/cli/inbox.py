"""``loket inbox``: messages that could not be answered."""

from __future__ import annotations

import argparse

from bot.cli.main import CommandError
from bot.cli.tables import print_rows, set_up_desk

HELP = "Messages that were parked because their own turn kept failing: look at them, try again, or give up."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list parked messages, oldest first, without their texts")
    listing.add_argument("--json", action="store_true", help="as JSON")
    retry = actions.add_parser("retry", help="try parked messages again")
    drop = actions.add_parser("drop", help="give parked messages up; they stay in the transcript")
    for action in (retry, drop):
        action.add_argument("ids", nargs="+", metavar="ID", help="id from `loket inbox list`, or all")


def run(args: argparse.Namespace) -> int:
    """Do it. Raises `CommandError` where an id is not that of a parked message."""
    set_up_desk()
    from desk.messages import inbox

    if args.action == "list":
        columns = ("id", "channel", "conversation", "stored_at", "attempts", "error")
        print_rows(inbox.parked(), columns, as_json=args.json, empty="No message is parked.")
        return 0
    ids = [str(row["id"]) for row in inbox.parked()] if args.ids == ["all"] else args.ids
    for turn in ids:
        done = inbox.retry(turn) if args.action == "retry" else inbox.drop(turn)
        if not done:
            raise CommandError(f"no parked message has the id {turn}: `loket inbox list` shows them.")
        print(f"{turn}: {'will be tried again' if args.action == 'retry' else 'given up'}")
    return 0
