"""Files of JSON-LD, Turtle or RDF/XML as one graph, with nothing fetched from anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from desk.catalogue.importing.problems import ImportFailed
from desk.catalogue.vocabulary import ADMS, BASE, CPSV, CURRENCY, CV, DCAT, DCT, FOAF, LOKET, SCHEMA, SKOS

SHAPES = Path(__file__).resolve().parent.parent / "shapes"
OUR_CONTEXT = Path(__file__).resolve().parents[3] / "data" / "catalogue" / "context.jsonld"
_FORMATS = {
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".n3": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
}
_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?\S+\s+([^>]*)>")
_REFERENCE = re.compile(r"[&%][A-Za-z_]")
TEXT_PROPERTIES = frozenset(
    {
        DCT.title,
        DCT.description,
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.hiddenLabel,
        SKOS.note,
        DCAT.keyword,
        LOKET.address,
        LOKET.processingText,
    }
)
_PLAIN = frozenset({None, XSD.string, RDFS.Literal, RDF.langString})
_REFERENCES = {
    DCT.type: SKOS.Concept,
    DCT.audience: SKOS.Concept,
    CV.thematicArea: SKOS.Concept,
    CV.sector: SKOS.Concept,
    CV.isClassifiedBy: SKOS.Concept,
    CV.currency: SKOS.Concept,
    CV.frequency: SKOS.Concept,
    CV.role: SKOS.Concept,
    CV.evidenceTypeClassification: SKOS.Concept,
    ADMS.status: SKOS.Concept,
    DCT.language: DCT.LinguisticSystem,
    DCT.spatial: DCT.Location,
    CV.contactPage: FOAF.Document,
    FOAF.page: FOAF.Document,
}
"""Properties that point to authority tables and web pages, which a file need not describe to be understood."""


def load(files: Iterable[Path], default_language: str = "") -> Graph:
    """One graph of all files, completed. Raises `ImportFailed` for a file that cannot be read."""
    graph = Graph()
    for path in files:
        _parse(graph, path)
    if default_language:
        _tag(graph, default_language)
    _complete(graph)
    return graph


def _parse(graph: Graph, path: Path) -> None:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise ImportFailed(f"{path}: give a file that ends in .jsonld, .ttl or .rdf.")
    try:
        data = path.read_bytes()
        if form == "json-ld":
            data = json.dumps(_local(json.loads(data), path)).encode()
        elif form == "xml":
            _refuse_entities(data, path)
        graph.parse(data=data, format=form, publicID=BASE)
    except OSError as error:
        raise ImportFailed(f"{path}: {error.strerror}. Check the name of the file.") from error
    except ImportFailed:
        raise
    except Exception as error:
        raise ImportFailed(f"{path}: not readable as {form}: {_short(error)}. Mend the file at that place.") from error


def _refuse_entities(data: bytes, path: Path) -> None:
    """Entities that stand for other entities or files can grow without end or read what is not theirs."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    for value in _ENTITY.findall(text):
        if value.startswith(("SYSTEM", "PUBLIC")) or _REFERENCE.search(value):
            raise ImportFailed(f"{path}: an <!ENTITY> refers to something else. Write its text where it is used.")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


def _local(value: Any, path: Path) -> Any:
    """The JSON with every referred context put in its place, so that rdflib has nothing to fetch."""
    if isinstance(value, list):
        return [_local(item, path) for item in value]
    if not isinstance(value, dict):
        return value
    if "@import" in value:
        raise ImportFailed(f"{path}: “@import” in a context is not followed. Write the imported context into the file.")
    return {key: _context(item, path) if key == "@context" else _local(item, path) for key, item in value.items()}


def _context(value: Any, path: Path) -> Any:
    if isinstance(value, list):
        return [_context(item, path) for item in value]
    if isinstance(value, str):
        return _known_context(value, path)
    return _local(value, path)


def _known_context(address: str, path: Path) -> Any:
    name = address.rsplit("/", 1)[-1]
    official = address.startswith(("http://", "https://")) and "semiceu" in address.lower()
    if address.removeprefix("./") == "context.jsonld" or address == BASE + "context.jsonld":
        return _read_context(OUR_CONTEXT)
    if official and name in ("cpsv-ap.jsonld", "cpsv-ap_context.jsonld"):
        return _read_context(SHAPES / f"cpsv-ap-{'2.2.1' if '2.2.1' in address else '3.2.0'}-context.jsonld")
    raise ImportFailed(
        f"{path}: the context {address!r} is not known here, and nothing is fetched. "
        "Write that context into the file, or use the official one of CPSV-AP 3.2.0 or 2.2.1."
    )


@lru_cache(maxsize=4)
def _read_context(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))["@context"]


def _tag(graph: Graph, language: str) -> None:
    """Give texts without a language the default one."""
    for subject, predicate, value in list(graph):
        if predicate in TEXT_PROPERTIES and untagged(value):
            graph.remove((subject, predicate, value))
            graph.add((subject, predicate, Literal(str(value), lang=language)))


def untagged(value: Node) -> bool:
    """Whether ``value`` is a text that names no language."""
    return isinstance(value, Literal) and not value.language and value.datatype in _PLAIN


def _complete(graph: Graph) -> None:
    """Say what is clear but left out: classes above a class, classes of what is only referred to, full currencies."""
    for subject, code in list(graph.subject_objects(CV.currency)):
        short = str(code).removeprefix(BASE)
        if len(short) == 3 and short.isalpha():
            graph.remove((subject, CV.currency, code))
            graph.add((subject, CV.currency, URIRef(CURRENCY + short.upper())))
    for event_class in (CV.LifeEvent, CV.BusinessEvent):
        for event in list(graph.subjects(RDF.type, event_class)):
            graph.add((event, RDF.type, CV.Event))
    for predicate, class_ in _REFERENCES.items():
        for value in list(graph.objects(None, predicate)):
            if isinstance(value, URIRef) and (value, RDF.type, None) not in graph:
                graph.add((value, RDF.type, class_))
    for organisation in list(graph.subjects(RDF.type, CV.PublicOrganisation)):
        if (organisation, SKOS.prefLabel, None) not in graph:
            for title in list(graph.objects(organisation, DCT.title)):
                graph.add((organisation, SKOS.prefLabel, title))


def is_older_release(graph: Graph) -> bool:
    """Whether the file is written in CPSV-AP 2.2.1: it uses names that 3.2.0 dropped."""
    dropped = (CV.hasContactPoint, CV.hasCriterion, CV.isDescribedAt, CV.value, CV.playsRole, SCHEMA.openingHours)
    classes = (CV.CriterionRequirement, CV.PublicServiceDataset, SCHEMA.ContactPoint, DCT.Agent)
    return any((None, predicate, None) in graph for predicate in dropped) or any(
        (None, RDF.type, class_) in graph for class_ in classes
    )


def services(graph: Graph) -> list[Node]:
    """The services of the graph, by address."""
    return sorted(set(graph.subjects(RDF.type, CPSV.PublicService)), key=str)
