"""One number that grows whenever the catalogue changes, so that readers know when to look again."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import F

from desk.composed import composed


class Revision(models.Model):
    """The only row holds the number of the catalogue's latest change, and a random name of the state after it.

    Numbers repeat in another database or after a restored backup; the name does not, so readers may keep by it what
    they read.
    """

    number = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=16, blank=True)

    class Meta:
        verbose_name = "revision"

    @classmethod
    def grow(cls) -> None:
        """Count one change; part of the caller's transaction."""
        name = secrets.token_hex(8)
        if not cls.objects.filter(pk=1).update(number=F("number") + 1, name=name):
            cls.objects.get_or_create(pk=1, defaults={"number": 1, "name": name})

    @classmethod
    def current(cls) -> int:
        """The number now, 0 for a catalogue that never held anything."""
        rows = _current()
        return int(rows[0][0]) if rows else 0

    @classmethod
    def current_name(cls) -> str:
        """The name of the present state; "" where none was given yet."""
        rows = _current()
        return str(rows[0][1]) if rows else ""


@composed
def _current() -> Any:
    return Revision.objects.filter(pk=1).values_list("number", "name")
