"""Everything that the desk keeps works the same on PostgreSQL."""

from __future__ import annotations

import pytest

from tests.databases.suites import ABSENT


def test_the_suites_of_the_desk_pass_on_postgresql(on_postgresql: tuple[int, str]) -> None:
    code, said = on_postgresql
    if code == ABSENT:
        pytest.skip(said)
    assert code == 0, said
    assert " passed" in said
