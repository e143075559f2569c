"""Services, where they come from, and their texts with every earlier wording."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.catalogue.durations import parse_duration
from desk.catalogue.models.localized import TextsField, validate_addresses
from desk.catalogue.records import LifeCycle

if TYPE_CHECKING:
    from desk.catalogue.models.parts import Channel, Concept, ServiceChannel

WORDING_FIELDS = (
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


LANGUAGE_CODE = RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Write a language code such as en or pt-BR."))


def validate_duration(value: str) -> None:
    """Raises ValidationError unless ``value`` is an ISO 8601 duration."""
    try:
        parse_duration(value)
    except ValueError as error:
        raise ValidationError(_("Write the time as P14D (days), P2W (weeks) or P3M (months).")) from error


class Source(models.Model):
    """Where services come from; services of inactive sources are kept, but nobody is told about them.

    `DESK` is the source of what editors add by hand: it stays active whatever is imported.
    """

    DESK = "desk"

    slug = models.SlugField(_("name"), unique=True)
    active = models.BooleanField(_("active"), default=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    imported_at = models.DateTimeField(_("imported"), null=True, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def desk(cls) -> Source:
        """The source of what editors add by hand."""
        return cls.objects.get_or_create(slug=cls.DESK)[0]


class Organisation(models.Model):
    """The public organisation that answers for a service."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="organisations")
    identifier = models.CharField(_("identifier"), max_length=255)
    name = TextsField(_("name"))
    url = models.URLField(_("web page"), max_length=1000, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="organisation_once")]

    def __str__(self) -> str:
        return next(iter(self.name.values()), self.identifier)


class Service(models.Model):
    """A public service (cpsv:PublicService)."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="services", verbose_name=_("source"))
    identifier = models.CharField(_("identifier"), max_length=255, db_index=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=[(state.value, _(state.value)) for state in LifeCycle],
        default=LifeCycle.ACTIVE.value,
    )
    authority = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("organisation")
    )
    processing_time = models.CharField(
        _("processing time"),
        max_length=30,
        blank=True,
        validators=[validate_duration],
        help_text=_("P14D is 14 days, P2W two weeks, P3M three months."),
    )
    page = TextsField(_("web page"), validators=[validate_addresses])
    channels: models.ManyToManyField[Channel, ServiceChannel] = models.ManyToManyField(
        "Channel", through="ServiceChannel", related_name="services"
    )
    concepts: models.ManyToManyField[Concept, Any] = models.ManyToManyField(
        "Concept", blank=True, related_name="services", verbose_name=_("groups")
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["identifier"]
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="service_once")]

    def __str__(self) -> str:
        return self.identifier

    def clean(self) -> None:
        """A new identifier must be free in the active catalogue and among the desk's own services."""
        others = Service.objects.exclude(pk=self.pk).filter(identifier=self.identifier)
        if self._state.adding and others.filter(Q(source__active=True) | Q(source__slug=Source.DESK)).exists():
            raise ValidationError({"identifier": _("Another service has this identifier. Choose another.")})


class WordingColumns(models.Model):
    """The columns of a wording; lists hold one entry a line."""

    language = models.CharField(_("language"), max_length=12, validators=[LANGUAGE_CODE])
    name = models.CharField(_("name"), max_length=500, blank=True)
    description = models.TextField(_("description"), blank=True)
    audience = models.TextField(_("who it is for"), blank=True)
    steps = models.TextField(_("what to do"), blank=True)
    processing = models.TextField(_("how long it takes"), blank=True)
    information = models.TextField(_("further information"), blank=True)
    synonyms = models.TextField(_("other names"), blank=True, help_text=_("One a line."))
    keywords = models.TextField(_("keywords"), blank=True, help_text=_("One a line."))
    questions = models.TextField(_("citizens' own questions"), blank=True, help_text=_("One a line."))
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def columns(self) -> dict[str, str]:
        """The wording's columns by name."""
        return {field: getattr(self, field) for field in WORDING_FIELDS}


class ServiceText(WordingColumns):
    """What is said of a service in one language now."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="texts")

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["service", "language"], name="text_once")]

    def __str__(self) -> str:
        return f"{self.language}: {self.name}"

    def version(self, until: dt.datetime) -> ServiceTextVersion:
        """This wording as one that was valid until ``until`` (not stored yet)."""
        return ServiceTextVersion(
            service_id=self.service_id,
            language=self.language,
            valid_from=self.valid_from,
            valid_to=until,
            **self.columns(),
        )

    def save(self, *arguments: Any, **options: Any) -> None:
        """Store; an earlier wording is kept as a version."""
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before is not None and before.columns() != self.columns():
            now = timezone.now()
            before.version(now).save()
            self.valid_from = now
        super().save(*arguments, **options)


class ServiceTextVersion(WordingColumns):
    """What was said of a service from ``valid_from`` to ``valid_to``."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="text_versions")
    valid_to = models.DateTimeField(_("valid to"), editable=False)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["-valid_to"]

    def __str__(self) -> str:
        return f"{self.language}: {self.name} ({self.valid_to:%Y-%m-%d %H:%M})"
