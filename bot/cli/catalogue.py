"""``loket catalogue``: import, export or check the catalogue of services."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import time
from pathlib import Path

HELP = "Import services from files, export the active catalogue, or only check files."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="make the services of the files the active catalogue")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _reading(importing)
    importing.add_argument("--add", action="store_true", help="keep the services of other sources active, too")
    importing.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["cpsv", "helsinki"], default=None, help="how the files are written")
    parser.add_argument("--default-language", default="", metavar="L", help="language of texts that name none")
    parser.add_argument("--source", default="", metavar="NAME", help="name of the catalogue (default: the file's)")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when all went well, 1 when something could not be used."""
    _set_up()
    return _import(args)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    import django

    django.setup()


def _import(args: argparse.Namespace) -> int:
    from bot.cli.main import CommandError
    from desk.catalogue.importing.problems import ImportFailed
    from desk.catalogue.importing.run import Format, Request, run_import

    started = time.monotonic()
    form = Format(args.format or "cpsv")
    name = args.source or ("helsinki" if form is Format.HELSINKI else args.files[0].stem)
    request = Request(args.files, form, name, args.default_language, args.add, args.dry_run)
    try:
        done = run_import(request, dt.datetime.now(dt.timezone.utc))
    except ImportFailed as error:
        raise CommandError(str(error)) from error
    for problem in done.problems:
        print(problem)
    took = time.monotonic() - started
    if done.stored is None:
        print(f"{done.source}: {done.services} services, nothing changed ({took:.1f} s)")
        return 0
    print(
        f"{done.source}: {done.services} services: {done.stored.added} new, {done.stored.changed} changed, "
        f"{done.stored.unchanged} unchanged, {done.stored.vanished} vanished ({took:.1f} s)"
    )
    return 1 if any(problem.serious for problem in done.problems) else 0
