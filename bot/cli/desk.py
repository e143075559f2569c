"""The desk's database, opened for a command."""

from __future__ import annotations

import os

from bot.cli.main import CommandError


def open_desk() -> None:
    """Set Django up, and make the tables where there are none yet. Raises `CommandError` when neither can be done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.utils import Error

    django.setup()
    try:
        if "catalogue_revision" not in connection.introspection.table_names():
            print("Database …", flush=True)
            call_command("migrate", interactive=False, verbosity=0)
    except Error as error:
        raise CommandError(f"the database cannot be used ({error}): check LOKET_DATABASE_URL and the disk.") from error
