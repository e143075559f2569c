"""Unanswered questions."""

from __future__ import annotations

from django.db import models


class UnansweredQuestion(models.Model):
    """A question that the catalogue did not answer, kept once a turn, with personal data masked."""

    turn = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=16)
    text = models.TextField()
    intent = models.CharField(max_length=64, blank=True)
    candidates = models.JSONField(default=list, help_text="ids of the services that came nearest, best first")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "unanswered question"

    def __str__(self) -> str:
        return self.text[:80]
