"""Who may file through Open311, and which case a token stands for."""

from __future__ import annotations

from django.db import models

from desk.cases.models import Case


class ApiKey(models.Model):
    """A key for POST. The key itself is not stored: ``digest`` is its keyed hash, ``hint`` its beginning."""

    name = models.CharField(max_length=120, unique=True, help_text="whose key it is: an app, a neighbour city")
    contact = models.CharField(max_length=200, blank=True, help_text="whom to write to when something goes wrong")
    hint = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    tokens = models.BooleanField(
        default=False, help_text="POST answers with a token, which gives the number once staff released the case"
    )
    created_at = models.DateTimeField(editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = "key"

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """That a case came through a key; ``token_digest`` is the keyed hash of its token, empty where none was given."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey(ApiKey, null=True, on_delete=models.SET_NULL, related_name="submissions")
    token_digest = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"submission of {self.case_id}"
