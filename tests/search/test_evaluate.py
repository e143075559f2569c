"""``loket evaluate`` reads its files strictly and measures the active catalogue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.evaluation import FileError, read_tsv
from bot.settings import ROOT

COLUMNS = ("ids", "lang", "question")


def test_a_file_is_read_with_and_without_a_line_of_names(tmp_path: Path) -> None:
    plain, named = tmp_path / "plain.tsv", tmp_path / "named.tsv"
    plain.write_text("1,2\ten\thow?\n", encoding="utf-8")
    named.write_text("# why\nlang\tquestion\tids\nen\thow?\t1,2\n", encoding="utf-8")
    assert read_tsv(plain, COLUMNS) == [{"ids": "1,2", "lang": "en", "question": "how?"}]
    assert read_tsv(named, COLUMNS)[0]["ids"] == "1,2"


@pytest.mark.parametrize(("content", "told"), [("1\ten\n", "line 1"), ("", "no examples"), ("# only\n", "no examples")])
def test_a_wrong_file_is_told_by_line(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "file.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=told):
        read_tsv(file, COLUMNS)


def _loket(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from bot.cli.main import main; raise SystemExit(main())", *words]
    environment = {**os.environ, "LOKET_VAR": str(var), "DJANGO_SETTINGS_MODULE": "channels.settings"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _service(number: int, name: str) -> dict[str, object]:
    text = {"id": number, "name": name, "description": f"{name} of the town.", "channels": []}
    text |= {"target_groups": [], "life_events": [], "links": [], "provided_languages": ["en"], "type": "ADVICE"}
    return {"id": number, "fi": text, "en": text, "sv": []}


REGISTER = [
    _service(number, name) for number, name in enumerate(("Dog park", "Boat berths", "Library card", "Noise permit"), 1)
]


def test_rates_are_printed_for_each_language_and_all(tmp_path: Path) -> None:
    register, questions = tmp_path / "services.json", tmp_path / "questions.tsv"
    register.write_text(json.dumps(REGISTER), encoding="utf-8")
    imported = _loket(tmp_path / "var", "catalogue", "import", "--format", "helsinki", str(register))
    assert imported.returncode == 0, imported.stderr
    questions.write_text("2\ten\tboat berth\n3\tde\tBibliotheksausweis\n1\ten\tnoise permit\n", encoding="utf-8")
    done = _loket(tmp_path / "var", "evaluate", "search", str(questions), "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["all"]["n"] == 3 and report["languages"]["de"] == {"first": 1.0, "three": 1.0, "n": 1}
    assert report["languages"]["en"]["first"] == 0.5


def test_a_file_for_another_catalogue_is_refused(tmp_path: Path) -> None:
    questions = tmp_path / "questions.tsv"
    questions.write_text("no-such-service\ten\tboat berth\n", encoding="utf-8")
    done = _loket(tmp_path / "var", "evaluate", "search", str(questions))
    assert done.returncode == 1 and "active catalogue" in done.stderr
