from __future__ import annotations

from django.contrib import admin

from desk.feedback.models import UnansweredQuestion


@admin.register(UnansweredQuestion)
class UnansweredQuestionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("text", "language", "intent", "created_at")
    list_filter = ("language", "intent")
    search_fields = ("text",)
    readonly_fields = ("turn", "text", "language", "intent", "candidates", "created_at")
