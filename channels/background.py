"""``python -m channels.background NAME PARENT``: one of the worker's long jobs in its own process, which ends with it.

``PARENT`` is the worker's process number.
"""

from __future__ import annotations

import os
import signal
import sys

import django
import structlog

from bot import logs
from bot.parent import end_with
from bot.priority import Niceness, first_to_go, give_way
from channels.jobs import PERIODIC

log = structlog.get_logger(__name__)


def main(name: str, parent: int) -> None:
    """Run the job of `PERIODIC` that has this name; whatever it raises is told in the log, and the exit code is 1."""
    give_way(Niceness.BACKGROUND)
    first_to_go()
    end_with(parent, signal.SIGKILL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    logs.configure("worker")
    django.setup()
    try:
        {job.name: job for job in PERIODIC}[name].run()
    except Exception:
        log.exception("job.failed", job=name)
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
