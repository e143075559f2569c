"""``loket streets``: the town's streets, from a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.desk import open_desk
from bot.cli.main import CommandError

HELP = "Make a file's streets the town's."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="importing twice changes nothing")
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV with the column name, as data/town/streets.csv")
    importing.add_argument("--if-empty", action="store_true", help="do nothing when there are some already")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done. Raises `CommandError` naming the entry to mend."""
    open_desk()
    from desk.cases import importing
    from desk.cases.models import Street

    if args.if_empty and Street.objects.exists():
        print("There are streets already: nothing imported.")
        return 0
    try:
        done = importing.import_streets(args.file)
    except importing.UnusableFile as error:
        raise CommandError(str(error)) from error
    print(f"streets: {done.added} new, {done.changed} changed, {done.unchanged} unchanged, {done.retired} retired")
    return 0
