"""Everything that the desk keeps works the same on PostgreSQL: its suites run again on a server of this test's own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.databases.server import Absent, running

SUITES = (
    "tests/cases",
    *(f"tests/messages/test_{name}.py" for name in ("inbox", "turns", "written", "accepting")),
    *(f"tests/messages/test_{name}.py" for name in ("sender", "arrivals", "composed")),
    "tests/catalogue",
    *(f"tests/sms/test_{name}.py" for name in ("taking", "consent")),
    *(f"tests/actions/test_{name}.py" for name in ("linking", "filing")),
    *(f"tests/open311/test_{name}.py" for name in ("calls", "filters", "posting", "privacy", "keys", "speed")),
)


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a database on a server that lives as long as the test."""
    with contextlib.ExitStack() as stack:
        try:
            address = stack.enter_context(running())
        except Absent as absent:
            pytest.skip(str(absent))
        yield address


def test_the_suites_of_the_desk_pass_on_postgresql(server: str, tmp_path: Path) -> None:
    environment = {**os.environ, "LOKET_DATABASE_URL": server, "LOKET_VAR": str(tmp_path), "OMP_NUM_THREADS": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SUITES]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
