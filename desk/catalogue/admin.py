"""The catalogue in Django's admin: an editor corrects a text, fee, hours or notice, and citizens hear it at once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desk.catalogue.models import (
    Channel,
    Concept,
    Cost,
    Evidence,
    Notice,
    Organisation,
    Output,
    Service,
    ServiceChannel,
    ServiceText,
    ServiceTextVersion,
    Source,
    SpecialHours,
)

if TYPE_CHECKING:
    ServiceAdminBase = admin.ModelAdmin[Service]
    ChannelAdminBase = admin.ModelAdmin[Channel]
    NoticeAdminBase = admin.ModelAdmin[Notice]
    SourceAdminBase = admin.ModelAdmin[Source]
    NamedAdminBase = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ServiceAdminBase = ChannelAdminBase = NoticeAdminBase = SourceAdminBase = NamedAdminBase = admin.ModelAdmin
    StackedInline, TabularInline = admin.StackedInline, admin.TabularInline


class TextInline(StackedInline):
    """All that is said in one language."""

    model = ServiceText
    extra = 0
    classes = ("collapse",)
    fields = (
        "language",
        "name",
        "description",
        "audience",
        "steps",
        "processing",
        "information",
        "synonyms",
        "keywords",
        "questions",
    )


class CostInline(TabularInline):
    model = Cost
    extra = 0
    fields = ("value", "currency", "description", "position")


class EvidenceInline(TabularInline):
    model = Evidence
    extra = 0
    fields = ("name", "description", "position")


class OutputInline(TabularInline):
    model = Output
    extra = 0
    fields = ("name", "description", "position")


class ServiceChannelInline(TabularInline):
    """Which channels a service has; the hours are the channel's own."""

    model = ServiceChannel
    extra = 0
    fields = ("channel", "position")
    autocomplete_fields = ("channel",)
    show_change_link = True


class VersionInline(TabularInline):
    """What was said before, and until when."""

    model = ServiceTextVersion
    extra = 0
    can_delete = False
    classes = ("collapse",)
    fields = readonly_fields = ("language", "name", "description", "steps", "valid_from", "valid_to")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Service)
class ServiceAdmin(ServiceAdminBase):
    """Services, found by any of their names."""

    list_display = ("identifier", "title", "state", "source", "changed_at")
    list_filter = ("state", "source", "source__active")
    list_select_related = ("source",)
    list_per_page = 50
    search_fields = ("identifier", "texts__name", "texts__synonyms")
    fields = ("identifier", "state", "authority", "processing_time", "page", "concepts")
    filter_horizontal = ("concepts",)
    inlines = (TextInline, CostInline, EvidenceInline, OutputInline, ServiceChannelInline, VersionInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description=_("name"))
    def title(self, service: Service) -> str:
        """The name in English, Finnish, or whatever there is."""
        names = {text.language: text.name for text in service.texts.all() if text.name}
        return names.get("en") or names.get("fi") or next(iter(names.values()), "")

    def get_readonly_fields(self, request: HttpRequest, obj: Service | None = None) -> tuple[str, ...]:
        return ("identifier",) if obj is not None else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "authority":
            options["queryset"] = Organisation.objects.filter(source__active=True)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_model(self, request: HttpRequest, obj: Service, form: Any, change: bool) -> None:
        if not change:
            obj.source = Source.desk()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Service | None = None) -> bool:
        """A service is retired, not deleted: its cases and numbers stay."""
        return False


class SpecialHoursInline(TabularInline):
    model = SpecialHours
    extra = 0
    fields = ("first", "last", "hours", "reason")


@admin.register(Channel)
class ChannelAdmin(ChannelAdminBase):
    """Counters, telephones and addresses with their hours."""

    list_display = ("title", "kind", "phone", "email", "hours", "source")
    list_filter = ("kind", "source", "source__active")
    list_select_related = ("source",)
    search_fields = ("identifier", "name", "phone", "email")
    fields = (
        "kind",
        "role",
        "name",
        "description",
        "hours",
        "hours_text",
        "phone",
        "email",
        "url",
        "address",
    )
    inlines = (SpecialHoursInline,)

    @admin.display(description=_("name"))
    def title(self, channel: Channel) -> str:
        return channel.name.get("en") or next(iter(channel.name.values()), channel.identifier)

    def save_model(self, request: HttpRequest, obj: Channel, form: Any, change: bool) -> None:
        if not change:
            _make_ours(obj)
        super().save_model(request, obj, form, change)


@admin.register(Notice)
class NoticeAdmin(NoticeAdminBase):
    """Dated notices."""

    list_display = ("__str__", "urgent", "service", "valid_from", "valid_to")
    list_filter = ("urgent",)
    search_fields = ("text",)
    autocomplete_fields = ("service",)
    fields = ("text", "url", "urgent", "service", "valid_from", "valid_to")


@admin.register(Organisation, Concept)
class NamedAdmin(NamedAdminBase):
    """Organisations, and groups of services."""

    list_display = ("__str__", "source")
    list_filter = ("source",)
    search_fields = ("identifier", "name")

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("source", "identifier")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            _make_ours(obj)
        super().save_model(request, obj, form, change)


@admin.register(Source)
class SourceAdmin(SourceAdminBase):
    """Which catalogues there are."""

    list_display = ("slug", "active", "imported_at")
    readonly_fields = ("slug", "imported_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


def _make_ours(row: Any) -> None:
    """What an editor adds belongs to the desk, under a name that nothing else has."""
    row.source = Source.desk()
    row.identifier = f"{Source.DESK}-{secrets.token_hex(6)}"
