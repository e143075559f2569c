"""What a town brings along: its categories in two levels, and its streets."""

from __future__ import annotations

from django.db import models

from desk.cases.kinds import Severity


class CategoryGroup(models.Model):
    """The upper level of categories."""

    slug = models.SlugField(max_length=60, unique=True)
    labels = models.JSONField(default=dict, help_text="name by language")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug


SAID = ("keywords", "phrases")
"""What citizens say of a category: long, and of no use to whoever asks about one."""


class Category(models.Model):
    """What a case is about, and the rules that follow from it. Comes from a file (`desk.cases.importing`)."""

    slug = models.SlugField(max_length=60, unique=True)
    group = models.ForeignKey(CategoryGroup, on_delete=models.PROTECT, related_name="categories")
    position = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True, help_text="offered for new cases")
    revision = models.PositiveIntegerField(default=1, help_text="grows with every change, so that readers notice")
    labels = models.JSONField(default=dict, help_text="name by language")
    descriptions = models.JSONField(default=dict, help_text="one sentence by language")
    keywords = models.JSONField(default=dict, help_text="beginnings of telling words, by language")
    phrases = models.JSONField(default=dict, help_text="what citizens say, by language")
    team = models.CharField(max_length=80, help_text="who owns its cases")
    kinds = models.JSONField(default=list, help_text="kinds of case it takes; empty: all")
    public = models.BooleanField(default=False, help_text="cases of public kinds may be released")
    anonymous_allowed = models.BooleanField(default=True)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.LOW)
    clocks = models.JSONField(default=dict, help_text="clock rules by kind, where they differ from the usual")
    retention_days = models.PositiveIntegerField(default=730, help_text="kept so long after the end of the case")
    reopen_allowed = models.BooleanField(default=True)
    fields = models.JSONField(default=list, help_text="fields that a draft of it must have, in the order of asking")
    questions = models.JSONField(default=list, help_text="questions of its own, as Open311 attributes")

    class Meta:
        ordering = ["group__position", "position", "slug"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.slug


class Street(models.Model):
    """A street of the town, with its name in each of the town's languages."""

    name = models.CharField(max_length=120, unique=True)
    names = models.JSONField(default=dict, help_text="name by language, where there are several")
    district = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
