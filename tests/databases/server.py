"""A PostgreSQL server of a test's own, reached by its socket alone."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

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


class Absent(LookupError):
    """No PostgreSQL is installed."""


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of a database on a server that lives as long as the context. Raises `Absent`."""
    programs = binaries()
    if programs is None:
        raise Absent("PostgreSQL is absent: apt-get install postgresql")
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
