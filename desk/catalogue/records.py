"""What a source says about services, as plain values: importers make records, the exporter reads them back.

Two equal records are one and the same content, so a digest of a record tells whether the source changed it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import hashlib
import json
from decimal import Decimal
from typing import Any
from urllib.parse import quote

Texts = dict[str, str]
"""Language (BCP 47 code) to text; "" as the language of a web address that serves all languages."""


class ChannelKind(enum.Enum):
    """How a channel is used."""

    E_SERVICE = "e_service"
    WEB_PAGE = "web_page"
    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    FORM = "form"
    OFFICE = "office"
    MAIL = "mail"


class ChannelRole(enum.Enum):
    """A way to use the service (cv:hasChannel), or somebody to ask about it (cv:contactPoint)."""

    CHANNEL = "channel"
    CONTACT = "contact"


class ConceptKind(enum.Enum):
    """What a concept groups services by."""

    LIFE_EVENT = "life_event"
    AUDIENCE = "audience"
    THEME = "theme"


class LifeCycle(enum.Enum):
    """Where a service stands; only ACTIVE is found by search, VANISHED is what its source no longer holds."""

    DRAFT = "draft"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    VANISHED = "vanished"


@dataclasses.dataclass(frozen=True)
class Wording:
    """All that is said of a service in one language."""

    name: str = ""
    description: str = ""
    audience: str = ""
    steps: str = ""
    processing: str = ""
    information: str = ""
    synonyms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class OrganisationRecord:
    """A public organisation; ``identifier`` is unique within its source."""

    identifier: str
    name: Texts
    url: str = ""


@dataclasses.dataclass(frozen=True)
class ConceptRecord:
    """A life event, target group or theme."""

    identifier: str
    kind: ConceptKind
    name: Texts


@dataclasses.dataclass(frozen=True)
class SpecialDays:
    """Hours from ``first`` to ``last`` (both included) in place of the weekly ones: "10:00-12:00", or "" for closed."""

    first: dt.date
    last: dt.date
    hours: str
    reason: Texts = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class ChannelRecord:
    """One way to a service. ``hours`` is an OSM opening_hours expression, or "" where unknown."""

    identifier: str
    kind: ChannelKind
    role: ChannelRole = ChannelRole.CHANNEL
    name: Texts = dataclasses.field(default_factory=dict)
    description: Texts = dataclasses.field(default_factory=dict)
    url: Texts = dataclasses.field(default_factory=dict)
    phone: str = ""
    email: str = ""
    address: Texts = dataclasses.field(default_factory=dict)
    hours: str = ""
    hours_text: Texts = dataclasses.field(default_factory=dict)
    special: tuple[SpecialDays, ...] = ()


@dataclasses.dataclass(frozen=True)
class CostRecord:
    """A fee; ``value`` is None where the source has only words. ``currency`` is an ISO 4217 code."""

    identifier: str
    value: Decimal | None
    currency: str
    description: Texts


@dataclasses.dataclass(frozen=True)
class EvidenceRecord:
    """A document that an applicant brings."""

    identifier: str
    name: Texts
    description: Texts


@dataclasses.dataclass(frozen=True)
class OutputRecord:
    """What the service gives: a permit, a decision, a place."""

    identifier: str
    name: Texts
    description: Texts


@dataclasses.dataclass(frozen=True)
class ServiceRecord:
    """A public service with all its parts. ``processing_time`` is an ISO 8601 duration ("P14D") or ""."""

    identifier: str
    wordings: dict[str, Wording]
    authority: OrganisationRecord | None
    channels: tuple[ChannelRecord, ...] = ()
    costs: tuple[CostRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    outputs: tuple[OutputRecord, ...] = ()
    concepts: tuple[ConceptRecord, ...] = ()
    processing_time: str = ""
    page: Texts = dataclasses.field(default_factory=dict)
    state: LifeCycle = LifeCycle.ACTIVE

    def label(self) -> str:
        """The name to show to whoever runs an import."""
        return next((wording.name for wording in self.wordings.values() if wording.name), self.identifier)


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a record")


def digest(record: Any) -> str:
    """A digest of a record's content, the same in every process (SHA-256, 64 hexadecimal digits)."""
    text = json.dumps(dataclasses.asdict(record), default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def tidy_words(words: list[str]) -> tuple[str, ...]:
    """Words in a fixed order, each once, without blank ones: RDF keeps no order."""
    return tuple(sorted({" ".join(word.split()) for word in words} - {""}))


def web_address(text: str) -> str:
    """``text`` as an address that is valid wherever it is written: blanks and other signs escaped."""
    return quote(text.strip(), safe=":/?#[]@!$&'()*+,;=%~")
