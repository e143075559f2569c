"""Promises of the command line to whoever runs the counter."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from bot.cli.main import main
from bot.settings import ROOT
from desk.catalogue import models, reading
from tests.catalogue import files
from tests.catalogue.conftest import NOW, Importer
from tests.catalogue.files import LIBRARY, PERMIT, permit

Capture = pytest.CaptureFixture[str]


def test_import_check_and_export_tell_what_they_did(db: None, tmp_path: Path, capsys: Capture) -> None:
    path = files.write(tmp_path / "town.jsonld", PERMIT, LIBRARY)
    assert main(["catalogue", "check", str(path)]) == 0
    assert "2 services checked: 2 good, 0 not usable" in capsys.readouterr().out
    assert main(["catalogue", "import", str(path)]) == 0
    assert "town: 2 services: 2 new" in capsys.readouterr().out
    assert main(["catalogue", "import", str(path)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    for name in ("out.jsonld", "out.ttl"):
        assert main(["catalogue", "export", str(tmp_path / name)]) == 0
        assert main(["catalogue", "check", str(tmp_path / name)]) == 0


def test_the_exit_code_tells_that_some_services_were_left_out(db: None, tmp_path: Path, capsys: Capture) -> None:
    path = files.write(tmp_path / "town.jsonld", permit(authority=None), LIBRARY)
    assert main(["catalogue", "import", str(path)]) == 1
    out = capsys.readouterr().out
    assert "error: parking-permit (Parking permit): cv:hasCompetentAuthority: is missing: add it" in out
    assert "1 new" in out and "1 not usable" in out


def test_a_folder_is_imported_as_one_catalogue(db: None, tmp_path: Path) -> None:
    files.write(tmp_path / "one.jsonld", PERMIT)
    files.write(tmp_path / "two.jsonld", LIBRARY)
    assert main(["catalogue", "import", "--source", "town", str(tmp_path)]) == 0
    assert len(reading.services("en")) == 2


def test_if_empty_leaves_an_imported_catalogue_alone(load_services: Importer, tmp_path: Path, capsys: Capture) -> None:
    load_services(LIBRARY)
    path = files.write(tmp_path / "demo.jsonld", PERMIT)
    assert main(["catalogue", "import", "--if-empty", str(path)]) == 0
    assert [identifier for identifier, _ in reading.services("en")] == ["library-card"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["import", "absent.jsonld"], "Check the name"),
        (["import", "services.docx"], "ends in .jsonld"),
        (["export", "/nonexistent/file.ttl"], "Import one first"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line_with_the_way_out(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, words: list[str], told: str
) -> None:
    (tmp_path / "services.docx").write_text("words")
    monkeypatch.chdir(tmp_path)
    assert main(["catalogue", *words]) == 1
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1


def test_a_notice_is_added_listed_and_removed(load_services: Importer, capsys: Capture) -> None:
    load_services(PERMIT)
    words = ["notice", "add", "en=No permits this week.", "fi=Ei tunnuksia.", "--from", "2026-03-01"]
    assert main([*words, "--to", "2026-03-07", "--urgent", "--service", "parking-permit"]) == 0
    (notice,) = reading.notices("fi", NOW)
    assert (notice.text.value, notice.urgent, notice.service) == ("Ei tunnuksia.", True, "parking-permit")
    # A day given as the end counts to midnight in the town.
    assert str(models.Notice.objects.get().valid_to) == "2026-03-07 22:00:00+00:00"
    assert main(["notice", "list", "--all"]) == 0
    listed = capsys.readouterr().out
    assert "urgent, service parking-permit" in listed and "en: No permits this week." in listed
    assert main(["notice", "remove", str(notice.id)]) == 0
    assert reading.notices("fi", NOW) == ()


@pytest.mark.parametrize(
    "words",
    [
        ["add", "Closed."],
        ["add", "en=Closed.", "--from", "Friday"],
        ["add", "en=Closed.", "--from", "2026-03-02", "--to", "2026-03-01"],
        ["add", "en=Closed.", "--service", "nothing"],
        ["add", "en=Closed.", "--url", "javascript:alert(1)"],
        ["remove", "99"],
    ],
)
def test_a_notice_that_makes_no_sense_is_refused(db: None, capsys: Capture, words: list[str]) -> None:
    assert main(["notice", *words]) == 1
    assert capsys.readouterr().err.startswith("loket notice: ")
    assert not models.Notice.objects.exists()


def test_users_get_their_role_and_are_listed(db: None, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, role in (("eeva", "editor"), ("antti", "administrator")):
        monkeypatch.setattr("sys.stdin", io.StringIO("tall-birches-by-the-lake\n"))
        assert main(["user", "add", name, "--role", role, "--password-stdin"]) == 0
    eeva, antti = User.objects.get(username="eeva"), User.objects.get(username="antti")
    assert eeva.has_perm("catalogue.change_service") and not eeva.has_perm("auth.add_user") and eeva.is_staff
    assert antti.is_superuser and antti.password.startswith("argon2")
    assert main(["user", "list"]) == 0
    listed = capsys.readouterr().out
    assert "eeva  editor" in listed and "antti  administrator" in listed


@pytest.mark.parametrize("password", ["", "short", "password123"])
def test_a_weak_password_is_refused(db: None, capsys: Capture, monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    assert main(["user", "add", "eeva", "--role", "editor", "--password-stdin"]) == 1
    assert "password" in capsys.readouterr().err and not User.objects.exists()


def test_a_first_import_makes_the_database(tmp_path: Path) -> None:
    """In a process of its own, as on a fresh machine."""
    path = files.write(tmp_path / "town.jsonld", PERMIT)
    environment = {**os.environ, "LOKET_VAR": str(tmp_path / "var"), "LOKET_DATABASE_URL": ""}
    code = "import sys; from bot.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "catalogue", "import", str(path)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "town: 1 services: 1 new" in done.stdout and (tmp_path / "var" / "desk.db").exists()
