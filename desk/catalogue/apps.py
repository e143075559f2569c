"""The catalogue as a Django app: every change of it counts as a new revision."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save


class CatalogueConfig(AppConfig):
    name = "desk.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(_count_change, dispatch_uid=f"catalogue-revision-{id(signal)}")


def _count_change(sender: Any, **_: Any) -> None:
    from desk.catalogue.models import Revision

    if sender._meta.app_label == CatalogueConfig.label and sender is not Revision:
        Revision.grow()
