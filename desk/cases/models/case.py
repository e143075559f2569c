"""A case, and what hangs on it: personal data apart, followers, notes, files."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

from desk.cases.kinds import Kind, Outcome, Severity, State
from desk.cases.models.draft import Draft
from desk.cases.models.town import Category, Street
from desk.messages.models import Conversation
from desk.people.models import Person

_REFERENCE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference() -> str:
    """A case's public number: random, so that it tells neither how many there are nor anything of the code."""
    return "C" + "".join(secrets.choice(_REFERENCE_SIGNS) for _ in range(9))


def salt() -> bytes:
    return secrets.token_bytes(16)


class Case(models.Model):
    """Something that the city owes an answer. Nothing in this row says who filed it: that is `Contact`.

    ``version`` grows with every change; who acts says which version was seen. ``salt`` keys the audit trail's digests
    of this case's personal data; erasing it makes them meaningless and leaves the trail valid.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference)
    code_hash = models.CharField(max_length=64, unique=True, help_text="keyed hash of the tracking code")
    code_sealed = models.BinaryField(blank=True, default=b"", help_text="the code, encrypted, until it is delivered")
    code_mask = models.CharField(max_length=16, help_text="the last signs of the code, to tell cases apart")
    draft_key = models.UUIDField(unique=True, help_text="the draft that it was: filed once")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="cases")
    service = models.CharField(max_length=200, blank=True, help_text="identifier of the service it is about")
    state = models.CharField(max_length=24, choices=State.choices, default=State.RECEIVED)
    outcome = models.CharField(max_length=24, choices=Outcome.choices, blank=True)
    stage = models.PositiveSmallIntegerField(default=1, help_text="2: reviewed by someone else")
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.LOW)
    criteria = models.JSONField(default=dict, help_text="the five criteria of severity, 0 to 3 each")
    priority = models.SmallIntegerField(default=0, help_text="set by staff, apart from severity")
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=16)
    text_original = models.TextField(blank=True)
    text_redacted = models.TextField(blank=True)
    text_translated = models.JSONField(default=dict, blank=True, help_text="translations by language")
    remedy = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    attributes = models.JSONField(default=dict, blank=True, help_text="answers to the category's questions")
    place = models.CharField(max_length=400, blank=True)
    street = models.ForeignKey(Street, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    happened = models.CharField(max_length=200, blank=True, help_text="when, in the person's words")
    happened_on = models.DateField(null=True, blank=True)
    anonymous = models.BooleanField(default=False)
    team = models.CharField(max_length=80, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates"
    )
    responsible_body = models.CharField(max_length=200, blank=True, help_text="who is, where the city is not")
    released_at = models.DateTimeField(null=True, blank=True, help_text="staff let others see its public parts")
    legal_hold = models.BooleanField(default=False, help_text="kept in spite of retention and wishes to erase")
    salt = models.BinaryField(default=salt)
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="case_state_is_known"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="case_kind_is_known"),
            models.CheckConstraint(condition=models.Q(outcome__in=["", *Outcome.values]), name="case_outcome_is_known"),
            models.CheckConstraint(condition=models.Q(stage__in=[1, 2]), name="case_stage_is_one_or_two"),
            models.CheckConstraint(
                condition=models.Q(released_at=None) | models.Q(kind=Kind.SERVICE_REQUEST),
                name="only_service_requests_are_released",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-received_at"], name="case_by_state"),
            models.Index(fields=["category", "-received_at"], name="case_by_category"),
            models.Index(fields=["-received_at"], condition=models.Q(released_at__isnull=False), name="case_released"),
        ]

    def __str__(self) -> str:
        return self.reference


class Contact(models.Model):
    """Who filed a case and how to reach them. An anonymous or erased case has none."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="contact")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="case_contacts")
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="case_contacts"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=400, blank=True)
    preferred_format = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact of {self.case_id}"


class Follower(models.Model):
    """Someone who said "me too": hears of every public move."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="followed_cases")
    conversation = models.ForeignKey(Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=8)
    merged_from = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="came by a merge"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="a_person_follows_once")]

    def __str__(self) -> str:
        return f"follower {self.pk} of {self.case_id}"


class Note(models.Model):
    """Something written to a case later: a citizen's information, or a remark among staff."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    from_citizen = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField()
    text_redacted = models.TextField(blank=True)
    minutes = models.PositiveIntegerField(default=0, help_text="working time spent, in minutes")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"note {self.pk} of {self.case_id}"


class Attachment(models.Model):
    """A file of a draft or a case. It lies outside the web root under ``name``, a random one."""

    key = models.CharField(max_length=48, unique=True, help_text="random; what others name the file by")
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.SET_NULL, related_name="attachments")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=80, help_text="name of the stored file")
    title = models.CharField(max_length=120, help_text="name that the person's file had, made harmless")
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="bytes as stored")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the stored bytes")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.key


class Effect(models.Model):
    """What an action did for one step of a turn; asked again, it is answered and not done again."""

    turn = models.CharField(max_length=64)
    step = models.CharField(max_length=64)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["turn", "step"], name="one_effect_a_step")]

    def __str__(self) -> str:
        return f"{self.turn}/{self.step}"
