"""Dated notices: what everybody who asks must know these days."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.catalogue.models.localized import TextsField
from desk.catalogue.models.service import Service


class Notice(models.Model):
    """A notice for all, or for those who ask about one service."""

    text = TextsField(_("text"), blank=False)
    url = models.URLField(_("web page"), max_length=1000, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("service")
    )
    valid_from = models.DateTimeField(_("from"), default=timezone.now)
    valid_to = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-urgent", "-valid_from"]

    def __str__(self) -> str:
        return next(iter(self.text.values()), "")

    def clean(self) -> None:
        if self.valid_to and self.valid_from and self.valid_to <= self.valid_from:
            raise ValidationError({"valid_to": _("The notice ends before it begins.")})
