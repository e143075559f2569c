"""Cases in Django's admin, for administrators: everything is read here; moves go through `desk.cases.moving`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from desk.cases import moving
from desk.cases.audit import staff
from desk.cases.errors import CaseError
from desk.cases.kinds import State
from desk.cases.models import (
    AuditEntry,
    Case,
    Category,
    CategoryGroup,
    Clock,
    Decision,
    Delivery,
    Draft,
    News,
    Note,
    Street,
    Survey,
)

if TYPE_CHECKING:
    ModelAdminBase = admin.ModelAdmin[Any]
    InlineBase = admin.TabularInline[Any, Any]
else:
    ModelAdminBase, InlineBase = admin.ModelAdmin, admin.TabularInline


class ReadOnly(ModelAdminBase):
    """Shows, and changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyInline(InlineBase):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ClockInline(ReadOnlyInline):
    model = Clock
    fields = ("run", "started_at", "acknowledged_at", "decided_at", "acknowledge_due", "decide_due")


class DecisionInline(ReadOnlyInline):
    model = Decision
    fields = ("stage", "outcome", "reasons", "by", "at")


class NoteInline(ReadOnlyInline):
    model = Note
    fields = ("created_at", "from_citizen", "author", "text", "minutes")


class NewsInline(ReadOnlyInline):
    model = News
    fields = ("at", "message", "arguments")


@admin.register(Case)
class CaseAdmin(ReadOnly):
    list_display = ("reference", "kind", "category", "state", "severity", "priority", "language", "received_at")
    list_filter = ("state", "kind", "severity", "category", "language", "channel")
    search_fields = ("reference", "text_redacted", "place")
    date_hierarchy = "received_at"
    exclude = ("code_hash", "code_sealed", "salt", "draft_key", "text_original")
    inlines = (ClockInline, DecisionInline, NoteInline, NewsInline)
    actions = ("acknowledge", "release")

    @admin.action(description="Acknowledge the chosen cases")
    def acknowledge(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        for case in queryset:
            self._try(request, case, lambda pk, by, now: moving.move(pk, State.ACKNOWLEDGED, by, now))

    @admin.action(description="Let others see the public parts of the chosen cases")
    def release(self, request: HttpRequest, queryset: QuerySet[Case]) -> None:
        for case in queryset:
            self._try(request, case, moving.release)

    def _try(self, request: HttpRequest, case: Case, act: Any) -> None:
        """One case that cannot be does not stop the others."""
        try:
            act(case.pk, staff(request.user.pk), timezone.now())
        except CaseError as error:
            self.message_user(request, f"{case.reference}: {error}", messages.ERROR)
        else:
            self.message_user(request, f"{case.reference}: done", messages.SUCCESS)


@admin.register(Category)
class CategoryAdmin(ReadOnly):
    list_display = ("slug", "group", "team", "public", "anonymous_allowed", "severity", "retention_days", "active")
    list_filter = ("group", "active", "public")
    search_fields = ("slug",)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    list_display = ("seq", "at", "case", "action", "role", "actor")
    list_filter = ("action", "role")
    search_fields = ("case",)


@admin.register(CategoryGroup, Street, Draft, Survey, Delivery)
class OtherAdmin(ReadOnly):
    """The rest, to look at."""
