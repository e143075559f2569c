"""The catalogue as a CPSV-AP 3.2.0 file that others can use, and that imports back to the same catalogue."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD

from desk.catalogue.records import (
    ChannelKind,
    ChannelRecord,
    ChannelRole,
    ConceptKind,
    ConceptRecord,
    LifeCycle,
    OrganisationRecord,
    ServiceRecord,
    Texts,
    Wording,
    web_address,
)
from desk.catalogue.vocabulary import (
    ADMS,
    BASE,
    CHANNEL_KINDS,
    CHANNEL_NAMES,
    CHANNEL_TYPE,
    CPSV,
    CURRENCY,
    CV,
    DCAT,
    DCT,
    FOAF,
    LIFE_CYCLES,
    LOKET,
    SKOS,
    STATUS,
    TIME,
    bound,
)

_TYPE_NAMES = {kind: name for name, kind in CHANNEL_KINDS.items()}
_STATUS_NAMES = {state: name for name, state in LIFE_CYCLES.items()}
_CONCEPT_LINKS = {
    ConceptKind.LIFE_EVENT: CV.isGroupedBy,
    ConceptKind.AUDIENCE: DCT.audience,
    ConceptKind.THEME: CV.thematicArea,
}


class ExportFormat(enum.Enum):
    """How a file is written."""

    JSONLD = "jsonld"
    TURTLE = "turtle"


def write(records: Iterable[ServiceRecord], path: Path, form: ExportFormat, country: str) -> int:
    """Write the services to ``path``; returns how many. ``country`` (ISO 3166-1) is where organisations act."""
    export = _Export(country)
    number = 0
    for record in records:
        export.service(record)
        number += 1
    path.write_text(_text(export.graph, form), encoding="utf-8")
    return number


def as_graph(records: Iterable[ServiceRecord], country: str) -> Graph:
    """The services as a graph that the official 3.2.0 shapes accept."""
    export = _Export(country)
    for record in records:
        export.service(record)
    return export.graph


def _text(graph: Graph, form: ExportFormat) -> str:
    if form is ExportFormat.TURTLE:
        return graph.serialize(format="turtle")
    context = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    document = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    document["@graph"] = sorted(document.get("@graph", []), key=lambda node: str(node.get("@id")))
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class _Export:
    """A graph that grows service by service; what services share is written once."""

    def __init__(self, country: str) -> None:
        self.graph = bound(Graph())
        self._place = URIRef(f"http://publications.europa.eu/resource/authority/country/{country}")
        self._written: set[URIRef] = set()

    def service(self, record: ServiceRecord) -> None:
        node = _address("service", record.identifier)
        self._described(node, CPSV.PublicService, record.identifier)
        self._wordings(node, record)
        if record.authority is not None:
            self._add(node, CV.hasCompetentAuthority, self._organisation(record.authority))
        for channel in record.channels:
            contact = channel.role is ChannelRole.CONTACT
            self._add(node, CV.contactPoint if contact else CV.hasChannel, self._channel(channel))
        for concept in record.concepts:
            self._add(node, _CONCEPT_LINKS[concept.kind], self._concept(concept))
        self._costs(node, record)
        for piece in record.evidence:
            self._part(node, CPSV.hasInput, CV.Evidence, record, piece)
        for result in record.outputs:
            self._part(node, CPSV.produces, CV.Output, record, result)
        if record.processing_time:
            self._add(node, CV.processingTime, Literal(record.processing_time, datatype=XSD.duration, normalize=False))
        self._pages(node, FOAF.page, record.page)
        if record.state in _STATUS_NAMES and record.state is not LifeCycle.ACTIVE:
            self._add(node, ADMS.status, self._typed(STATUS + _STATUS_NAMES[record.state], SKOS.Concept))

    def _wordings(self, node: URIRef, record: ServiceRecord) -> None:
        described = any(wording.description for wording in record.wordings.values())
        for language, wording in record.wordings.items():
            # The shapes want a description; where there is none at all, the name stands in.
            description = wording.description if described else wording.name
            single = (
                (DCT.title, wording.name),
                (DCT.description, description),
                (LOKET.processingText, wording.processing),
                (SKOS.note, wording.information),
            )
            for predicate, text in single:
                self._texts(node, predicate, {language: text})
            several = (
                (SKOS.altLabel, wording.synonyms),
                (DCAT.keyword, wording.keywords),
                (SKOS.hiddenLabel, wording.questions),
            )
            for predicate, words in several:
                for word in words:
                    self._texts(node, predicate, {language: word})
        self._prose(node, CV.holdsRequirement, CV.Requirement, "requirement", record, "audience")
        self._prose(node, CPSV.follows, CPSV.Rule, "rule", record, "steps")

    def _prose(self, node: URIRef, link: URIRef, class_: URIRef, kind: str, record: ServiceRecord, field: str) -> None:
        """A node of its own that holds one text of each wording; its mandatory title is the service's name."""
        texts = {code: getattr(wording, field) for code, wording in record.wordings.items() if getattr(wording, field)}
        if not texts:
            return
        part = _address("service", record.identifier, kind)
        self._add(node, link, part)
        self._described(part, class_, f"{record.identifier}-{kind}")
        self._texts(part, DCT.title, _names(record.wordings))
        self._texts(part, DCT.description, texts)

    def _organisation(self, record: OrganisationRecord) -> URIRef:
        node = _address("organisation", record.identifier)
        if self._first(node):
            self._described(node, CV.PublicOrganisation, record.identifier)
            self._texts(node, SKOS.prefLabel, record.name or {"und": record.identifier})
            self._add(node, DCT.spatial, self._typed(str(self._place), DCT.Location))
            self._pages(node, FOAF.page, {"": record.url} if record.url else {})
        return node

    def _concept(self, record: ConceptRecord) -> URIRef:
        node = _address(record.kind.value, record.identifier)
        if self._first(node):
            event = record.kind is ConceptKind.LIFE_EVENT
            self._described(node, CV.LifeEvent if event else SKOS.Concept, record.identifier)
            if event:
                self._add(node, RDF.type, CV.Event)
            self._texts(node, DCT.title if event else SKOS.prefLabel, record.name or {"und": record.identifier})
        return node

    def _channel(self, record: ChannelRecord) -> URIRef:
        node = _address(record.role.value, record.identifier)
        if not self._first(node):
            return node
        contact = record.role is ChannelRole.CONTACT
        self._described(node, CV.ContactPoint if contact else CV.Channel, record.identifier)
        self._add(node, DCT.type, self._channel_type(record.kind))
        self._texts(node, DCT.title, record.name)
        self._texts(node, DCT.description, record.description)
        self._texts(node, LOKET.address, record.address)
        for predicate, text in ((CV.telephone, record.phone), (CV.email, record.email)):
            if text:
                self._add(node, predicate, Literal(text))
        self._pages(node, CV.contactPage if contact else FOAF.page, record.url)
        if record.hours or record.hours_text:
            period = self._period(node, "hours", record.hours, record.hours_text)
            self._add(node, CV.openingHours, period)
        for days in record.special:
            period = self._period(node, f"{days.first}-{days.last}", days.hours or "off", days.reason)
            self._add(period, LOKET.firstDay, Literal(days.first))
            self._add(period, LOKET.lastDay, Literal(days.last))
            self._add(node, CV.specialOpeningHoursSpecification, period)
        return node

    def _period(self, node: URIRef, name: str, hours: str, texts: Texts) -> URIRef:
        period = URIRef(f"{node}/{name}")
        self._add(period, RDF.type, TIME.TemporalEntity)
        if hours:
            self._add(period, LOKET.openingHours, Literal(hours))
        self._texts(period, DCT.description, texts)
        return period

    def _channel_type(self, kind: ChannelKind) -> URIRef:
        node = self._typed(CHANNEL_TYPE + _TYPE_NAMES[kind], SKOS.Concept)
        self._texts(node, SKOS.prefLabel, {"en": CHANNEL_NAMES[kind]})
        return node

    def _costs(self, node: URIRef, record: ServiceRecord) -> None:
        for cost in record.costs:
            part = _address("service", record.identifier, "cost", cost.identifier)
            self._add(node, CV.hasCost, part)
            self._described(part, CV.Cost, cost.identifier)
            self._texts(part, DCT.description, cost.description)
            self._add(part, CV.currency, self._typed(CURRENCY + cost.currency, SKOS.Concept))
            if cost.value is not None:
                self._add(part, CV.hasValue, Literal(float(cost.value), datatype=XSD.double))

    def _part(self, node: URIRef, link: URIRef, class_: URIRef, record: ServiceRecord, part: Any) -> None:
        address = _address("service", record.identifier, str(class_).rsplit("/", 1)[-1].lower(), part.identifier)
        self._add(node, link, address)
        self._described(address, class_, part.identifier)
        self._texts(address, DCT.title, part.name or {"und": part.identifier})
        self._texts(address, DCT.description, part.description)

    def _pages(self, node: URIRef, predicate: URIRef, pages: Texts) -> None:
        for language, url in pages.items():
            self._add(node, predicate, self._typed(web_address(url), FOAF.Document))
            self._texts(node, LOKET.localPage, {language: url} if language else {})

    def _described(self, node: URIRef, class_: URIRef, identifier: str) -> None:
        self._add(node, RDF.type, class_)
        self._add(node, DCT.identifier, Literal(identifier))

    def _typed(self, address: str, class_: URIRef) -> URIRef:
        node = URIRef(address)
        self._add(node, RDF.type, class_)
        return node

    def _first(self, node: URIRef) -> bool:
        fresh = node not in self._written
        self._written.add(node)
        return fresh

    def _texts(self, node: URIRef, predicate: URIRef, texts: Texts) -> None:
        for language, text in texts.items():
            if text:
                self._add(node, predicate, Literal(text, lang=language))

    def _add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self.graph.add((subject, predicate, value))


def _names(wordings: dict[str, Wording]) -> Texts:
    return {code: wording.name for code, wording in wordings.items() if wording.name}


def _address(*parts: str) -> URIRef:
    return URIRef(BASE + "/".join(quote(part, safe="") for part in parts))
