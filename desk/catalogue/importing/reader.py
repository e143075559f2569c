"""Reading texts, identifiers and web addresses off a graph."""

from __future__ import annotations

import hashlib
import re

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from desk.catalogue.records import Texts
from desk.catalogue.vocabulary import BASE, DCT, LANGUAGE, LANGUAGE_CODES, LOKET

_BY_AUTHORITY_CODE = {code: language for language, code in LANGUAGE_CODES.items()}
_FILLERS = frozenset({"# TODO", "DEFAULT NAME"})
"""What one harvester (crosslang C4C) writes for texts that it did not find."""


class Reader:
    """Questions to a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def identifier(self, node: Node) -> str:
        """dct:identifier, or the last part of the address; never longer than a column (255 signs)."""
        value = self.graph.value(node, DCT.identifier)
        if value is None and isinstance(node, BNode):
            return self._by_content(node)
        text = str(value).strip() if value is not None else ""
        return (text or re.split(r"[/#]", str(node).removeprefix(BASE).rstrip("/#"))[-1])[:255]

    def _by_content(self, node: Node, depth: int = 3) -> str:
        """A name for a node without address or identifier that is the same at the next import."""
        said = sorted(
            f"{predicate} {self._by_content(value, depth - 1) if isinstance(value, BNode) and depth else value!r}"
            for predicate, value in self.graph.predicate_objects(node)
            if depth or not isinstance(value, BNode)
        )
        return "x" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    def sorted(self, node: Node, predicate: URIRef) -> list[Node]:
        """What ``node`` points to, in the order of identifiers: RDF has no other."""
        values = (value for value in self.graph.objects(node, predicate) if not isinstance(value, Literal))
        return sorted(values, key=lambda value: (self.identifier(value), str(value)))

    def texts(self, node: Node, predicate: URIRef) -> Texts:
        """One text a language; several in one language come as paragraphs."""
        return {code: "\n\n".join(sorted(texts)) for code, texts in self.several(node, predicate).items()}

    def several(self, node: Node, predicate: URIRef) -> dict[str, list[str]]:
        """All texts of a property by language."""
        found: dict[str, list[str]] = {}
        for value in self.graph.objects(node, predicate):
            if isinstance(value, Literal) and value.language:
                text = _tidy(str(value))
                if text and text not in _FILLERS:
                    found.setdefault(value.language, []).append(text)
        return found

    def plain(self, node: Node, *predicates: URIRef) -> str:
        """The values of the first property that has any, in one line."""
        for predicate in predicates:
            values = sorted({" ".join(str(value).split()) for value in self.graph.objects(node, predicate)} - {""})
            if values:
                return ", ".join(values)
        return ""

    def addresses(self, node: Node, *predicates: URIRef) -> Texts:
        """Web addresses by the language of the page, "" for one that serves all."""
        found = {code: pages[0] for code, pages in self.several(node, LOKET.localPage).items()}
        if found:
            return found
        for predicate in predicates:
            for page in sorted(self.graph.objects(node, predicate), key=str):
                languages = [self._language(code) for code in self.graph.objects(page, DCT.language)]
                for language in sorted(filter(None, languages)) or [""]:
                    found.setdefault(language, str(page).strip())
        return found

    @staticmethod
    def _language(code: Node) -> str:
        tail = str(code).removeprefix(LANGUAGE).removeprefix(BASE).rsplit("/", 1)[-1]
        return _BY_AUTHORITY_CODE.get(tail.upper(), tail.lower() if len(tail) == 2 else "")


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
