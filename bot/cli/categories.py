"""``loket categories``: the town's categories, from a file."""

from __future__ import annotations

import argparse

from bot.cli import townfile
from bot.cli.desk import open_desk

HELP = "Make a file's categories the town's."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    townfile.configure(parser, "YAML, as data/town/categories.yml")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done. Raises `CommandError` naming the entry to mend."""
    open_desk()
    from desk.cases.importing import import_categories
    from desk.cases.models import Category

    return townfile.take(args, "categories", Category.objects.exists(), import_categories)
