"""What ``loket categories`` and ``loket streets`` share: a file of the town's, imported as a whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.cli.main import CommandError


def configure(parser: argparse.ArgumentParser, kind: str) -> None:
    """The words of the command; ``kind`` says what file is wanted."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="importing twice changes nothing")
    importing.add_argument("file", type=Path, metavar="FILE", help=kind)
    importing.add_argument("--if-empty", action="store_true", help="do nothing when there are some already")


def take(args: argparse.Namespace, noun: str, present: bool, take_in: Callable[[Path], Any]) -> int:
    """Do it; 0 when done. Raises `CommandError` naming the entry to mend."""
    from desk.cases.importing import UnusableFile

    if args.if_empty and present:
        print(f"There are {noun} already: nothing imported.")
        return 0
    try:
        done = take_in(args.file)
    except UnusableFile as error:
        raise CommandError(str(error)) from error
    print(f"{noun}: {done.added} new, {done.changed} changed, {done.unchanged} unchanged, {done.retired} retired")
    return 0
