"""``loket outbox``: answers that could not be sent."""

from __future__ import annotations

import argparse

from bot.cli.main import CommandError
from bot.cli.tables import print_rows, set_up_desk

HELP = "Answers that could not be sent (failed, expired or parked): look at them, send again, or delete."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list dead letters, oldest first, without their texts")
    listing.add_argument("--json", action="store_true", help="as JSON")
    retry = actions.add_parser("retry", help="send dead letters again")
    drop = actions.add_parser("drop", help="delete dead letters")
    for action in (retry, drop):
        action.add_argument("ids", nargs="+", metavar="ID", help="id from `loket outbox list`, or all")


def run(args: argparse.Namespace) -> int:
    """Do it. Raises `CommandError` where an id is not that of a dead letter."""
    set_up_desk()
    from desk.messages import outbox

    if args.action == "list":
        columns = ("id", "channel", "conversation", "created_at", "state", "attempts", "error")
        print_rows(outbox.dead_letters(), columns, as_json=args.json, empty="No dead letters.")
        return 0
    ids = [str(row["id"]) for row in outbox.dead_letters()] if args.ids == ["all"] else args.ids
    for text in ids:
        known = text.isdigit() and (outbox.retry if args.action == "retry" else outbox.drop)(int(text))
        if not known:
            raise CommandError(f"no dead letter has the id {text}: `loket outbox list` shows them.")
        print(f"{text}: {'will be sent again' if args.action == 'retry' else 'deleted'}")
    return 0
