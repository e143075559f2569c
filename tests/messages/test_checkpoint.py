"""SQLite's log is moved into the file by the worker, and begins anew before it grows without end."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from desk import checkpoint
from desk.people.models import Person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its log itself"),
]


def _log() -> Path:
    return Path(f"{connection.settings_dict['NAME']}-wal")


def _write(count: int) -> None:
    for _ in range(count):
        Person.objects.create(language="en")


def test_whoever_writes_does_not_move_the_log() -> None:
    file = Path(connection.settings_dict["NAME"])
    checkpoint.checkpoint()
    before = file.stat().st_mtime_ns
    _write(400)  # SQLite itself would move it at the thousandth page
    assert file.stat().st_mtime_ns == before
    checkpoint.checkpoint()
    assert file.stat().st_mtime_ns > before


def test_a_long_log_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "MOST_PAGES", 50)
    _write(100)
    checkpoint.checkpoint()
    size = _log().stat().st_size
    _write(10)
    checkpoint.checkpoint()
    assert _log().stat().st_size == size
    assert Person.objects.count() == 110
