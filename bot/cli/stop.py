"""``loket stop``."""

from __future__ import annotations

import argparse
import os
import signal
import time

from bot.cli.main import CommandError
from bot.processes import pid_of
from bot.settings import current

HELP = "End every process that 'loket run' started."
PATIENCE = 15.0


def configure(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(args: argparse.Namespace) -> int:
    settings = current()
    pid = pid_of(settings, "loket")
    if pid is None:
        print("Loket does not run.")
        return 0
    os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    while pid_of(settings, "loket"):
        if time.monotonic() > end:
            raise CommandError(f"pid {pid} did not end within {PATIENCE:.0f} s; 'kill -9 {pid}' ends it.")
        time.sleep(0.1)
    print("Stopped.")
    return 0
