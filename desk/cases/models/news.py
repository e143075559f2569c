"""What the citizen is told: news of each public move, decisions, surveys."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from desk.cases.kinds import Outcome
from desk.cases.models.case import Case
from desk.messages.models import Conversation
from desk.people.models import Person


class News(models.Model):
    """One thing that happened, told by a message's id and its arguments (JSON; times are ISO 8601)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="news")
    ordinal = models.PositiveIntegerField()
    message = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["case_id", "ordinal"]
        verbose_name_plural = "news"
        constraints = [models.UniqueConstraint(fields=["case", "ordinal"], name="one_news_a_number")]

    def __str__(self) -> str:
        return self.message


class Delivery(models.Model):
    """That a person is to be told a piece of news. An anonymous case's news have none: they wait behind its code."""

    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="case_news")
    conversation = models.ForeignKey(Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["news", "person"], name="news_are_told_once")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(delivered_at=None), name="news_to_deliver")]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Decision(models.Model):
    """What was decided at a stage, why, and how to object."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    stage = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    reasons = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="language that the reasons are written in")
    remedy = models.TextField(blank=True, help_text="what the city does about it")
    appeal = models.TextField(blank=True, help_text="how to object after this; empty: the usual way of the stage")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"decision of {self.case_id}"


class Survey(models.Model):
    """One question at closing, and one four weeks later. Answers belong to the case and its service, to no person."""

    class Occasion(models.TextChoices):
        CLOSING = "closing"
        LATER = "later"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="surveys")
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    closing = models.PositiveSmallIntegerField(help_text="which closing of the case, counted from 1")
    service = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    process = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)], help_text="1 to 5"
    )
    solved = models.BooleanField(null=True, blank=True)
    comment = models.TextField(blank=True)
    declined = models.BooleanField(default=False)
    unsent = models.BooleanField(
        default=False, help_text="not sent, for want of consent: answered by whoever looks at the case"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "occasion", "closing"], name="one_survey_an_occasion")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(asked_at=None), name="survey_to_ask")]

    def __str__(self) -> str:
        return f"{self.occasion} survey of {self.case_id}"
