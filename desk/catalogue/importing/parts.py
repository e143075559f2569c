"""Costs, documents, results, channels and groups of services into their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desk.catalogue.models import Channel, Concept, Cost, Evidence, Output, Service, ServiceChannel
from desk.catalogue.records import ServiceRecord

Pairs = Sequence[tuple[Service, ServiceRecord]]


def replace_parts(pairs: Pairs, channels: Mapping[str, Channel], concepts: Mapping[tuple[str, str], Concept]) -> None:
    """Make each service have the parts of its record, in its order, and no others."""
    services = [service.pk for service, _ in pairs]
    belongs: Any = Service.concepts.through
    owned: tuple[Any, ...] = (Cost, Evidence, Output, ServiceChannel, belongs)
    for model in owned:
        for start in range(0, len(services), 500):
            model.objects.filter(service__in=services[start : start + 500]).delete()
    Cost.objects.bulk_create(_costs(pairs), batch_size=200)
    Evidence.objects.bulk_create(
        Evidence(service=service, position=n, identifier=e.identifier, name=e.name, description=e.description)
        for service, record in pairs
        for n, e in enumerate(record.evidence)
    )
    Output.objects.bulk_create(
        Output(service=service, position=n, identifier=o.identifier, name=o.name, description=o.description)
        for service, record in pairs
        for n, o in enumerate(record.outputs)
    )
    ServiceChannel.objects.bulk_create(
        (
            ServiceChannel(service=service, channel=channels[channel.identifier], position=position)
            for service, record in pairs
            for position, channel in enumerate(record.channels)
        ),
        batch_size=200,
    )
    belongs.objects.bulk_create(
        [
            belongs(service=service, concept=concepts[concept.kind.value, concept.identifier])
            for service, record in pairs
            for concept in record.concepts
        ],
        batch_size=200,
    )


def _costs(pairs: Pairs) -> list[Cost]:
    return [
        Cost(
            service=service,
            position=position,
            identifier=cost.identifier,
            value=cost.value,
            currency=cost.currency,
            description=cost.description,
        )
        for service, record in pairs
        for position, cost in enumerate(record.costs)
    ]
