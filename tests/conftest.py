"""The trained installation, which takes minutes to make: made beside the tests that need none of it, which go first."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.settings import ROOT

_NICENESS = 19
_MADE = pytest.StashKey["Preparation"]()


class Preparation:
    """``python -m tests.preparing``, under way in a process of its own that gives way to the tests."""

    def __init__(self) -> None:
        self.var = Path(tempfile.mkdtemp(prefix="loket-prepared-"))
        self._log = (self.var / "preparing.log").open("w+b")
        command = ["nice", "-n", str(_NICENESS), sys.executable, "-m", "tests.preparing", str(self.var)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=self._log, stderr=self._log, start_new_session=True)

    def wait(self) -> Path:
        """The folder, once all is made. Raises AssertionError with what was said where that failed."""
        code = self._process.wait()
        self._log.seek(0)
        assert code == 0, self._log.read().decode(errors="replace")[-4000:]
        return self.var

    def end(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()
        shutil.rmtree(self.var, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the trained model goes last."""
    items.sort(key=_needs_model)


def pytest_itemcollected(item: pytest.Item) -> None:
    if "prepared" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.model)


def _needs_model(item: pytest.Item) -> bool:
    return item.get_closest_marker("model") is not None


def pytest_collection_finish(session: pytest.Session) -> None:
    wanted = any(map(_needs_model, session.items))
    if wanted and not session.config.option.collectonly:
        session.config.stash[_MADE] = Preparation()


def pytest_unconfigure(config: pytest.Config) -> None:
    made = config.stash.get(_MADE, None)
    if made is not None:
        made.end()


@pytest.fixture(scope="session")
def prepared(pytestconfig: pytest.Config) -> Path:
    """A var folder with a trained model and the demo catalogue, its vectors made; see `tests.preparing`."""
    return pytestconfig.stash[_MADE].wait()
