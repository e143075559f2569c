"""The audit trail. Its tables are beyond Django's reach once made: nothing changes or deletes an entry."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One thing that was done. Holds no personal data: texts and names are keyed digests."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(max_length=40, help_text="ISO 8601, UTC")
    case = models.CharField(max_length=12, help_text="reference of the case")
    action = models.CharField(max_length=40)
    role = models.CharField(max_length=8)
    actor = models.CharField(max_length=24, blank=True, help_text="number of the user, for staff")
    data = models.TextField(help_text="canonical JSON")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        # Not managed: neither `flush` nor a later migration of the model may rewrite an append-only table.
        managed = False
        db_table = "cases_auditentry"
        ordering = ["seq"]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class AuditHead(models.Model):
    """The end of the chain, in one row, sealed, so that entries cut off the end are missed."""

    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        managed = False
        db_table = "cases_audithead"

    def __str__(self) -> str:
        return str(self.seq)
