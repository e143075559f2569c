"""``loket evaluate``: measure search, intents, language or danger on a file of examples."""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Mapping
from pathlib import Path

from bot.cli.main import CommandError
from bot.evaluation import FileError, Report

HELP = "Measure a part of the assistant on a file of examples; prints the rates for each language and all."

# Each is a module of bot.evaluation with ``evaluate(*paths) -> Report`` that raises FileError.
PARTS = {
    "search": "FILE.tsv with the columns ids (acceptable service ids, separated by commas), lang, question",
    "intents": "FILE.yml, Rasa NLU test data",
    "language": "FILE.tsv with the columns lang, text",
    "danger": "FILE.tsv with the columns danger (1 or 0), lang, text",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    for name, files in PARTS.items():
        part = parts.add_parser(name, help=files)
        part.add_argument("files", type=Path, metavar="FILE", nargs="+")
        part.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Measure and print; 0 when it could be measured."""
    missing = [file for file in args.files if not file.exists()]
    if missing:
        raise CommandError(f"there is no {missing[0]}. Give {PARTS[args.part]}.")
    if args.part == "search" and len(args.files) > 1:
        raise CommandError("search is measured on one file at a time, against the catalogue it was made for.")
    try:
        report: Report = importlib.import_module(f"bot.evaluation.{args.part}").evaluate(*args.files)
    except FileError as error:
        raise CommandError(str(error)) from error
    print(json.dumps(report, ensure_ascii=False) if args.json else _table(report))
    return 0


def _table(report: Report) -> str:
    """A line a language and one for all; rates in percent."""
    names = list(report["all"])
    lines = ["".join(f"{cell:>10}" for cell in ("", *names))]
    rows: list[tuple[str, Mapping[str, float]]] = [*sorted(report["languages"].items()), ("all", report["all"])]
    for language, values in rows:
        cells = [_cell(values[name]) for name in names]
        lines.append("".join(f"{cell:>10}" for cell in (language, *cells)))
    return "\n".join(lines)


def _cell(value: float) -> str:
    return f"{100 * value:.1f} %" if isinstance(value, float) else str(value)
