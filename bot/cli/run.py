"""``loket run``: prepare what is missing, then start every process and say where they are."""

from __future__ import annotations

import argparse
import compileall
import os
import shlex
import sys
import threading
import time
from pathlib import Path

from bot.cli.main import CommandError
from bot.cli.main import main as loket
from bot.processes import Process, forget_pid, note_pid, pid_of, port_taken, processes, state_of, status
from bot.settings import ROOT, Settings, current
from bot.training import ANNOUNCED, model_path, train

HELP = "Set up what is missing (database, demo catalogue, model), then start every process."
READY_WITHIN = 120.0
OWN = ("bot", "actions", "channels", "desk")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--prepare-only", action="store_true", help="set up, but start nothing")


def _writable(settings: Settings) -> None:
    try:
        settings.var.mkdir(parents=True, exist_ok=True)
        probe = settings.var / ".writable"
        probe.write_text("", encoding="ascii")
        probe.unlink()
    except OSError as error:
        raise CommandError(f"cannot write to {settings.var} ({error.strerror}): free it, or set LOKET_VAR.") from error


def compile_own() -> None:
    """Compile our own modules that changed, also where PYTHONDONTWRITEBYTECODE keeps Python from keeping that.

    Every process would compile them again otherwise, a second each. A folder that cannot be written is left as it is.
    """
    for folder in OWN:
        compileall.compile_dir(str(ROOT / folder), quiet=2)


def prepare(settings: Settings) -> None:
    """Database, demo catalogue and model, each only if missing. Raises `CommandError` with what to mend."""
    _writable(settings)
    compile_own()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    import django
    from django.core.management import call_command
    from django.db.utils import Error

    try:
        django.setup()
        print("Database …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    except Error as error:
        raise CommandError(f"the database cannot be used ({error}): check LOKET_DATABASE_URL and the disk.") from error
    _fill(settings)
    if not model_path(settings).exists():
        print(ANNOUNCED, flush=True)
    train(settings)


def _fill(settings: Settings) -> None:
    """The demo's services, and the town's categories and streets, where there are none yet."""
    from desk.cases.models import Category, Street
    from desk.catalogue.models import Service

    demo = ROOT / "data" / "catalogue"
    for present, words in (
        (Service, ["catalogue", "import", str(demo), "--source", "demo"]),
        (Category, ["categories", "import", str(settings.town / "categories.yml")]),
        (Street, ["streets", "import", str(settings.town / "streets.csv")]),
    ):
        # A town may have no list of streets: then places are taken as people write them.
        if Path(words[2]).exists() and not present.objects.exists():
            print(f"Loading {words[0]} …", flush=True)
            if loket([*words, "--if-empty"]):
                raise CommandError(f"the {words[0]} could not be loaded; the lines above say why.")


def _check_ports(settings: Settings) -> None:
    for process in processes(settings):
        host = settings.host if process.name == "web" else "127.0.0.1"
        if process.port and port_taken(host, process.port):
            setting = {"web": "LOKET_PORT", "actions": "LOKET_ACTIONS_PORT"}.get(process.name, "LOKET_ASSISTANT_PORT")
            raise CommandError(
                f"port {process.port} is taken: stop what uses it ('make stop' ends Loket), or set {setting}."
            )


def _announce(settings: Settings) -> None:
    """Wait until every process answers, then print the addresses."""
    waiting: list[Process] = list(processes(settings))
    end = time.monotonic() + READY_WITHIN
    while waiting and time.monotonic() < end:
        waiting = [process for process in waiting if state_of(process, pid_of(settings, process.name)) != "up"]
        time.sleep(0.2)
    found = status(settings)
    if waiting:
        names = ", ".join(process.name for process in waiting)
        print(
            f"\nNot ready after {READY_WITHIN:.0f} s: {names}. See the lines above, or run 'loket doctor'.\n",
            flush=True,
        )
        return
    print(f"\n  Loket is ready.\n  Citizens:  {found['web']}/\n  Staff:     {found['desk']}\n", flush=True)


def run(args: argparse.Namespace) -> int:
    settings = current()
    running = pid_of(settings, "loket")
    if running:
        raise CommandError(f"Loket runs already (pid {running}); 'make stop' ends it.")
    prepare(settings)
    if args.prepare_only:
        return 0
    _check_ports(settings)
    from honcho.manager import Manager

    manager = Manager()
    folder = str(Path(ROOT))
    for process in processes(settings):
        words = [sys.executable, "-m", "bot.keep", process.name, *process.command]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "SANIC_HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1"}
        manager.add_process(process.name, shlex.join(words), cwd=folder, env=environment)
    note_pid(settings, "loket", os.getpid())
    threading.Thread(target=_announce, args=(settings,), daemon=True).start()
    try:
        manager.loop()
    finally:
        forget_pid(settings, "loket")
    return 0 if manager.returncode in (0, 130, 143, None) else 1
