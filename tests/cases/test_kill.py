"""Killed anywhere in the middle of filing, there is the draft or the one case; its code is told after the restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from bot.settings import ROOT
from desk.cases import audit, codes, drafts
from desk.cases.models import Case, Category, Contact, Draft, News
from tests.cases.conftest import NOW, answers

POINTS = ("filing._case", "filing._contact", "deadlines.start", "news.tell", "audit.append", "filing.file")


def process(draft: str, where: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The filing process on the database of this test."""
    database = connection.settings_dict
    environment = {**os.environ, "LOKET_VAR": str(folder), "LOKET_SECRET_KEY": django_settings.SECRET_KEY}
    if connection.vendor == "sqlite":
        (folder / "desk.db").unlink(missing_ok=True)
        (folder / "desk.db").symlink_to(database["NAME"])
    else:
        host = database["HOST"].replace("/", "%2F")
        environment["LOKET_DATABASE_URL"] = (
            f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}:{database['PORT']}/{database['NAME']}"
        )
    command = [sys.executable, "-m", "tests.cases.filer", draft, where]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_filing_there_is_the_draft_or_the_one_case(
    categories: dict[str, Category], tmp_path: Path
) -> None:
    for number, where in enumerate(POINTS):
        draft = drafts.begin(
            channel="web", language="en", now=NOW, kind="complaint", answers=answers("staff-conduct")
        ).id
        killed = process(draft, where, tmp_path)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert Draft.objects.count() + Case.objects.count() - number == 1, where
        told = [process(draft, "nowhere", tmp_path).stdout.strip() for _ in range(2)]
        assert told[0] == told[1] and codes.read(told[0])
        assert not Draft.objects.exists() and Case.objects.count() == number + 1
    assert Contact.objects.count() == News.objects.count() == len(POINTS)
    assert audit.verify().whole
