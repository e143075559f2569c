"""The closed sets of a case: kinds, states, outcomes, severity, who acts, what is asked."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What a citizen files. Source: CASES.md section 1; DESIGN.md, names that scripts rely on."""

    QUESTION = "question"
    SERVICE_REQUEST = "service_request"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    APPEAL = "appeal"
    ACCESSIBILITY_FEEDBACK = "accessibility_feedback"
    DATA_REQUEST = "data_request"


PUBLIC_KINDS = frozenset({Kind.SERVICE_REQUEST})
"""Kinds of which anything may ever be shown to others; a complaint never is."""


class State(models.TextChoices):
    """Where a case is in its life; which moves join them is in `desk.cases.states`. A draft is no case yet."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    TRIAGE = "triage"
    ASSIGNED = "assigned"
    INVESTIGATING = "investigating"
    WAITING_CITIZEN = "waiting_citizen"
    WAITING_THIRD_PARTY = "waiting_third_party"
    DECIDED = "decided"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    NOT_RESPONSIBLE = "not_responsible"
    WITHDRAWN = "withdrawn"
    SPAM = "spam"
    REOPENED = "reopened"
    REVIEW_REQUESTED = "review_requested"
    REVIEW_INVESTIGATING = "review_investigating"
    REVIEW_DECIDED = "review_decided"
    CLOSED_FINAL = "closed_final"


class Outcome(models.TextChoices):
    """What was found, apart from the state."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    NO_FINDING = "no_finding"
    RESOLVED_INFORMALLY = "resolved_informally"


class Severity(models.IntegerChoices):
    """Four levels, from the five criteria of `desk.cases.severity`."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    URGENT = 4


class Role(models.TextChoices):
    """Who acts on a case."""

    CITIZEN = "citizen"
    STAFF = "staff"
    SYSTEM = "system"


class Field(models.TextChoices):
    """What a draft may hold; DESIGN.md fixes the names."""

    KIND = "kind"
    CATEGORY = "category"
    WHAT = "what"
    WHERE = "where"
    WHEN = "when"
    EVIDENCE = "evidence"
    REMEDY = "remedy"
    CONTACT = "contact"


class Run(models.TextChoices):
    """Why a clock was started: filing, reopening, or the second stage."""

    FILED = "filed"
    REOPENED = "reopened"
    REVIEW = "review"


class Deadline(models.TextChoices):
    """What must happen by when."""

    ACKNOWLEDGE = "acknowledge"
    DECIDE = "decide"
