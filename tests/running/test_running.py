"""Starting, asking, failing and stopping, as a person at a terminal sees it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.running.conftest import Counter
from tests.running.test_lean import HEAVY

# A question about the demo town's services in each launch language, and the service that is right.
QUESTIONS = (
    ("en", "How much does a resident parking permit cost?", "resident-parking-permit", "cost"),
    ("fi", "Mitä asukaspysäköintitunnus maksaa?", "resident-parking-permit", "cost"),
    ("sv", "Hur ansöker jag om dagisplats för mitt barn?", "daycare-place", "steps"),
    ("de", "Welche Unterlagen brauche ich für eine Baugenehmigung?", "building-permit", "documents"),
    ("fr", "Comment obtenir une carte de bibliothèque ?", "library-card", "steps"),
    ("es", "¿Cuánto tarda el permiso de obra?", "building-permit", "time"),
    ("ar", "كيف أحصل على بطاقة المكتبة؟", "library-card", "steps"),
    ("uk", "Скільки коштує дозвіл на паркування для мешканців?", "resident-parking-permit", "cost"),
)


def test_the_assistant_answers_without_tensorflow(counter: Counter) -> None:
    assert counter.ask("How do I get a library card?")["messages"]
    assistant = next(row for row in counter.status()["processes"] if row["name"] == "assistant")
    libraries = Path(f"/proc/{assistant['pid']}/maps").read_text(encoding="utf-8")
    assert "numpy" in libraries
    assert not [name for name in HEAVY if f"/{name}/" in libraries]


@pytest.mark.parametrize(("language", "question", "service", "facet"), QUESTIONS)
def test_a_question_in_each_language_is_answered_from_the_catalogue(
    counter: Counter, language: str, question: str, service: str, facet: str
) -> None:
    answer = counter.ask(question)
    assert (answer["language"], answer["facet"], answer["services"][0]["id"]) == (language, facet, service)
    assert answer["messages"]


def test_a_conversation_keeps_its_service_and_its_language(counter: Counter) -> None:
    counter.ask("Miten saan kirjastokortin?", "--sender", "anna")
    follow_up = counter.ask("paljonko se maksaa", "--sender", "anna")
    short = counter.ask("ok", "--sender", "anna")
    assert follow_up["facet"] == "cost" and follow_up["language"] == short["language"] == "fi"


def test_a_command_of_rasa_is_only_a_text(counter: Counter) -> None:
    counter.ask("Miten saan kirjastokortin?", "--sender", "eve")
    counter.ask("/restart", "--sender", "eve")
    assert counter.ask("paljonko se maksaa", "--sender", "eve")["facet"] == "cost"


def test_a_batch_is_answered_line_by_line_and_in_order(counter: Counter, tmp_path: Path) -> None:
    table = tmp_path / "turns.tsv"
    table.write_text("sender\ttext\na\tlibrary card\nb\thello\na\tand how much is that?\n", encoding="utf-8")
    lines = counter.loket("ask", "--batch", str(table), "--json").stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["intent"] for answer in answers][1] == "greet"
    assert answers[2]["facet"] == "cost" and "library card" in answers[2]["messages"][0]["text"].lower()


def test_status_names_every_process(counter: Counter) -> None:
    found = counter.status()
    assert {row["name"] for row in found["processes"]} == {"web", "assistant", "worker"}
    assert all(row["pid"] for row in found["processes"]) and found["web"].startswith("http://127.0.0.1:")


def test_a_killed_assistant_comes_back_and_answers(counter: Counter) -> None:
    pid = next(row["pid"] for row in counter.status()["processes"] if row["name"] == "assistant")
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)
    counter.wait_until_up()
    assert counter.ask("hello")["intent"] == "greet"


def test_a_taken_port_is_told_in_one_line(stopped: Counter) -> None:
    with socket.create_server(("127.0.0.1", int(stopped.environment["LOKET_PORT"]))):
        done = stopped.loket("run")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "LOKET_PORT" in done.stderr


def test_a_folder_that_cannot_be_written_is_told_in_one_line(stopped: Counter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    done = stopped.loket("run", LOKET_VAR=str(tmp_path / "file"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "LOKET_VAR" in done.stderr


def test_a_broken_model_is_told_with_the_command_that_mends_it(stopped: Counter) -> None:
    for model in (stopped.var / "models").glob("*.tar.gz"):
        content = model.read_bytes()[:1000]
        model.unlink()
        model.write_bytes(content)
    done = stopped.loket("ask", "hello")
    assert done.returncode == 1 and "loket train --force" in done.stderr


def test_a_wrong_setting_is_named(stopped: Counter) -> None:
    done = stopped.loket("status", LOKET_PORT="eighty")
    assert done.returncode == 1 and "LOKET_PORT" in done.stderr


def test_the_second_start_prints_the_addresses_calls_nobody_outside_and_an_interrupt_ends_every_process(
    stopped: Counter,
) -> None:
    """Everything runs and answers in a network namespace that has no route."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("unshare (util-linux) or ip (iproute2) is absent")
    script = "\n".join(
        (
            "import json, sys, time; sys.path.insert(0, '.')",
            "from pathlib import Path",
            "from tests.running.conftest import Counter",
            f"counter = Counter(Path({str(stopped.var)!r}))",
            "counter.start()",
            "pids = [row['pid'] for row in counter.status()['processes']]",
            "service = counter.ask('How do I get a library card?')['services'][0]['id']",
            "end = time.monotonic() + 10",
            "while 'Loket is ready' not in counter.log() and time.monotonic() < end: time.sleep(0.1)",
            "counter.interrupt()",
            "print(json.dumps([counter.web, pids, service]))",
        )
    )
    inside = f'ip link set lo up && ! ip route | grep -q . && exec {sys.executable} -c "$SCRIPT"'
    done = subprocess.run(
        ["unshare", "--map-root-user", "--net", "sh", "-c", inside],
        cwd=ROOT,
        env={**stopped.environment, "SCRIPT": script},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    web, pids, service = json.loads(done.stdout)
    assert service == "library-card"
    assert "Loket is ready" in stopped.log() and web in stopped.log()
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_a_backup_brings_everything_back(stopped: Counter, tmp_path: Path) -> None:
    stopped.loket("notice", "add", "--help")
    archive = tmp_path / "saved.tar.gz"
    assert stopped.loket("backup", str(archive)).returncode == 0
    assert archive.stat().st_mode & 0o077 == 0
    before = (stopped.var / "desk.db").stat().st_size
    (stopped.var / "desk.db").unlink()
    done = stopped.loket("restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert (stopped.var / "desk.db").stat().st_size > before / 2
    assert stopped.loket("restore", str(ROOT / "README.md")).returncode == 1
