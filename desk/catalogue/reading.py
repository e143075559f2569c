"""What the rest of Loket reads of the catalogue: plain frozen values, never models.

Everything that answers a citizen goes through this module. Texts come in the best available language and carry the
language they are in, so that a caller can say so.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterator


class TextKind(enum.Enum):
    """What a searchable text of a service is."""

    NAME = "name"
    SYNONYM = "synonym"
    KEYWORD = "keyword"
    CHANNEL = "channel"
    LIFE_EVENT = "life_event"
    QUESTION = "question"
    DESCRIPTION = "description"
    STEPS = "steps"


@dataclasses.dataclass(frozen=True)
class Text:
    """A text and the language (BCP 47 code) it is really in."""

    value: str
    language: str


@dataclasses.dataclass(frozen=True)
class SearchText:
    service: str
    language: str
    kind: TextKind
    text: str


@dataclasses.dataclass(frozen=True)
class Cost:
    """``value`` in ``currency`` (ISO 4217); None where the source only has words."""

    value: float | None
    currency: str
    description: Text | None


@dataclasses.dataclass(frozen=True)
class Document:
    """A piece of evidence that an applicant brings."""

    name: Text
    description: Text | None = None


@dataclasses.dataclass(frozen=True)
class ChannelInfo:
    """One way to the service. ``kind`` is one of e_service, web_page, phone, email, chat, form, office, mail.

    ``hours`` is an OSM opening_hours expression (wiki.openstreetmap.org/wiki/Key:opening_hours/specification) or "".
    """

    id: str
    kind: str
    name: Text | None
    description: Text | None
    url: str
    phone: str
    email: str
    address: Text | None
    hours: str
    hours_text: Text | None


@dataclasses.dataclass(frozen=True)
class ServiceView:
    """All that an answer about one service needs, in the languages it has."""

    id: str
    name: Text
    description: Text | None
    audience: Text | None
    steps: Text | None
    documents: tuple[Document, ...]
    costs: tuple[Cost, ...]
    processing_time: dt.timedelta | None
    processing_text: Text | None
    channels: tuple[ChannelInfo, ...]
    authority: Text | None
    page: str
    status: str


@dataclasses.dataclass(frozen=True)
class Notice:
    """A dated notice, valid now."""

    id: int
    text: Text
    url: str
    urgent: bool
    service: str | None


@dataclasses.dataclass(frozen=True)
class Opening:
    """Whether a channel is open at a moment, and what comes next (aware datetimes in the town's zone).

    ``day`` holds the spans of the asked day, empty when closed all day; ``holiday`` names a public holiday or is "".
    """

    open: bool | None
    until: dt.datetime | None
    next_open: dt.datetime | None
    day: tuple[tuple[dt.datetime, dt.datetime], ...]
    holiday: str


# The functions below are this module's interface: service, services, search_texts, version, notices, opening.


def search_texts() -> Iterator[SearchText]:
    """Every searchable text of every active service."""
    raise LookupError("the catalogue is not set up yet")
