"""One number that grows whenever the catalogue changes, so that readers know when to look again."""

from __future__ import annotations

from django.db import models
from django.db.models import F


class Revision(models.Model):
    """The only row holds the number of the catalogue's latest change."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "revision"

    @classmethod
    def grow(cls) -> None:
        """Count one change; part of the caller's transaction."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})

    @classmethod
    def current(cls) -> int:
        """The number now, 0 for a catalogue that never held anything."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0
