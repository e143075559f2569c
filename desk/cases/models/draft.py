"""What a person has told so far, before it is a case."""

from __future__ import annotations

import uuid

from django.db import models

from desk.cases.kinds import Kind
from desk.messages.models import Conversation
from desk.people.models import Person


class Draft(models.Model):
    """A case in the making, saved at every answer; resumable for 30 days on any channel of the person.

    ``answers`` holds a value a field (`desk.cases.kinds.Field`) as `desk.cases.drafts` writes it.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=24, choices=Kind.choices, blank=True)
    answers = models.JSONField(default=dict)
    asking = models.CharField(max_length=16, blank=True, help_text="field that is asked next")
    danger = models.BooleanField(default=False, help_text="the words tell of danger to people")
    service = models.CharField(max_length=200, blank=True, help_text="identifier of the service it is about")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-updated_at"], name="draft_of_person")]

    def __str__(self) -> str:
        return str(self.key)
