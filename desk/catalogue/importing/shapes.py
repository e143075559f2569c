"""The official SHACL shapes, and what their findings mean for whoever mends the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

from desk.catalogue.importing.graph import SHAPES, is_older_release, services
from desk.catalogue.importing.problems import Problem
from desk.catalogue.importing.reader import Reader
from desk.catalogue.vocabulary import CPSV, DCT, SKOS, bound


@dataclasses.dataclass(frozen=True)
class Checked:
    """The release whose shapes were used ("3.2.0" or "2.2.1"), and what they found."""

    release: str
    problems: tuple[Problem, ...]


def check(graph: Graph) -> Checked:
    """Hold the graph against the shapes of the release that it is written in."""
    release = "2.2.1" if is_older_release(graph) else "3.2.0"
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(release), inference="none", inplace=True)
    reach = owners(graph)
    problems: dict[Problem, None] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        serious = report.value(result, SH.resultSeverity) == SH.Violation
        told = _remedy(graph, report, result)
        path = report.value(result, SH.resultPath)
        for service in reach.get(focus, ()) or (None,):
            problems[_problem(graph, service, focus, path, told, serious and service is not None)] = None
    for problem in _ill_typed(graph, reach):
        problems[problem] = None
    return Checked(release, tuple(sorted(problems, key=lambda p: (p.service, p.property, p.remedy))))


@lru_cache(maxsize=2)
def _shapes(release: str) -> Graph:
    return Graph().parse(SHAPES / f"cpsv-ap-{release}-shacl.ttl", format="turtle")


def owners(graph: Graph) -> Mapping[Node, set[Node]]:
    """For each node the services that lead to it, not through another service."""
    found: dict[Node, set[Node]] = {}
    every = set(services(graph))
    for service in every:
        waiting, seen = [service], {service}
        while waiting:
            node = waiting.pop()
            found.setdefault(node, set()).add(service)
            for predicate, value in graph.predicate_objects(node):
                if predicate != RDF.type and value not in seen and value not in every:
                    seen.add(value)
                    waiting.append(value)
    return found


def _ill_typed(graph: Graph, reach: Mapping[Node, set[Node]]) -> Iterator[Problem]:
    """Values that are not what their datatype says, such as "much" for a number: pyshacl lets them pass."""
    for node, predicate, value in graph:
        if isinstance(value, Literal) and value.ill_typed and value.datatype not in (RDF.langString, RDFS.Literal):
            told = f"“{str(value)[:60]}” is not a {_short(graph, value.datatype or XSD.string)}: write it as one"
            for service in reach.get(node, ()):
                yield _problem(graph, service, node, predicate, told, serious=True)


def _problem(
    graph: Graph, service: Node | None, focus: Node | None, path: Node | None, told: str, serious: bool
) -> Problem:
    read = Reader(graph)
    name = _short(graph, path) if path is not None else "class"
    if focus is not None and focus != service:
        classes = [_short(graph, class_) for class_ in graph.objects(focus, RDF.type)]
        name = f"{'/'.join(sorted(classes)) or 'node'} {read.identifier(focus)}: {name}"
    if service is None:
        return Problem("", "", name, told, serious)
    return Problem(read.identifier(service), label(read, service), name, told, serious)


def label(read: Reader, service: Node) -> str:
    """A service's title for a list of faults."""
    titles: Iterable[str] = (str(title) for title in read.graph.objects(service, DCT.title))
    return " ".join(next(iter(sorted(titles)), "").split())[:80]


def _remedy(graph: Graph, report: Graph, result: Node) -> str:
    """What to do about one finding, in words; SHACL's own message where we have none."""
    component = str(report.value(result, SH.sourceConstraintComponent) or "").rsplit("#", 1)[-1]
    value = report.value(result, SH.value)
    shape = report.value(result, SH.sourceShape)
    shapes = (report, _shapes("3.2.0"), _shapes("2.2.1"))

    def wanted(term: URIRef) -> str:
        for source in shapes:
            found = source.value(shape, term)
            if found is not None:
                return _short(graph, found)
        return ""

    shown = f"“{' '.join(str(value).split())[:60]}”" if value is not None else "its value"
    if component == "MinCountConstraintComponent":
        return "is missing: add it"
    if component == "MaxCountConstraintComponent":
        return f"more than {wanted(SH.maxCount) or 'one'} given: keep one"
    if component == "DatatypeConstraintComponent":
        if wanted(SH.datatype) == "rdf:langString":
            return f"{shown} names no language: add a language tag, or import with --default-language"
        return f"{shown} is not a {wanted(SH.datatype)}: write it as one"
    if component == "ClassConstraintComponent":
        return f"{shown} is not described as a {wanted(SH['class'])} in the file: describe it, with that class"
    if component == "NodeKindConstraintComponent":
        return f"{shown} should be a {wanted(SH.nodeKind).removeprefix('sh:')}: write it as one"
    return " ".join(str(report.value(result, SH.resultMessage) or f"{shown} breaks {component}").split())


def _short(graph: Graph, node: Node) -> str:
    """A name with its usual prefix, such as dct:title."""
    names = {str(CPSV): "cpsv:", str(DCT): "dct:", str(SKOS): "skos:"}
    text = str(node)
    for prefix, namespace in bound(Graph()).namespaces():
        names.setdefault(str(namespace), f"{prefix}:")
    best = max((name for name in names if text.startswith(name)), key=len, default="")
    return names[best] + text[len(best) :] if best else text
