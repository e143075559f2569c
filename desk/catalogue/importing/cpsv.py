"""A CPSV-AP graph (3.2.0, or 2.2.1 by its older names) as records."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from desk.catalogue.importing.cpsv_channels import channels
from desk.catalogue.importing.reader import Reader
from desk.catalogue.records import (
    ConceptKind,
    ConceptRecord,
    CostRecord,
    EvidenceRecord,
    LifeCycle,
    OrganisationRecord,
    OutputRecord,
    ServiceRecord,
    Texts,
    Wording,
    tidy_words,
)
from desk.catalogue.vocabulary import ADMS, CPSV, CV, DCAT, DCT, FOAF, LIFE_CYCLES, LOKET, SKOS, STATUS


def record(graph: Graph, node: Node) -> ServiceRecord:
    """One service of a checked graph."""
    read = Reader(graph)
    state = str(graph.value(node, ADMS.status) or "").removeprefix(STATUS)
    return ServiceRecord(
        identifier=read.identifier(node),
        wordings=_wordings(read, node),
        authority=_authority(read, graph.value(node, CV.hasCompetentAuthority)),
        channels=channels(read, node),
        costs=tuple(_cost(read, cost) for cost in read.sorted(node, CV.hasCost)),
        evidence=tuple(
            EvidenceRecord(read.identifier(item), _name(read, item), read.texts(item, DCT.description))
            for item in read.sorted(node, CPSV.hasInput)
        ),
        outputs=tuple(
            OutputRecord(read.identifier(item), _name(read, item), read.texts(item, DCT.description))
            for item in read.sorted(node, CPSV.produces)
        ),
        concepts=_concepts(read, node),
        processing_time=str(graph.value(node, CV.processingTime) or ""),
        page=read.addresses(node, FOAF.page) or _landing_page(read, node),
        state=LIFE_CYCLES.get(state, LifeCycle.ACTIVE),
    )


def _wordings(read: Reader, node: Node) -> dict[str, Wording]:
    name = read.texts(node, DCT.title)
    description = read.texts(node, DCT.description)
    requirements = [*read.sorted(node, CV.holdsRequirement), *read.sorted(node, CV.hasCriterion)]
    audience = _joined(read.texts(item, DCT.description) or _name(read, item) for item in requirements)
    steps = _joined(read.texts(item, DCT.description) for item in read.sorted(node, CPSV.follows))
    processing = read.texts(node, LOKET.processingText)
    information = read.texts(node, SKOS.note)
    words = [read.several(node, term) for term in (SKOS.altLabel, DCAT.keyword, SKOS.hiddenLabel)]
    languages = sorted(
        {*name, *description, *audience, *steps, *processing, *information, *(c for w in words for c in w)}
    )
    return {
        code: Wording(
            name=name.get(code, ""),
            # A description that only repeats the name fills a mandatory field and says nothing.
            description=description.get(code, "") if description.get(code) != name.get(code) else "",
            audience=audience.get(code, ""),
            steps=steps.get(code, ""),
            processing=processing.get(code, ""),
            information=information.get(code, ""),
            synonyms=tidy_words(words[0].get(code, [])),
            keywords=tidy_words(words[1].get(code, [])),
            questions=tidy_words(words[2].get(code, [])),
        )
        for code in languages
    }


def _joined(several: Iterable[Texts]) -> Texts:
    joined: Texts = {}
    for texts in several:
        for language, text in texts.items():
            joined[language] = f"{joined[language]}\n\n{text}" if language in joined else text
    return joined


def _name(read: Reader, node: Node) -> Texts:
    return read.texts(node, DCT.title) or read.texts(node, SKOS.prefLabel)


def _authority(read: Reader, node: Node | None) -> OrganisationRecord | None:
    if node is None:
        return None
    names = read.texts(node, SKOS.prefLabel) or read.texts(node, DCT.title)
    pages = read.addresses(node, FOAF.page)
    return OrganisationRecord(read.identifier(node), names, pages.get("") or next(iter(pages.values()), ""))


def _cost(read: Reader, node: Node) -> CostRecord:
    amount = read.graph.value(node, CV.hasValue)
    currency = str(read.graph.value(node, CV.currency) or "").rsplit("/", 1)[-1].upper()
    return CostRecord(
        read.identifier(node),
        money(amount if amount is not None else read.graph.value(node, CV.value)),
        currency if len(currency) == 3 else "EUR",
        read.texts(node, DCT.description) or read.texts(node, DCT.title),
    )


def money(value: Node | None) -> Decimal | None:
    """The amount of a literal; None where there is none, or only words. At most four decimals are kept."""
    if not isinstance(value, Literal):
        return None
    try:
        amount = Decimal(str(value))
        return amount.quantize(Decimal("0.0001")).normalize() if amount.is_finite() else None
    except InvalidOperation:
        return None


def _concepts(read: Reader, node: Node) -> tuple[ConceptRecord, ...]:
    kinds = (
        (DCT.audience, ConceptKind.AUDIENCE),
        (CV.isGroupedBy, ConceptKind.LIFE_EVENT),
        (CV.thematicArea, ConceptKind.THEME),
    )
    found = [
        ConceptRecord(read.identifier(item), kind, read.texts(item, DCT.title) or read.texts(item, SKOS.prefLabel))
        for predicate, kind in kinds
        for item in read.sorted(node, predicate)
    ]
    return tuple(sorted(found, key=lambda concept: (concept.kind.value, concept.identifier)))


def _landing_page(read: Reader, node: Node) -> Texts:
    """The page of 2.2.1's cv:isDescribedAt."""
    for dataset in read.sorted(node, CV.isDescribedAt):
        page = read.graph.value(dataset, DCAT.landingPage)
        if isinstance(page, URIRef):
            return {"": str(page)}
    return {}
