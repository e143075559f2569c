"""A process that tells news and is killed before its transaction ends: ``python -m tests.cases.teller``."""

from __future__ import annotations

import os
import signal
from typing import Any
from unittest import mock


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "channels.settings"
    import django

    django.setup()
    from channels.news import deliver
    from desk.messages import turns
    from tests.cases.conftest import NOW

    say = turns.say

    def deadly(*args: Any, **named: Any) -> None:
        say(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    with mock.patch.object(turns, "say", deadly):
        deliver(NOW)


if __name__ == "__main__":
    main()
