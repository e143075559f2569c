"""What the rest of Loket reads of the catalogue: plain frozen values, never models.

Everything that answers a citizen goes through this module. Texts come in the best available language and carry the
language they are in, so that a caller can say so.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from desk.catalogue import models, whole
from desk.catalogue.durations import parse_duration
from desk.catalogue.hours import Opening, holiday_name, opening_at
from desk.catalogue.records import ChannelKind, ChannelRole, ConceptKind, LifeCycle, SpecialDays
from desk.catalogue.town import town
from desk.composed import Given, composed

FALLBACKS = ("en", "fi")
"""Languages tried after the asked one, before any other."""

__all__ = [
    "ChannelInfo",
    "ChannelOpening",
    "Cost",
    "Document",
    "Notice",
    "Opening",
    "SearchText",
    "ServiceView",
    "Text",
    "TextKind",
    "holiday",
    "name",
    "notices",
    "opening",
    "search_texts",
    "service",
    "services",
    "version",
]


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
    ``contact`` marks somebody to ask about the service, rather than a way to use it.
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
    contact: bool = False
    special: tuple[SpecialDays, ...] = ()


@dataclasses.dataclass(frozen=True)
class ServiceView:
    """All that an answer about one service needs, in the languages it has.

    ``status`` is one of active, suspended, retired; ``source`` names the catalogue that it comes from. ``page`` is the
    service's own page, or its organisation's where it has none.
    """

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
    information: Text | None = None
    outputs: tuple[Text, ...] = ()
    life_events: tuple[Text, ...] = ()
    source: str = ""


@dataclasses.dataclass(frozen=True)
class Notice:
    """A dated notice, valid now."""

    id: int
    text: Text
    url: str
    urgent: bool
    service: str | None


@dataclasses.dataclass(frozen=True)
class ChannelOpening:
    """Whether one channel of a service is open at the asked moment."""

    channel: str
    kind: str
    opening: Opening


def version() -> int:
    """A number that grows at every change of the catalogue (one cheap query)."""
    return models.Revision.current()


def services(language: str) -> list[tuple[str, Text]]:
    """Identifier and name of every active service, sorted by name."""
    names = _names(models.Service.objects.filter(_active()))
    found = [(identifier, text) for identifier, texts in names.items() if (text := _best(texts, language))]
    return sorted(found, key=lambda pair: pair[1].value.casefold())


def service(identifier: str, language: str) -> ServiceView | None:
    """One service of the active catalogue in the best available language, or None.

    What was read is kept until the catalogue changes: an answer about a service is wanted over and over.
    """
    revision = models.Revision.current_name()
    if revision:
        return _kept_view(identifier, language, revision)
    found = whole.read(identifier)
    return _view(found, language) if found is not None else None


@lru_cache(maxsize=2048)
def _kept_view(identifier: str, language: str, revision: str) -> ServiceView | None:
    found = _kept_service(identifier, revision)
    return _view(found, language) if found is not None else None


@lru_cache(maxsize=1024)
def _kept_service(identifier: str, revision: str) -> whole.Whole | None:
    return whole.read(identifier)


def name(identifier: str, language: str) -> Text | None:
    """What `service` says its name is, without reading the rest; kept until the catalogue changes."""
    revision = models.Revision.current_name()
    names = (_kept_names(revision) if revision else _names(whole.told())).get(identifier)
    return None if names is None else _best(names, language) or Text(identifier, "")


@lru_cache(maxsize=2)
def _kept_names(revision: str) -> dict[str, dict[str, str]]:
    return _names(whole.told())


def _names(services: QuerySet[models.Service]) -> dict[str, dict[str, str]]:
    """The names of each of the services by language."""
    found: dict[str, dict[str, str]] = {}
    for identifier, language, said in services.values_list("identifier", "texts__language", "texts__name"):
        names = found.setdefault(identifier, {})
        if said:
            names[language] = said
    return found


def search_texts() -> Iterator[SearchText]:
    """Every searchable text of every active service."""
    rows = (
        models.ServiceText.objects.filter(_active("service__"))
        .select_related("service")
        .order_by("service", "language")
    )
    for row in rows.iterator(chunk_size=500):
        for kind, text in _wording_texts(row):
            yield SearchText(row.service.identifier, row.language, kind, text)
    links = models.ServiceChannel.objects.filter(_active("service__"), channel__role=ChannelRole.CHANNEL.value)
    for identifier, texts in links.values_list("service__identifier", "channel__name"):
        yield from _each(identifier, TextKind.CHANNEL, texts)
    events = models.Service.objects.filter(_active(), concepts__kind=ConceptKind.LIFE_EVENT.value)
    for identifier, texts in events.values_list("identifier", "concepts__name"):
        yield from _each(identifier, TextKind.LIFE_EVENT, texts)


@composed
def _notices(now: Given) -> Any:
    rows = models.Notice.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=now), valid_from__lte=now)
    return rows.filter(Q(service__isnull=True) | Q(service__source__active=True)).select_related("service")


def notices(language: str, now: dt.datetime, service: str | None = None) -> tuple[Notice, ...]:
    """Notices valid at ``now`` (aware), urgent ones first; of ``service`` and for all, or of every service."""
    found = []
    for row in _notices(now):
        about = row.service.identifier if row.service else None
        text = _best(row.text, language)
        if text is not None and (service is None or about in (None, service)):
            found.append(Notice(row.pk, text, row.url, row.urgent, about))
    return tuple(found)


def opening(identifier: str, at: dt.datetime, language: str = "en") -> tuple[ChannelOpening, ...]:
    """For each channel of the service that has hours: is it open at ``at`` (aware)?

    Holidays are those of the town's country, named in ``language`` where names are known. Empty when no channel
    tells hours or the service is unknown.
    """
    place = town()
    revision = models.Revision.current_name()
    known = _kept_service(identifier, revision) if revision else whole.read(identifier)
    found = []
    for channel, hours in known.channels if known is not None else ():
        special = _special(hours)
        if channel.hours or special:
            state = opening_at(channel.hours, special, at, place.zone, place.country)
            state = dataclasses.replace(state, holiday=holiday(at, language))
            found.append(ChannelOpening(channel.identifier, channel.kind, state))
    return tuple(found)


def holiday(at: dt.datetime, language: str = "en") -> str:
    """The public holiday of the town's country on the day of ``at`` (aware), or ""."""
    place = town()
    return holiday_name(at.astimezone(place.zone).date(), place.country, language)


def _active(prefix: str = "") -> Q:
    return Q(**{f"{prefix}state": LifeCycle.ACTIVE.value, f"{prefix}source__active": True})


def _best(texts: Mapping[str, str], language: str) -> Text | None:
    for code in (language, *FALLBACKS, *sorted(texts)):
        if texts.get(code):
            return Text(texts[code], code)
    return None


def _address(texts: Mapping[str, str], language: str) -> str:
    """The web address for a language; "" in ``texts`` is the one for all."""
    if texts.get(language) or texts.get(""):
        return texts.get(language) or texts[""]
    best = _best(texts, language)
    return best.value if best is not None else ""


def _wording_texts(row: models.ServiceText) -> Iterator[tuple[TextKind, str]]:
    single = ((TextKind.NAME, row.name), (TextKind.DESCRIPTION, row.description), (TextKind.STEPS, row.steps))
    yield from ((kind, text) for kind, text in single if text)
    several = (
        (TextKind.SYNONYM, row.synonyms),
        (TextKind.KEYWORD, row.keywords),
        (TextKind.QUESTION, row.questions),
    )
    for kind, lines in several:
        yield from ((kind, line.strip()) for line in lines.splitlines() if line.strip())


def _each(identifier: str, kind: TextKind, texts: Mapping[str, str]) -> Iterator[SearchText]:
    for language, text in texts.items():
        yield SearchText(identifier, language, kind, text)


def _view(found: whole.Whole, language: str) -> ServiceView | None:
    row = found.service
    wordings = {text.language: text for text in found.texts}

    def said(field: str) -> Text | None:
        return _best({code: getattr(text, field) for code, text in wordings.items()}, language)

    concepts = [concept for concept in found.concepts if concept.kind == ConceptKind.LIFE_EVENT.value]
    groups = [concept for concept in found.concepts if concept.kind == ConceptKind.AUDIENCE.value]
    return ServiceView(
        id=row.identifier,
        name=said("name") or Text(row.identifier, ""),
        description=said("description"),
        audience=said("audience") or _joined(_all([group.name for group in groups], language)),
        steps=said("steps"),
        documents=tuple(
            Document(name, _best(item.description, language))
            for item in found.evidence
            if (name := _best(item.name, language))
        ),
        costs=tuple(
            Cost(None if item.value is None else float(item.value), item.currency, _best(item.description, language))
            for item in found.costs
        ),
        processing_time=parse_duration(row.processing_time) if row.processing_time else None,
        processing_text=said("processing"),
        channels=tuple(_channel(channel, special, language) for channel, special in found.channels),
        authority=_best(row.authority.name, language) if row.authority else None,
        page=_address(row.page, language) or (row.authority.url if row.authority else ""),
        status=row.state,
        information=said("information"),
        outputs=_all([output.name for output in found.outputs], language),
        life_events=_all([concept.name for concept in concepts], language),
        source=row.source.slug,
    )


def _all(several: Sequence[Mapping[str, str]], language: str) -> tuple[Text, ...]:
    return tuple(text for texts in several if (text := _best(texts, language)))


def _joined(texts: Sequence[Text]) -> Text | None:
    """Names in one line, if all are in one language."""
    if not texts or len({text.language for text in texts}) > 1:
        return None
    return Text(", ".join(text.value for text in texts), texts[0].language)


def _special(hours: Iterable[models.SpecialHours]) -> tuple[SpecialDays, ...]:
    return tuple(SpecialDays(one.first, one.last, one.hours, one.reason) for one in hours)


def _channel(row: models.Channel, special: Iterable[models.SpecialHours], language: str) -> ChannelInfo:
    return ChannelInfo(
        id=row.identifier,
        kind=ChannelKind(row.kind).value,
        name=_best(row.name, language),
        description=_best(row.description, language),
        url=_address(row.url, language),
        phone=row.phone,
        email=row.email,
        address=_best(row.address, language),
        hours=row.hours,
        hours_text=_best(row.hours_text, language),
        contact=row.role == ChannelRole.CONTACT.value,
        special=_special(special),
    )
