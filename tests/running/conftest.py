"""A whole counter: every process, started by the same command that people use, on ports of its own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT

PATIENCE = 90.0


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in sockets:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in sockets]


class Counter:
    """An installation in a folder of its own; ``loket`` runs a command in it."""

    def __init__(self, var: Path) -> None:
        web, assistant = free_ports(2)
        self.var = var
        self.web = f"http://127.0.0.1:{web}"
        self.environment = {
            **os.environ,
            "LOKET_VAR": str(var),
            "LOKET_PORT": str(web),
            "LOKET_ASSISTANT_PORT": str(assistant),
            "DJANGO_SETTINGS_MODULE": "channels.settings",
        }
        self._main: subprocess.Popen[bytes] | None = None

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-W", "ignore", "-c", "from bot.cli.main import main; raise SystemExit(main())", *words]

    def loket(self, *words: str, timeout: float = 120, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``loket WORDS`` to its end."""
        return subprocess.run(
            self.command(*words),
            cwd=ROOT,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def python(self, code: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run Python code in the installation's environment."""
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def ask(self, text: str, *words: str) -> dict[str, Any]:
        """The JSON of ``loket ask``."""
        done = self.loket("ask", text, "--json", *words)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.loket("status", "--json").stdout)
        return found

    def states(self) -> dict[str, str]:
        return {row["name"]: row["state"] for row in self.status()["processes"]}

    def start(self) -> None:
        self.launch()
        self.wait_until_up()

    def launch(self) -> None:
        """``loket run``, without waiting for anything."""
        with (self.var / "log").open("ab") as log:
            self._main = subprocess.Popen(
                self.command("run"), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def wait_until_up(self) -> None:
        end = time.monotonic() + PATIENCE
        while set(self.states().values()) != {"up"}:
            assert time.monotonic() < end, self.log()[-4000:]
            assert self._main is not None and self._main.poll() is None, self.log()[-4000:]
            time.sleep(0.3)

    def interrupt(self) -> int:
        """What Ctrl-C does; returns the exit code."""
        assert self._main is not None
        self._main.send_signal(signal.SIGINT)
        return self._main.wait(timeout=30)

    def log(self) -> str:
        return (self.var / "log").read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def running(prepared: Path, var: Path) -> Iterator[Counter]:
    """A counter that runs in ``var``, a copy of the prepared folder, as long as the context."""
    shutil.copytree(prepared, var, ignore=shutil.ignore_patterns("run", "log"))
    found = Counter(var)
    found.start()
    try:
        yield found
    finally:
        found.loket("stop")


@pytest.fixture
def stopped(prepared: Path, tmp_path: Path) -> Counter:
    """A counter that does not run, in a copy of the prepared folder."""
    var = tmp_path / "var"
    shutil.copytree(prepared, var, copy_function=os.link, ignore=shutil.ignore_patterns("*.db*", "run", "log"))
    for database in prepared.glob("*.db"):
        shutil.copy2(database, var / database.name)
    return Counter(var)


@pytest.fixture(scope="module")
def counter(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A counter that runs, shared by the tests of a module."""
    with running(prepared, tmp_path_factory.mktemp("running") / "var") as found:
        yield found
