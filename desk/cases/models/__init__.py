"""The tables of cases."""

from __future__ import annotations

from desk.cases.models.audit import AuditEntry, AuditHead
from desk.cases.models.case import Attachment, Case, Contact, Effect, Follower, Note
from desk.cases.models.clock import Clock, DeadlineEvent, Extension, Pause
from desk.cases.models.draft import Draft
from desk.cases.models.news import Decision, Delivery, News, Survey
from desk.cases.models.town import SAID, Category, CategoryGroup, Street

__all__ = [
    "SAID",
    "Attachment",
    "AuditEntry",
    "AuditHead",
    "Case",
    "Category",
    "CategoryGroup",
    "Clock",
    "Contact",
    "DeadlineEvent",
    "Decision",
    "Delivery",
    "Draft",
    "Effect",
    "Extension",
    "Follower",
    "News",
    "Note",
    "Pause",
    "Street",
    "Survey",
]
