"""``loket streets``: the town's streets, from a file."""

from __future__ import annotations

import argparse

from bot.cli import townfile
from bot.cli.desk import open_desk

HELP = "Make a file's streets the town's."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    townfile.configure(parser, "CSV with the column name, as data/town/streets.csv")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done. Raises `CommandError` naming the entry to mend."""
    open_desk()
    from desk.cases.importing import import_streets
    from desk.cases.models import Street

    return townfile.take(args, "streets", Street.objects.exists(), import_streets)
