"""Keys of Open311 in Django's admin: made, shown once, revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from desk.open311 import keys
from desk.open311.models import ApiKey

if TYPE_CHECKING:
    ModelAdminBase = admin.ModelAdmin[ApiKey]
else:
    ModelAdminBase = admin.ModelAdmin


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdminBase):
    list_display = ("name", "hint", "contact", "tokens", "created_at", "last_used_at", "revoked_at")
    fields = ("name", "contact", "tokens", "hint", "created_at", "last_used_at", "revoked_at")
    readonly_fields = ("hint", "created_at", "last_used_at", "revoked_at")
    search_fields = ("name", "contact")
    actions = ("revoke",)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A key is revoked, so that it stays known whose it was."""
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: ModelForm[Any], change: bool) -> None:
        if not change:
            key = keys.fill(obj, timezone.now())
            self.message_user(request, f"The key, shown only now: {key}", messages.WARNING)
        super().save_model(request, obj, form, change)

    @admin.action(description="Revoke the chosen keys")
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        revoked = [row.name for row in queryset if keys.revoke(row.name, timezone.now())]
        self.message_user(request, f"revoked: {', '.join(revoked) or 'none'}", messages.SUCCESS)
