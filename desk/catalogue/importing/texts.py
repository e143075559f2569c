"""A service's wordings into its table; an earlier wording stays as a version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desk.catalogue.models import Service, ServiceText, ServiceTextVersion
from desk.catalogue.models.service import WORDING_FIELDS
from desk.catalogue.records import ServiceRecord, Wording


def wording_columns(wording: Wording) -> dict[str, str]:
    """A wording as columns: lists become one entry a line."""
    values = {field: getattr(wording, field) for field in WORDING_FIELDS}
    return {field: value if isinstance(value, str) else "\n".join(value) for field, value in values.items()}


def replace_texts(pairs: Sequence[tuple[Service, ServiceRecord]], now: dt.datetime) -> None:
    """Make each service say what its record says."""
    before = {
        (text.service_id, text.language): text
        for text in ServiceText.objects.filter(service__in=[service for service, _ in pairs])
    }
    new: list[ServiceText] = []
    changed: list[ServiceText] = []
    versions: list[ServiceTextVersion] = []
    for service, record in pairs:
        for language, wording in record.wordings.items():
            columns = wording_columns(wording)
            text = before.pop((service.pk, language), None)
            if text is None:
                new.append(ServiceText(service=service, language=language, valid_from=now, **columns))
            elif text.columns() != columns:
                versions.append(text.version(now))
                for field, value in columns.items():
                    setattr(text, field, value)
                text.valid_from = now
                changed.append(text)
    versions.extend(text.version(now) for text in before.values())
    ServiceText.objects.filter(pk__in=[text.pk for text in before.values()]).delete()
    ServiceTextVersion.objects.bulk_create(versions, batch_size=200)
    ServiceText.objects.bulk_create(new, batch_size=200)
    if changed:
        ServiceText.objects.bulk_update(changed, [*WORDING_FIELDS, "valid_from"], batch_size=100)
