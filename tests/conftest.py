"""What takes minutes is made beside the tests that need none of it, which go first: see `tests.beside`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.beside import Job, Line

# By the fixture that waits for it: tests that need it go last, in this order.
_JOBS = ("on_postgresql", "prepared")
_LINE = pytest.StashKey[Line]()
_WANTED = pytest.StashKey[dict[str, Job]]()
_FOLDER = pytest.StashKey[Path]()


def _rank(item: pytest.Item) -> int:
    needed = getattr(item, "fixturenames", ())
    return max((number for number, name in enumerate(_JOBS, start=1) if name in needed), default=0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_rank)


def pytest_itemcollected(item: pytest.Item) -> None:
    if "prepared" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.model)


def pytest_collection_finish(session: pytest.Session) -> None:
    ranks = {_rank(item) for item in session.items}
    if session.config.option.collectonly or not any(ranks):
        return
    folder = session.config.stash[_FOLDER] = Path(tempfile.mkdtemp(prefix="loket-beside-"))
    jobs = {
        "prepared": Job("tests.preparing", str(folder / "prepared")),
        "on_postgresql": Job("tests.databases.suites", str(folder / "postgresql")),
    }
    wanted = {name: job for name, job in jobs.items() if _JOBS.index(name) + 1 in ranks}
    session.config.stash[_WANTED] = wanted
    session.config.stash[_LINE] = Line(tuple(wanted.values()))


def pytest_unconfigure(config: pytest.Config) -> None:
    line = config.stash.get(_LINE, None)
    if line is not None:
        line.end()
        shutil.rmtree(config.stash[_FOLDER], ignore_errors=True)


@pytest.fixture(scope="session")
def prepared(pytestconfig: pytest.Config) -> Path:
    """A var folder with a trained model, the demo catalogue and the small town, all with vectors: `tests.preparing`."""
    code, said = pytestconfig.stash[_WANTED]["prepared"].result()
    assert code == 0, said
    return pytestconfig.stash[_FOLDER] / "prepared"


@pytest.fixture(scope="session")
def on_postgresql(pytestconfig: pytest.Config) -> tuple[int, str]:
    """How the suites of `tests.databases.suites` ended, and what they said."""
    return pytestconfig.stash[_WANTED]["on_postgresql"].result()
