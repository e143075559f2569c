"""Processes of their own on the database of a test, which may be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings as django_settings
from django.db import connection

from bot.settings import ROOT


def run_on_this_database(module: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module…`` on the database of this test, with ``folder`` for its files."""
    database = connection.settings_dict
    environment = {**os.environ, "LOKET_VAR": str(folder), "LOKET_SECRET_KEY": django_settings.SECRET_KEY}
    if connection.vendor == "sqlite":
        (folder / "desk.db").unlink(missing_ok=True)
        (folder / "desk.db").symlink_to(database["NAME"])
    else:
        host = database["HOST"].replace("/", "%2F")
        environment["LOKET_DATABASE_URL"] = (
            f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}:{database['PORT']}/{database['NAME']}"
        )
    command = [sys.executable, "-m", *module]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
