"""Killed anywhere in the middle of filing, there is the draft or the one case; its code is told after the restart."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from desk.cases import audit, codes, drafts
from desk.cases.models import Case, Category, Contact, Draft, News
from tests.cases.conftest import NOW, answers
from tests.cases.processes import run_on_this_database

POINTS = ("filing._case", "filing._contact", "deadlines.start", "news.tell", "audit.append", "filing.file")


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_filing_there_is_the_draft_or_the_one_case(
    categories: dict[str, Category], tmp_path: Path
) -> None:
    for number, where in enumerate(POINTS):
        draft = drafts.begin(
            channel="web", language="en", now=NOW, kind="complaint", answers=answers("staff-conduct")
        ).id
        killed = run_on_this_database(["tests.cases.filer", draft, where], tmp_path)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert Draft.objects.count() + Case.objects.count() - number == 1, where
        told = [
            run_on_this_database(["tests.cases.filer", draft, "nowhere"], tmp_path).stdout.strip() for _ in range(2)
        ]
        assert told[0] == told[1] and codes.read(told[0])
        assert not Draft.objects.exists() and Case.objects.count() == number + 1
    assert Contact.objects.count() == News.objects.count() == len(POINTS)
    assert audit.verify().whole
