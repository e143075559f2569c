"""Everything that the desk keeps works the same on PostgreSQL: its suites run again on a server of this test's own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT

SUITES = (
    "tests/cases",
    *(f"tests/messages/test_{name}.py" for name in ("inbox", "turns", "sender", "arrivals")),
    "tests/catalogue",
    *(f"tests/sms/test_{name}.py" for name in ("taking", "consent")),
    "tests/actions/test_linking.py",
    *(f"tests/open311/test_{name}.py" for name in ("calls", "filters", "posting", "privacy", "keys", "speed")),
)
USERS = ("postgres", "nobody")
_NAME = "loket"


def binaries() -> Path | None:
    """Debian's newest PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def as_user(command: list[str]) -> list[str]:
    """The command as somebody whom PostgreSQL accepts: it refuses to run as root."""
    if os.geteuid() != 0:
        return command
    user = next(name for name in USERS if name in {entry.pw_name for entry in pwd.getpwall()})
    return ["setpriv", f"--reuid={user}", "--regid=nogroup", "--clear-groups", *command]


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a database on a server that lives as long as the test; only its socket can be reached."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is absent: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="loket-pg-"))
    folder.chmod(0o777)
    data = folder / "data"
    start = [f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"]
    try:
        run(as_user([str(programs / "initdb"), "-D", str(data), "-U", _NAME, "-A", "trust", "-E", "UTF8", "-N"]))
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
        run(as_user([*control, "-l", str(folder / "log"), "-o", *start, "start"]))
        try:
            run([str(programs / "createdb"), "-h", str(folder), "-U", _NAME, _NAME])
            yield f"postgresql://{_NAME}@{str(folder).replace('/', '%2F')}/{_NAME}"
        finally:
            run(as_user([*control, "-m", "immediate", "stop"]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str]) -> None:
    # The server keeps standard output open: a pipe would never end.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, check=False, cwd="/")
        said.seek(0)
        assert done.returncode == 0, f"{command[0]}: {said.read()[-2000:]}"


def test_the_suites_of_the_desk_pass_on_postgresql(server: str, tmp_path: Path) -> None:
    environment = {**os.environ, "LOKET_DATABASE_URL": server, "LOKET_VAR": str(tmp_path), "OMP_NUM_THREADS": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SUITES]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
