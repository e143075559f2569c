"""Small catalogue files for tests."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

PERMIT: dict[str, Any] = {
    "@id": "service/parking-permit",
    "@type": "Service",
    "identifier": "parking-permit",
    "name": {"en": "Parking permit", "fi": "Pysäköintitunnus"},
    "description": {"en": "Park in your own street.", "fi": "Pysäköi omalla kadullasi."},
    "synonym": {"en": ["resident parking", "car sticker"]},
    "keyword": {"fi": ["auto"]},
    "question": {"en": ["Where can I leave my car overnight?"]},
    "audience": "audience/residents",
    "requirement": {
        "@type": "Requirement",
        "identifier": "permit-for",
        "name": {"en": "Who"},
        "description": {"en": "People who live in the zone."},
    },
    "procedure": {
        "@type": "Rule",
        "identifier": "permit-steps",
        "name": {"en": "Steps"},
        "description": {"en": "1. Log in.\n2. Pay."},
    },
    "evidence": [{"@type": "Evidence", "identifier": "registration", "name": {"en": "Car registration"}}],
    "output": {"@type": "Output", "identifier": "permit", "name": {"en": "A permit for a year"}},
    "cost": [
        {
            "@type": "Cost",
            "identifier": "permit-fee",
            "value": 45.0,
            "currency": "EUR",
            "description": {"en": "45 euros a year"},
        }
    ],
    "processingTime": "P5D",
    "authority": "organisation/town",
    "channel": [
        "channel/counter",
        {
            "@type": "Channel",
            "identifier": "permit-online",
            "type": "channel-type/e-service",
            "name": {"en": "Apply online"},
            "page": "https://town.example/permit",
        },
    ],
    "contact": {
        "@type": "ContactPoint",
        "identifier": "parking-desk",
        "telephone": "+358 9 123",
        "email": "parking@town.example",
    },
    "lifeEvent": "life-event/moving",
    "page": "https://town.example/parking",
}
LIBRARY: dict[str, Any] = {
    "@id": "service/library-card",
    "@type": "Service",
    "identifier": "library-card",
    "name": {"en": "Library card"},
    "description": {"en": "Borrow books for free."},
    "authority": "organisation/town",
    "channel": "channel/counter",
}
SHARED: list[dict[str, Any]] = [
    {
        "@id": "organisation/town",
        "@type": "Organisation",
        "identifier": "town",
        "label": {"en": "The town", "sv": "Staden"},
        "spatial": "location/town",
        "page": "https://town.example/",
    },
    {
        "@id": "channel/counter",
        "@type": "Channel",
        "identifier": "counter",
        "type": "channel-type/office",
        "name": {"en": "Counter", "fi": "Palvelupiste"},
        "hours": "Mo-Fr 09:00-12:00,13:00-16:00; PH off",
        "address": {"en": "Market Street 1"},
        "specialHours": [
            {
                "@type": "TemporalEntity",
                "firstDay": "2026-12-31",
                "hours": "09:00-11:00",
                "description": {"en": "New Year's Eve"},
            },
            {"@type": "TemporalEntity", "firstDay": "2026-07-06", "lastDay": "2026-07-17", "hours": "off"},
        ],
    },
    {
        "@id": "life-event/moving",
        "@type": "LifeEvent",
        "identifier": "moving",
        "name": {"en": "Moving", "fi": "Muutto"},
    },
    *(
        {"@id": f"audience/{code}", "@type": "Concept", "identifier": code, "label": {"en": code.capitalize()}}
        for code in ("residents", "businesses", "associations")
    ),
]


def permit(**changes: Any) -> dict[str, Any]:
    """The parking permit with some properties changed; None drops one."""
    changed = {**copy.deepcopy(PERMIT), **changes}
    return {key: value for key, value in changed.items() if value is not None}


def write(path: Path, *services: dict[str, Any]) -> Path:
    """A file that holds the services and what they share."""
    document = {
        "@context": ["context.jsonld", {"@base": "https://loket.example/id/"}],
        "@graph": [*services, *copy.deepcopy(SHARED)],
    }
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
