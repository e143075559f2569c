"""``loket restore``: bring an archive of ``loket backup`` back."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from bot.cli.backup import DUMP, FILES, SQLITE
from bot.cli.main import CommandError
from bot.processes import pid_of
from bot.settings import Settings, current

HELP = "Bring back what 'loket backup' saved. What is there now is set aside, not deleted."
KNOWN = frozenset((*SQLITE, *FILES, DUMP))


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path)


def _unpack(archive: Path, folder: Path) -> list[str]:
    try:
        with tarfile.open(archive) as tar:
            members = tar.getmembers()
            for member in members:
                top = member.name.split("/")[0]
                if top not in KNOWN or ".." in member.name or not (member.isfile() or member.isdir()):
                    raise CommandError(f"{archive} is not a backup of Loket: it holds {member.name!r}.")
            tar.extractall(folder, members=members)
    except (OSError, tarfile.TarError) as error:
        raise CommandError(f"cannot read {archive}: {error}.") from error
    return sorted(path.name for path in folder.iterdir())


def _restore_postgresql(settings: Settings, dump: Path) -> None:
    if not settings.database_url:
        raise CommandError("the archive holds a PostgreSQL dump: set LOKET_DATABASE_URL to where it shall go.")
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={settings.database_url}", str(dump)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"pg_restore failed: {done.stderr.strip()}")


def restore(settings: Settings, archive: Path) -> tuple[list[str], Path]:
    """Bring the archive back; returns its names and where the old files lie now. Raises `CommandError`."""
    if pid_of(settings, "loket"):
        raise CommandError("Loket runs: 'make stop' first.")
    settings.var.mkdir(parents=True, exist_ok=True)
    aside = settings.var / f"before-restore-{dt.datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
    with tempfile.TemporaryDirectory(dir=settings.var) as scratch:
        folder = Path(scratch)
        names = _unpack(archive, folder)
        if DUMP in names:
            _restore_postgresql(settings, folder / DUMP)
            names.remove(DUMP)
        aside.mkdir()
        for name in names:
            # A database's write-ahead log belongs to the old file and must not meet the new one.
            for old in (name, f"{name}-wal", f"{name}-shm"):
                if (settings.var / old).exists():
                    shutil.move(str(settings.var / old), str(aside / old))
            shutil.move(str(folder / name), str(settings.var / name))
    return names, aside


def run(args: argparse.Namespace) -> int:
    names, aside = restore(current(), args.archive.resolve())
    print(f"Restored {', '.join(names) or 'the database'}. What was there before lies in {aside}.")
    return 0
