"""The catalogue's tables."""

from __future__ import annotations

from desk.catalogue.models.notice import Notice
from desk.catalogue.models.parts import Channel, Concept, Cost, Evidence, Output, ServiceChannel, SpecialHours
from desk.catalogue.models.revision import Revision
from desk.catalogue.models.service import Organisation, Service, ServiceText, ServiceTextVersion, Source

__all__ = [
    "Channel",
    "Concept",
    "Cost",
    "Evidence",
    "Notice",
    "Organisation",
    "Output",
    "Revision",
    "Service",
    "ServiceChannel",
    "ServiceText",
    "ServiceTextVersion",
    "Source",
    "SpecialHours",
]
