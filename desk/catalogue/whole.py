"""A service with all its parts, in eight composed queries: an answer's first reading of a service is waited for."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import Any

from django.db.models import Model, QuerySet

from desk.catalogue import models
from desk.catalogue.records import LifeCycle
from desk.composed import Given, GivenSet, composed


@dataclasses.dataclass(frozen=True)
class Whole:
    """Rows in their models' order; each channel with its special hours."""

    service: models.Service
    texts: tuple[models.ServiceText, ...]
    costs: tuple[models.Cost, ...]
    evidence: tuple[models.Evidence, ...]
    outputs: tuple[models.Output, ...]
    concepts: tuple[models.Concept, ...]
    channels: tuple[tuple[models.Channel, tuple[models.SpecialHours, ...]], ...]


def told() -> QuerySet[models.Service]:
    """The services that citizens are told of."""
    untold = [LifeCycle.VANISHED.value, LifeCycle.DRAFT.value]
    return models.Service.objects.filter(source__active=True).exclude(state__in=untold)


@composed
def _service(identifier: Given) -> Any:
    return told().filter(identifier=identifier).select_related("authority", "source")


@composed
def _parts(service: Given, *, model: type[Model]) -> Any:
    return model._default_manager.filter(service=service)


@composed
def _concepts(service: Given) -> Any:
    return models.Concept.objects.filter(services__id=service)


@composed
def _links(service: Given) -> Any:
    return models.ServiceChannel.objects.filter(service=service).select_related("channel")


@composed
def _special_hours(channels: GivenSet) -> Any:
    return models.SpecialHours.objects.filter(channel__id__in=channels)


def read(identifier: str) -> Whole | None:
    """The service of the active catalogue, or None."""
    rows = _service(identifier)
    if not rows:
        return None
    key = rows[0].pk
    channels = [link.channel for link in _links(key)]
    special: dict[int, list[models.SpecialHours]] = defaultdict(list)
    for hours in _special_hours(frozenset(channel.pk for channel in channels)) if channels else ():
        special[hours.channel_id].append(hours)
    return Whole(
        service=rows[0],
        texts=tuple(_parts(key, model=models.ServiceText)),
        costs=tuple(_parts(key, model=models.Cost)),
        evidence=tuple(_parts(key, model=models.Evidence)),
        outputs=tuple(_parts(key, model=models.Output)),
        concepts=tuple(_concepts(key)),
        channels=tuple((channel, tuple(special[channel.pk])) for channel in channels),
    )
