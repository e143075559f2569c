"""Long jobs that run beside the tests, one after another, each in a process of its own that gives way to them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence

from bot.settings import ROOT

_NICENESS = 19
STOPPED = -1


class Job:
    """``python -m MODULE ARGUMENTS…``, once it is its turn."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = ["nice", "-n", str(_NICENESS), sys.executable, "-m", module, *arguments]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115
        self._process: subprocess.Popen[bytes] | None = None
        self._code = STOPPED
        self._ended = threading.Event()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True
        )

    def wait(self) -> None:
        if self._process is not None:
            self._code = self._process.wait()
        self._ended.set()

    def result(self) -> tuple[int, str]:
        """How it ended and the last of what it said, waiting until it has; `STOPPED` where it did not come to it."""
        self._ended.wait()
        self._log.seek(0)
        return self._code, self._log.read().decode(errors="replace")[-6000:]

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)


class Line:
    """Carries out ``jobs`` in a thread until it is told to `end`."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._lock = threading.Lock()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="beside", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        for job in self._jobs:
            with self._lock:
                if not self._ended:
                    job.start()
            job.wait()

    def end(self) -> None:
        """Kill what is under way; what has not begun never does."""
        with self._lock:
            self._ended = True
            for job in self._jobs:
                job.kill()
        self._thread.join()
