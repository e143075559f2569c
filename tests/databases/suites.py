"""The suites of what the desk keeps, on a PostgreSQL server of their own: ``python -m tests.databases.suites VAR``."""

from __future__ import annotations

import os
import subprocess
import sys

from bot.settings import ROOT
from tests.databases.server import Absent, running

ABSENT = 77  # as in Automake: what is needed is not there
SUITES = (
    "tests/cases",
    *(f"tests/messages/test_{name}.py" for name in ("inbox", "turns", "written", "accepting")),
    *(f"tests/messages/test_{name}.py" for name in ("sender", "arrivals", "composed", "keeping")),
    "tests/catalogue",
    *(f"tests/sms/test_{name}.py" for name in ("taking", "consent", "intake")),
    *(f"tests/actions/test_{name}.py" for name in ("linking", "filing")),
    *(f"tests/open311/test_{name}.py" for name in ("calls", "filters", "posting", "privacy", "keys", "speed")),
)


def main(var: str) -> int:
    """The exit status of pytest, or `ABSENT`."""
    try:
        with running() as address:
            environment = {**os.environ, "LOKET_DATABASE_URL": address, "LOKET_VAR": var, "OMP_NUM_THREADS": "1"}
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SUITES]
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except Absent as absent:
        print(absent)
        return ABSENT


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
