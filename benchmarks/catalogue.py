"""Importing a real city's 478 services: the first time, and again with nothing changed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from benchmarks.search import LOKET, register
from benchmarks.table import Row
from bot.settings import ROOT


def _timed(var: str, *words: str) -> float:
    environment = {**os.environ, "LOKET_VAR": var, "DJANGO_SETTINGS_MODULE": "channels.settings"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure() -> list[Row]:
    """Seconds of ``loket catalogue import``, its start included; the start alone is the peer."""
    city = register()
    if city is None:
        return []
    with tempfile.TemporaryDirectory() as var:
        _timed(var, "-m", "django", "migrate", "--verbosity", "0")
        start = _timed(var, "-m", "django", "version")
        command = (*LOKET, "catalogue", "import", str(city))
        first = _timed(var, *command, "--format", "helsinki")
        again = _timed(var, *command, "--format", "helsinki")
    peer = f"starting Django {start:.3g} s"
    return [
        Row("import of 478 services, first time", first, "s", peer, first / start),
        Row("import of 478 services, unchanged", again, "s", peer, again / start),
    ]
