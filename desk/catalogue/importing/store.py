"""Records into tables: what is new, what changed, what vanished; the rest is left as editors have it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet

from desk.catalogue.importing.parts import replace_parts
from desk.catalogue.importing.problems import Problem
from desk.catalogue.importing.texts import replace_texts
from desk.catalogue.models import Channel, Concept, Organisation, Revision, Service, Source, SpecialHours
from desk.catalogue.records import (
    ChannelRecord,
    ConceptRecord,
    LifeCycle,
    OrganisationRecord,
    ServiceRecord,
    digest,
)


@dataclasses.dataclass(frozen=True)
class Stored:
    """What an import did, as counts of services; ``switched`` when another catalogue became the active one."""

    added: int
    changed: int
    unchanged: int
    vanished: int
    switched: bool

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.vanished or self.switched)


@dataclasses.dataclass(frozen=True)
class Shared:
    """Rows that several services use, by what records call them."""

    organisations: dict[str, Organisation]
    channels: dict[str, Channel]
    concepts: dict[tuple[str, str], Concept]


class _DryRun(Exception):
    """Takes back what a dry run wrote."""


def store(
    slug: str,
    records: Sequence[ServiceRecord],
    failed: Collection[str],
    now: dt.datetime,
    *,
    add: bool,
    dry_run: bool = False,
    source_digest: str = "",
) -> Stored:
    """Make the source hold exactly ``records``; services in ``failed`` (identifiers) stay as they are.

    The source becomes the only active one, or one more with ``add``.
    """
    outcome: Stored | None = None
    try:
        with transaction.atomic():
            outcome = _store(slug, records, failed, now, add=add, source_digest=source_digest)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    assert outcome is not None
    return outcome


def staying(slug: str, add: bool) -> QuerySet[Source]:
    """The other sources that are active after an import into ``slug``."""
    others = Source.objects.exclude(slug=slug).filter(active=True)
    return others if add else others.filter(slug=Source.DESK)


def taken_identifiers(slug: str, records: Iterable[ServiceRecord], add: bool) -> list[Problem]:
    """A problem for each service whose identifier a source that stays active already uses."""
    others = dict(
        Service.objects.filter(source__in=staying(slug, add))
        .exclude(state=LifeCycle.VANISHED.value)
        .values_list("identifier", "source__slug")
    )
    return [
        Problem(
            record.identifier,
            record.label(),
            "dct:identifier",
            f"“{others[record.identifier]}”, which stays active, has it already: give another, or import without --add",
        )
        for record in records
        if record.identifier in others
    ]


def _store(
    slug: str,
    records: Sequence[ServiceRecord],
    failed: Collection[str],
    now: dt.datetime,
    *,
    add: bool,
    source_digest: str,
) -> Stored:
    source, _ = Source.objects.get_or_create(slug=slug, defaults={"active": False})
    leaving = Source.objects.exclude(pk=source.pk).filter(active=True).exclude(pk__in=staying(slug, add))
    switched = not source.active or leaving.exists()
    Source.objects.filter(pk__in=[row.pk for row in leaving]).update(active=False)
    existing = {service.identifier: service for service in source.services.all()}
    digests = {record.identifier: own_digest(record) for record in records}
    new = [record for record in records if record.identifier not in existing]
    changed = [
        record
        for record in records
        if record.identifier in existing and existing[record.identifier].digest != digests[record.identifier]
    ]
    shared = _shared(source, records)
    _write(source, new, changed, existing, digests, shared, now)
    vanished = _vanish(existing, {record.identifier for record in records} | set(failed))
    source.active, source.digest, source.imported_at = True, source_digest, now
    source.save(update_fields=["active", "digest", "imported_at"])
    outcome = Stored(len(new), len(changed), len(records) - len(new) - len(changed), vanished, switched)
    Revision.grow()
    return outcome


def own_digest(record: ServiceRecord) -> str:
    """A digest of what the service itself says, with shared parts by their names alone."""
    names: list[Any] = [record.authority.identifier if record.authority else ""]
    names += [channel.identifier for channel in record.channels]
    names += [f"{concept.kind.value}/{concept.identifier}" for concept in record.concepts]
    own = dataclasses.replace(record, authority=None, channels=(), concepts=())
    return digest(dataclasses.replace(own, page={**own.page, "parts": "\n".join(names)}))


def _write(
    source: Source,
    new: Sequence[ServiceRecord],
    changed: Sequence[ServiceRecord],
    existing: dict[str, Service],
    digests: dict[str, str],
    shared: Shared,
    now: dt.datetime,
) -> None:
    for record in changed:
        service = existing[record.identifier]
        _fill(service, record, shared, digests[record.identifier])
        service.changed_at = now
        if record.state is not LifeCycle.ACTIVE or service.state == LifeCycle.VANISHED.value:
            service.state = record.state.value
    Service.objects.bulk_update(
        [existing[record.identifier] for record in changed],
        ["authority", "processing_time", "page", "digest", "state", "changed_at"],
        batch_size=200,
    )
    made = []
    for record in new:
        service = Service(source=source, identifier=record.identifier, state=record.state.value, changed_at=now)
        _fill(service, record, shared, digests[record.identifier])
        made.append(service)
    Service.objects.bulk_create(made, batch_size=200)
    services = {**existing, **{service.identifier: service for service in made}}
    pairs = [(services[record.identifier], record) for record in (*changed, *new)]
    replace_texts(pairs, now)
    replace_parts(pairs, shared.channels, shared.concepts)


def _fill(service: Service, record: ServiceRecord, shared: Shared, own: str) -> None:
    service.authority = shared.organisations[record.authority.identifier] if record.authority else None
    service.processing_time = record.processing_time
    service.page = record.page
    service.digest = own


def _vanish(existing: dict[str, Service], present: Collection[str]) -> int:
    gone = [
        service.pk
        for service in existing.values()
        if service.identifier not in present and service.state != LifeCycle.VANISHED.value
    ]
    for start in range(0, len(gone), 500):
        Service.objects.filter(pk__in=gone[start : start + 500]).update(state=LifeCycle.VANISHED.value, digest="")
    return len(gone)


def _shared(source: Source, records: Sequence[ServiceRecord]) -> Shared:
    organisations = {record.authority.identifier: record.authority for record in records if record.authority}
    channels = {channel.identifier: channel for record in records for channel in record.channels}
    concepts = {(c.kind.value, c.identifier): c for record in records for c in record.concepts}
    return Shared(
        _sync(Organisation, source, organisations, _organisation_values),
        _channels(source, channels),
        _sync(Concept, source, concepts, _concept_values),
    )


def _organisation_values(record: OrganisationRecord) -> dict[str, Any]:
    return {"identifier": record.identifier, "name": record.name, "url": record.url}


def _concept_values(record: ConceptRecord) -> dict[str, Any]:
    return {"identifier": record.identifier, "kind": record.kind.value, "name": record.name}


def _channel_values(record: ChannelRecord) -> dict[str, Any]:
    values = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    values.pop("special")
    return {**values, "kind": record.kind.value, "role": record.role.value}


def _sync(model: Any, source: Source, records: dict[Any, Any], values: Any) -> dict[Any, Any]:
    """Rows of ``model`` for all records; only those whose record changed are written."""
    rows = {_key(row): row for row in model.objects.filter(source=source)}
    new: list[models.Model] = []
    changed: list[models.Model] = []
    columns: set[str] = {"digest"}
    for key, record in records.items():
        content = digest(record)
        row = rows.get(key)
        if row is not None and row.digest == content:
            continue
        if row is None:
            row = rows[key] = model(source=source)
            new.append(row)
        else:
            changed.append(row)
        for column, value in values(record).items():
            setattr(row, column, value)
            columns.add(column)
        row.digest = content
    model.objects.bulk_create(new, batch_size=200)
    if changed:
        model.objects.bulk_update(changed, sorted(columns), batch_size=200)
    return rows


def _key(row: Any) -> Any:
    return (row.kind, row.identifier) if isinstance(row, Concept) else row.identifier


def _channels(source: Source, records: dict[str, ChannelRecord]) -> dict[str, Channel]:
    before = dict(Channel.objects.filter(source=source).values_list("identifier", "digest"))
    rows: dict[str, Channel] = _sync(Channel, source, records, _channel_values)
    touched = [key for key in records if before.get(key) != rows[key].digest]
    SpecialHours.objects.filter(channel__in=[rows[key].pk for key in touched if key in before]).delete()
    SpecialHours.objects.bulk_create(
        SpecialHours(channel=rows[key], first=days.first, last=days.last, hours=days.hours, reason=days.reason)
        for key in touched
        for days in records[key].special
    )
    return rows
