"""Deadlines: a clock for each run of a case, its pauses and its one extension. Due dates are made from these rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from desk.cases.kinds import Deadline, Run
from desk.cases.models.case import Case


class Clock(models.Model):
    """One run of a case: from filing, from reopening, or through the second stage.

    ``rule`` is the rule as it was at the start (`desk.cases.clocks.Rule`). ``acknowledge_due`` and ``decide_due`` are
    computed from the rows and kept for queries only; ``decide_due`` is empty while the clock is paused.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    run = models.CharField(max_length=10, choices=Run.choices)
    rule = models.JSONField()
    started_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="decided, or ended in another way")
    acknowledge_due = models.DateTimeField()
    decide_due = models.DateTimeField(null=True, blank=True)
    next_check = models.DateTimeField(null=True, blank=True, db_index=True, help_text="next warning or breach")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(decided_at=None), name="one_running_clock_a_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run} clock of {self.case_id}"


class Pause(models.Model):
    """A span in which the city waits for the citizen. ``until`` is empty while it lasts."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=400)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=models.Q(until=None), name="one_open_pause_a_clock"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="a_pause_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk}"


class Extension(models.Model):
    """The one extension of a decision's deadline, with the reason that the citizen was given."""

    clock = models.OneToOneField(Clock, on_delete=models.CASCADE, related_name="extension")
    days = models.PositiveSmallIntegerField(help_text="working days, or calendar months for a rule in months")
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"extension of {self.clock_id}"


class DeadlineEvent(models.Model):
    """That staff were warned of a deadline, or that it passed; each once."""

    class What(models.TextChoices):
        WARNING = "warning"
        BREACH = "breach"

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="events")
    deadline = models.CharField(max_length=12, choices=Deadline.choices)
    what = models.CharField(max_length=8, choices=What.choices)
    due = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "deadline", "what", "due"], name="one_event_a_deadline")
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.deadline}"
