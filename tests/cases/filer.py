"""A process that files a draft and kills itself on the way: ``python -m tests.cases.filer DRAFT WHERE``.

WHERE names a function of desk.cases after whose call the process is killed; "nowhere" lets it live and print the code.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import signal
import sys
from typing import Any
from unittest import mock


def main(draft: str, where: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "channels.settings"
    import django

    django.setup()
    from desk.cases import filing

    now = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone.utc)
    if where == "nowhere":
        print(filing.file(draft, f"t_{draft}", "file", now).code)
        return
    module, _, name = where.rpartition(".")
    owner = importlib.import_module(f"desk.cases.{module}")
    real = getattr(owner, name)

    def deadly(*args: Any, **named: Any) -> Any:
        real(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    with mock.patch.object(owner, name, deadly):
        filing.file(draft, f"t_{draft}", "file", now)


if __name__ == "__main__":
    main(*sys.argv[1:])
