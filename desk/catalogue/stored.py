"""Tables back into records: what the exporter writes, and what a source can be compared with."""

from __future__ import annotations

from django.db.models import Prefetch

from desk.catalogue import models
from desk.catalogue.importing.cpsv_channels import in_order
from desk.catalogue.records import (
    ChannelKind,
    ChannelRecord,
    ChannelRole,
    ConceptKind,
    ConceptRecord,
    CostRecord,
    EvidenceRecord,
    LifeCycle,
    OrganisationRecord,
    OutputRecord,
    ServiceRecord,
    SpecialDays,
    Wording,
    tidy_words,
)


def active_records() -> list[ServiceRecord]:
    """Every service of the active catalogue that its source still holds, by identifier."""
    channels = models.ServiceChannel.objects.select_related("channel").prefetch_related("channel__special_hours")
    links = Prefetch("channel_links", queryset=channels)
    rows = (
        models.Service.objects.filter(source__active=True)
        .exclude(state=LifeCycle.VANISHED.value)
        .select_related("authority")
        .prefetch_related("texts", "costs", "evidence", "outputs", "concepts", links)
        .order_by("identifier")
    )
    return [_service(row) for row in rows]


def _service(row: models.Service) -> ServiceRecord:
    authority = row.authority
    concepts = [ConceptRecord(c.identifier, ConceptKind(c.kind), c.name) for c in row.concepts.all()]
    return ServiceRecord(
        identifier=row.identifier,
        wordings={text.language: _wording(text) for text in row.texts.all()},
        authority=OrganisationRecord(authority.identifier, authority.name, authority.url) if authority else None,
        channels=in_order([_channel(link.channel) for link in row.channel_links.all()]),
        costs=tuple(CostRecord(c.identifier, c.value, c.currency, c.description) for c in row.costs.all()),
        evidence=tuple(EvidenceRecord(e.identifier, e.name, e.description) for e in row.evidence.all()),
        outputs=tuple(OutputRecord(o.identifier, o.name, o.description) for o in row.outputs.all()),
        concepts=tuple(sorted(concepts, key=lambda concept: (concept.kind.value, concept.identifier))),
        processing_time=row.processing_time,
        page=row.page,
        state=LifeCycle(row.state),
    )


def _wording(text: models.ServiceText) -> Wording:
    return Wording(
        name=text.name,
        description=text.description,
        audience=text.audience,
        steps=text.steps,
        processing=text.processing,
        information=text.information,
        synonyms=tidy_words(text.synonyms.splitlines()),
        keywords=tidy_words(text.keywords.splitlines()),
        questions=tidy_words(text.questions.splitlines()),
    )


def _channel(row: models.Channel) -> ChannelRecord:
    return ChannelRecord(
        identifier=row.identifier,
        kind=ChannelKind(row.kind),
        role=ChannelRole(row.role),
        name=row.name,
        description=row.description,
        url=row.url,
        phone=row.phone,
        email=row.email,
        address=row.address,
        hours=row.hours,
        hours_text=row.hours_text,
        special=tuple(SpecialDays(s.first, s.last, s.hours, s.reason) for s in row.special_hours.all()),
    )
