"""A process of the counter whose bot may write eight times a second to one person, so that tests wait less.

``python -m tests.telegram.quick web|worker``. What Telegram really allows is tested where the processes are the usual
ones (test_troubles.py) and in tests/messages/test_sender.py.
"""

from __future__ import annotations

import dataclasses
import os
import sys

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    django.setup()
    from channels import serve, worker
    from channels.telegram.out import TelegramOut

    TelegramOut.limits = dataclasses.replace(TelegramOut.limits, per_chat_second=8)
    return serve.main() if sys.argv[1] == "web" else worker.main()


if __name__ == "__main__":
    sys.exit(main())
