"""What the tests of the catalogue share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import current
from desk.catalogue.importing.run import Format, Imported, Request, run_import
from tests.catalogue import files

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone.utc)
Importer = Callable[..., Imported]


@pytest.fixture
def load_services(db: None, tmp_path: Path) -> Importer:
    """Import services (as tests/catalogue/files.py writes them) at a time."""

    def load(*services: dict[str, Any], now: dt.datetime = NOW, source: str = "town", **options: Any) -> Imported:
        path = files.write(tmp_path / "catalogue.jsonld", *services)
        return run_import(Request([path], Format.CPSV, source, **options), now)

    return load


@pytest.fixture(scope="session")
def helsinki_file() -> Path:
    """The city's register."""
    return shared("helsinki/errandservices.json")


def shared(name: str) -> Path:
    """A file of real data, or the test is skipped."""
    path = current().shared / "data" / name
    if not path.exists():
        pytest.skip(f"real data is absent: {path.name} (LOKET_SHARED)")
    return path
