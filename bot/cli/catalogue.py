"""``loket catalogue``: import, export or check the catalogue of services."""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.desk import open_desk
from bot.cli.main import CommandError

if TYPE_CHECKING:
    from desk.catalogue.importing.problems import Problem
    from desk.catalogue.importing.run import Request

HELP = "Import services from files, export the active catalogue, or only check files."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="make the services of the files the active catalogue")
    _reading(importing)
    importing.add_argument("--source", default="", metavar="NAME", help="name of the catalogue (default: the file's)")
    importing.add_argument("--add", action="store_true", help="keep the services of other sources active, too")
    importing.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    importing.add_argument("--if-empty", action="store_true", help="do nothing when there is a catalogue already")
    checking = actions.add_parser("check", help="say what is wrong in files, and import nothing")
    _reading(checking)
    exporting = actions.add_parser("export", help="write the active catalogue as CPSV-AP 3.2.0")
    exporting.add_argument("file", type=Path, metavar="FILE")
    exporting.add_argument(
        "--format", choices=["jsonld", "turtle"], default=None, help="how to write it (default: by the file's name)"
    )


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files, or folders of .jsonld files")
    parser.add_argument("--format", choices=["cpsv", "helsinki"], default=None, help="how the files are written")
    parser.add_argument("--default-language", default="", metavar="L", help="language of texts that name none")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when all went well, 1 when some service or file could not be used."""
    open_desk()
    # What rdflib logs of odd values, the checks tell by service and property.
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    from desk.catalogue.importing.problems import ImportFailed

    try:
        return {"import": _import, "check": _check, "export": _export}[args.action](args)
    except ImportFailed as error:
        raise CommandError(str(error)) from error


def _request(args: argparse.Namespace) -> Request:
    from desk.catalogue.importing.run import Format, Request, guess_format, source_name

    files = _files(args.files)
    form = Format(args.format) if args.format else guess_format(files)
    name = getattr(args, "source", "") or source_name(args.files, form)
    return Request(
        files,
        form,
        name,
        args.default_language,
        add=getattr(args, "add", False),
        dry_run=getattr(args, "dry_run", False),
    )


def _files(given: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in given:
        found = sorted(path.glob("*.jsonld")) if path.is_dir() else [path]
        if not found:
            raise CommandError(f"{path} holds no .jsonld file. Name the files.")
        files.extend(found)
    # A context only explains other files.
    return [path for path in files if path.name != "context.jsonld"] or files


def _import(args: argparse.Namespace) -> int:
    from desk.catalogue.importing.run import run_import
    from desk.catalogue.models import Source

    if args.if_empty and Source.objects.filter(active=True).exclude(slug=Source.DESK).exists():
        print("There is a catalogue already: nothing imported.")
        return 0
    started = time.monotonic()
    done = run_import(_request(args), dt.datetime.now(dt.timezone.utc))
    failed = _tell(done.problems, notes=False)
    took = f"{time.monotonic() - started:.1f} s"
    if done.stored is None:
        print(f"{done.source}: {done.services} services, nothing changed ({took})")
        return 0
    would = "would be " if args.dry_run else ""
    print(
        f"{done.source}: {done.services} services: {would}{done.stored.added} new, {done.stored.changed} changed, "
        f"{done.stored.unchanged} unchanged, {done.stored.vanished} vanished; {failed} not usable ({took})"
    )
    return 1 if failed else 0


def _check(args: argparse.Namespace) -> int:
    from desk.catalogue.importing.run import read

    records, problems = read(_request(args))
    failed = _tell(problems, notes=True)
    print(f"{len(records)} services checked: {len(records) - failed} good, {failed} not usable")
    return 1 if failed else 0


def _export(args: argparse.Namespace) -> int:
    from desk.catalogue.exporting import ExportFormat, write
    from desk.catalogue.stored import active_records
    from desk.catalogue.town import town

    turtle = args.format == "turtle" or (args.format is None and args.file.suffix == ".ttl")
    form = ExportFormat.TURTLE if turtle else ExportFormat.JSONLD
    records = active_records()
    if not records:
        raise CommandError("there is no catalogue to export. Import one first: loket catalogue import FILE")
    try:
        number = write(records, args.file, form, town().country)
    except OSError as error:
        raise CommandError(f"cannot write {args.file}: {error.strerror}. Choose another place.") from error
    print(f"{number} services written to {args.file}")
    return 0


def _tell(problems: Iterable[Problem], notes: bool) -> int:
    """Print what is wrong, notes only where asked for; returns how many services cannot be used."""
    serious = [problem for problem in problems if problem.serious]
    minor = [problem for problem in problems if not problem.serious]
    for problem in (*serious, *(minor if notes else ())):
        print(problem)
    if minor and not notes:
        print(f"{len(minor)} notes; loket catalogue check lists them")
    return len({problem.service for problem in serious})
