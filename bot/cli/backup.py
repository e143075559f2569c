"""``loket backup``: the databases, secrets and files of this installation in one archive."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

from bot.cli.main import CommandError
from bot.settings import Settings, current

HELP = "Copy databases, secrets and attachments to an archive, while everything runs. Models and vectors are made anew."
SQLITE = ("desk.db", "tracker.db")
DUMP = "database.pgdump"
FILES = ("django.secret", "identities.secret", "assistant.token", "telegram.secret", "attachments")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, nargs="?", help="default: loket-<date>.tar.gz in this folder")


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online backup: a consistent copy of a database that is being written."""
    with contextlib.closing(sqlite3.connect(source)) as reading, contextlib.closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def _dump_postgresql(settings: Settings, target: Path) -> None:
    if shutil.which("pg_dump") is None:
        raise CommandError("pg_dump is missing: apt-get install postgresql-client.")
    command = ["pg_dump", "--format=custom", f"--file={target}", settings.database_url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"pg_dump failed: {done.stderr.strip()}")


def backup(settings: Settings, archive: Path) -> list[str]:
    """Write the archive, readable by its owner alone; returns the names in it. Raises `CommandError`."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as scratch:
        folder = Path(scratch)
        if settings.database_url:
            _dump_postgresql(settings, folder / DUMP)
        for name in SQLITE:
            if (settings.var / name).exists():
                _copy_sqlite(settings.var / name, folder / name)
        for name in FILES:
            source = settings.var / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
            elif source.exists():
                shutil.copy2(source, folder / name)
        names = sorted(path.name for path in folder.iterdir())
        if not names:
            raise CommandError(f"there is nothing in {settings.var} to back up.")
        partial = archive.with_name(f".{archive.name}.partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as tar:
            for name in names:
                tar.add(folder / name, arcname=name)
        partial.replace(archive)
    return names


def run(args: argparse.Namespace) -> int:
    day = dt.datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    archive = (args.archive or Path(f"loket-{day}.tar.gz")).resolve()
    try:
        names = backup(current(), archive)
    except (OSError, sqlite3.Error) as error:
        raise CommandError(f"the backup was not written: {error}.") from error
    print(f"{archive} holds {', '.join(names)}. It holds secrets and personal data: keep it locked away.")
    return 0
