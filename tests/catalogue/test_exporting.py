"""Promises of `loket catalogue export`: valid for others, and the same catalogue when it comes back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef

from bot.settings import ROOT
from desk.catalogue import models
from desk.catalogue.exporting import ExportFormat, as_graph, write
from desk.catalogue.importing.graph import SHAPES
from desk.catalogue.importing.run import Format, Request, read, run_import
from desk.catalogue.records import LifeCycle, ServiceRecord
from desk.catalogue.stored import active_records
from desk.catalogue.vocabulary import CV
from tests.catalogue.conftest import NOW, Importer
from tests.catalogue.files import LIBRARY, PERMIT

FORMATS = [(ExportFormat.JSONLD, ".jsonld"), (ExportFormat.TURTLE, ".ttl")]


def conforms(graph: Graph) -> bool:
    """What the official shapes say, with nothing of ours in between."""
    shapes = Graph().parse(SHAPES / "cpsv-ap-3.2.0-shacl.ttl")
    return bool(pyshacl.validate(graph, shacl_graph=shapes)[0])


def by_identifier(records: list[ServiceRecord]) -> dict[str, ServiceRecord]:
    return {record.identifier: record for record in records}


@pytest.mark.parametrize(("form", "ending"), FORMATS)
def test_what_is_exported_imports_back_to_the_same_catalogue(
    load_services: Importer, tmp_path: Path, form: ExportFormat, ending: str
) -> None:
    load_services(PERMIT, LIBRARY)
    before = active_records()
    path = tmp_path / f"export{ending}"
    assert write(before, path, form, "FI") == 2
    run_import(Request([path], Format.CPSV, "copy"), NOW)
    assert models.Source.objects.get(active=True).slug == "copy"
    assert active_records() == before


def test_the_official_shapes_accept_an_export_and_refuse_it_without_an_authority(load_services: Importer) -> None:
    load_services(PERMIT, LIBRARY)
    graph = as_graph(active_records(), "FI")
    assert conforms(graph)
    service = URIRef("https://loket.example/id/service/parking-permit")
    graph.remove((service, CV.hasCompetentAuthority, None))
    assert not conforms(graph)


def test_two_exports_of_one_catalogue_are_the_same_file(load_services: Importer, tmp_path: Path) -> None:
    load_services(PERMIT, LIBRARY)
    for name in ("one.jsonld", "two.jsonld"):
        write(active_records(), tmp_path / name, ExportFormat.JSONLD, "FI")
    assert (tmp_path / "one.jsonld").read_bytes() == (tmp_path / "two.jsonld").read_bytes()


def test_the_life_cycle_of_a_service_survives(load_services: Importer, tmp_path: Path) -> None:
    load_services(PERMIT, LIBRARY)
    models.Service.objects.filter(identifier="library-card").update(state="suspended")
    path = tmp_path / "export.ttl"
    write(active_records(), path, ExportFormat.TURTLE, "FI")
    records = by_identifier(read(Request([path], Format.CPSV, "copy"))[0])
    assert records["library-card"].state is LifeCycle.SUSPENDED
    assert records["parking-permit"].state is LifeCycle.ACTIVE


def test_addresses_that_differ_by_language_survive(load_services: Importer, tmp_path: Path) -> None:
    load_services(LIBRARY)
    record = dataclasses.replace(active_records()[0], page={"en": "https://t.example/en", "ar": "https://t.example/ar"})
    path = tmp_path / "export.jsonld"
    write([record], path, ExportFormat.JSONLD, "FI")
    assert read(Request([path], Format.CPSV, "copy"))[0][0].page == record.page


def test_the_demo_catalogue_is_whole_and_survives_export(db: None, tmp_path: Path) -> None:
    sources = sorted(path for path in (ROOT / "data" / "catalogue").glob("*.jsonld") if path.name != "context.jsonld")
    records, problems = read(Request(sources, Format.CPSV, "demo"))
    assert len(records) >= 40 and not [str(problem) for problem in problems if problem.serious]
    assert conforms(as_graph(records, "FI"))
    path = tmp_path / "demo.jsonld"
    write(records, path, ExportFormat.JSONLD, "FI")
    assert by_identifier(read(Request([path], Format.CPSV, "copy"))[0]) == by_identifier(records)
