"""What belongs to services: channels with their hours, concepts, costs, documents, results."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.catalogue.hours import HoursError, check_hours, check_spans
from desk.catalogue.models.localized import TextsField, validate_addresses
from desk.catalogue.models.service import Service, Source
from desk.catalogue.records import ChannelKind, ChannelRole, ConceptKind

CURRENCY_CODE = RegexValidator(r"^[A-Z]{3}$", _("Write the currency as three letters, such as EUR."))


def validate_hours(value: str) -> None:
    """Raises ValidationError unless ``value`` is a usable opening_hours expression."""
    try:
        check_hours(value)
    except HoursError as error:
        raise ValidationError(str(error)) from error


def validate_spans(value: str) -> None:
    """Raises ValidationError unless ``value`` is spans of time such as "10:00-12:00,13:00-15:00"."""
    try:
        check_spans(value)
    except HoursError as error:
        raise ValidationError(str(error)) from error


class Channel(models.Model):
    """One way to a service, or somebody to ask; one channel may serve many services."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="channels", verbose_name=_("source"))
    identifier = models.CharField(_("identifier"), max_length=255)
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind.value, _(kind.value)) for kind in ChannelKind])
    role = models.CharField(
        _("use"),
        max_length=10,
        choices=[(role.value, _(role.value)) for role in ChannelRole],
        default=ChannelRole.CHANNEL.value,
    )
    name = TextsField(_("name"))
    description = TextsField(_("description"))
    url = TextsField(_("web address"), validators=[validate_addresses])
    phone = models.CharField(_("telephone"), max_length=200, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    address = TextsField(_("address"))
    hours = models.CharField(
        _("opening hours"),
        max_length=1000,
        blank=True,
        validators=[validate_hours],
        help_text=_("For example: Mo-Fr 08:00-16:00; PH off (wiki.openstreetmap.org/wiki/Key:opening_hours)"),
    )
    hours_text = TextsField(_("opening hours in words"))
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["identifier"]
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="channel_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {next(iter(self.name.values()), self.identifier)}"


class SpecialHours(models.Model):
    """Days on which a channel keeps other hours than in an ordinary week."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="special_hours")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    hours = models.CharField(
        _("open"),
        max_length=200,
        blank=True,
        validators=[validate_spans],
        help_text=_("For example 10:00-12:00; empty when closed."),
    )
    reason = TextsField(_("reason"))

    class Meta:
        verbose_name = _("special hours")
        verbose_name_plural = _("special hours")
        ordering = ["first"]

    def __str__(self) -> str:
        return f"{self.first}: {self.hours or 'closed'}"

    def clean(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": _("The last day lies before the first.")})


class ServiceChannel(models.Model):
    """A channel of a service, in the order in which they are told."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="channel_links")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="service_links", verbose_name=_("channel"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("channel of the service")
        verbose_name_plural = _("channels of the service")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["service", "channel"], name="service_channel_once")]

    def __str__(self) -> str:
        return str(self.channel)


class Concept(models.Model):
    """A life event, target group or theme that services are found by."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="concepts")
    identifier = models.CharField(_("identifier"), max_length=255)
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind.value, _(kind.value)) for kind in ConceptKind])
    name = TextsField(_("name"))
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("group of services")
        verbose_name_plural = _("groups of services")
        ordering = ["kind", "identifier"]
        constraints = [models.UniqueConstraint(fields=["source", "kind", "identifier"], name="concept_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {next(iter(self.name.values()), self.identifier)}"


class ServicePart(models.Model):
    """What one service owns, in the order in which it is told."""

    identifier = models.CharField(_("identifier"), max_length=255, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    description = TextsField(_("description"))

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **options: Any) -> None:
        """Store; what an editor adds gets an identifier of its own."""
        super().save(*arguments, **options)
        if not self.identifier:
            self.identifier = f"desk-{self.pk}"
            super().save(update_fields=["identifier"])


class Cost(ServicePart):
    """A fee of a service."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="costs")
    value = models.DecimalField(_("amount"), max_digits=12, decimal_places=4, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[CURRENCY_CODE])

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.value} {self.currency}" if self.value is not None else next(iter(self.description.values()), "")


class Evidence(ServicePart):
    """A document that an applicant brings."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="evidence")
    name = TextsField(_("name"))

    class Meta:
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        ordering = ["position"]

    def __str__(self) -> str:
        return next(iter(self.name.values()), self.identifier)


class Output(ServicePart):
    """What the service gives."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="outputs")
    name = TextsField(_("name"))

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["position"]

    def __str__(self) -> str:
        return next(iter(self.name.values()), self.identifier)
