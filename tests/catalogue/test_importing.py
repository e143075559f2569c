"""Promises of `loket catalogue import` with CPSV-AP files."""

from __future__ import annotations

import datetime as dt
import json
import socket
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desk.catalogue import models, reading
from desk.catalogue.importing.problems import ImportFailed
from desk.catalogue.importing.run import Format, Request, read, run_import
from tests.catalogue import files
from tests.catalogue.conftest import NOW, Importer
from tests.catalogue.files import LIBRARY, PERMIT, permit

LATER = NOW + dt.timedelta(days=1)


def names(language: str = "en") -> list[str]:
    return [identifier for identifier, _ in reading.services(language)]


def test_a_service_is_imported_whole(load_services: Importer) -> None:
    assert load_services(PERMIT).problems == ()
    view = reading.service("parking-permit", "en")
    assert view is not None
    assert view.name.value == "Parking permit" and view.status == "active" and view.source == "town"
    assert view.audience is not None and view.audience.value == "People who live in the zone."
    assert view.steps is not None and view.steps.value == "1. Log in.\n2. Pay."
    assert [document.name.value for document in view.documents] == ["Car registration"]
    assert [(cost.value, cost.currency) for cost in view.costs] == [(45.0, "EUR")]
    assert view.processing_time == dt.timedelta(days=5)
    assert [(c.kind, c.id, c.contact) for c in view.channels] == [
        ("e_service", "permit-online", False),
        ("office", "counter", False),
        ("phone", "parking-desk", True),
    ]
    assert view.channels[0].url == "https://town.example/permit"
    assert view.channels[1].address is not None and view.channels[1].address.value == "Market Street 1"
    assert view.channels[2].email == "parking@town.example"
    assert view.authority is not None and view.authority.value == "The town"
    assert view.page == "https://town.example/parking"
    assert [output.value for output in view.outputs] == ["A permit for a year"]
    assert [event.value for event in view.life_events] == ["Moving"]


def test_importing_twice_changes_nothing(load_services: Importer) -> None:
    load_services(PERMIT, LIBRARY)
    before = (reading.version(), list(models.ServiceText.objects.values()), list(models.Channel.objects.values()))
    assert load_services(PERMIT, LIBRARY, now=LATER).stored is None
    after = (reading.version(), list(models.ServiceText.objects.values()), list(models.Channel.objects.values()))
    assert after == before


def test_an_import_changes_only_the_services_that_changed(load_services: Importer) -> None:
    load_services(PERMIT, LIBRARY)
    stored = load_services(permit(description={"en": "Park near your home."}), LIBRARY, now=LATER).stored
    assert stored is not None
    assert (stored.added, stored.changed, stored.unchanged, stored.vanished) == (0, 1, 1, 0)
    view = reading.service("parking-permit", "en")
    assert view is not None and view.description is not None and view.description.value == "Park near your home."


def test_an_earlier_wording_is_kept_with_the_time_it_was_valid(load_services: Importer) -> None:
    load_services(PERMIT)
    load_services(permit(description={"en": "Park near your home.", "fi": "Pysäköi omalla kadullasi."}), now=LATER)
    version = models.ServiceTextVersion.objects.get()
    assert (version.language, version.description) == ("en", "Park in your own street.")
    assert (version.valid_from, version.valid_to) == (NOW, LATER)
    assert models.ServiceText.objects.get(language="en").valid_from == LATER
    assert models.ServiceText.objects.get(language="fi").valid_from == NOW


def test_what_vanished_from_the_source_is_marked_and_comes_back_when_it_returns(load_services: Importer) -> None:
    load_services(PERMIT, LIBRARY)
    load_services(LIBRARY, now=LATER)
    assert names() == ["library-card"] and reading.service("parking-permit", "en") is None
    assert models.Service.objects.get(identifier="parking-permit").state == "vanished"
    load_services(PERMIT, LIBRARY, now=LATER)
    assert sorted(names()) == ["library-card", "parking-permit"]


def test_a_partly_bad_file_imports_its_good_services_and_lists_the_rest(load_services: Importer) -> None:
    done = load_services(permit(authority=None), LIBRARY)
    assert names() == ["library-card"]
    serious = [problem for problem in done.problems if problem.serious]
    assert [(p.service, p.label, p.property, p.remedy) for p in serious] == [
        ("parking-permit", "Parking permit", "cv:hasCompetentAuthority", "is missing: add it")
    ]


def test_a_service_that_went_bad_stays_as_it_was(load_services: Importer) -> None:
    load_services(PERMIT, LIBRARY)
    load_services(permit(authority=None, description={"en": "Bad"}), LIBRARY, now=LATER)
    view = reading.service("parking-permit", "en")
    assert view is not None and view.description is not None and view.description.value == "Park in your own street."


@pytest.mark.parametrize(
    ("changes", "where", "remedy"),
    [
        ({"authority": None}, "cv:hasCompetentAuthority", "is missing: add it"),
        ({"description": None}, "dct:description", "is missing: add it"),
        ({"authority": "organisation/nobody"}, "cv:hasCompetentAuthority", "not described as a cv:PublicOrganisation"),
        ({"name": {"@none": "Parking permit"}}, "dct:title", "--default-language"),
        ({"processingTime": "five days"}, "cv:processingTime", "xsd:duration"),
        ({"cost": {"@type": "Cost", "identifier": "c", "value": "much"}}, "cv:Cost c: cv:hasValue", "xsd:double"),
        ({"channel": {"@type": "Channel", "identifier": "c", "hours": "9-17"}}, "opening hours", "Mo-Th 08:00-16:00"),
        ({"evidence": {"@type": "Evidence", "name": {"en": "Form"}}}, "dct:identifier", "is missing: add it"),
    ],
)
def test_each_fault_is_told_by_service_property_and_remedy(
    load_services: Importer, changes: dict[str, Any], where: str, remedy: str
) -> None:
    done = load_services(permit(**changes), LIBRARY)
    found = [problem for problem in done.problems if problem.serious]
    assert {problem.service for problem in found} == {"parking-permit"}
    assert any(where in problem.property and remedy in problem.remedy for problem in found), found


def test_a_file_without_any_usable_service_is_refused_with_its_faults(load_services: Importer) -> None:
    with pytest.raises(ImportFailed, match=r"parking-permit.*cv:hasCompetentAuthority: is missing"):
        load_services(permit(authority=None))
    assert not models.Service.objects.exists()


def test_two_channels_with_one_identifier_are_told_rather_than_mixed_up(load_services: Importer) -> None:
    other = {"@type": "Channel", "@id": "channel/other", "identifier": "counter", "name": {"en": "Another"}}
    done = load_services(LIBRARY, permit(channel=["channel/counter", other]))
    assert [(p.service, p.property) for p in done.problems if p.serious] == [("parking-permit", "channel counter")]


def test_plain_texts_take_the_default_language(load_services: Importer) -> None:
    plain = permit(name={"@none": "Permesso di sosta"}, description={"@none": "Per i residenti."})
    assert load_services(plain, default_language="it").problems == ()
    view = reading.service("parking-permit", "it")
    assert view is not None and (view.name.value, view.name.language) == ("Permesso di sosta", "it")


def test_importing_another_catalogue_replaces_the_first(load_services: Importer) -> None:
    load_services(PERMIT)
    load_services(LIBRARY, source="other")
    assert names() == ["library-card"] and reading.service("parking-permit", "en") is None
    load_services(PERMIT)
    assert names() == ["parking-permit"]


def test_add_keeps_both_catalogues_and_refuses_a_taken_identifier(load_services: Importer) -> None:
    load_services(PERMIT)
    done = load_services(LIBRARY, PERMIT, source="other", add=True)
    assert sorted(names()) == ["library-card", "parking-permit"]
    assert [(p.service, p.property) for p in done.problems if p.serious] == [("parking-permit", "dct:identifier")]


def test_a_dry_run_tells_and_changes_nothing(load_services: Importer) -> None:
    stored = load_services(PERMIT, dry_run=True).stored
    assert stored is not None and stored.added == 1
    assert names() == [] and reading.version() == 0


def test_an_editors_correction_outlives_the_same_file(load_services: Importer) -> None:
    load_services(PERMIT, LIBRARY)
    cost = models.Cost.objects.get()
    cost.value = Decimal("50")
    cost.save()
    load_services(PERMIT, permit(**{"@id": "service/new", "identifier": "new"}), LIBRARY, now=LATER)
    view = reading.service("parking-permit", "en")
    assert view is not None and view.costs[0].value == 50.0


def test_a_context_elsewhere_is_never_fetched(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: Any, **__: Any) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "create_connection", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    path = tmp_path / "remote.jsonld"
    path.write_text(json.dumps({"@context": "https://evil.example/context.jsonld", "@graph": [PERMIT]}))
    with pytest.raises(ImportFailed, match=r"evil\.example.*nothing is fetched"):
        run_import(Request([path], Format.CPSV, "town"), NOW)


@pytest.mark.parametrize("content", ["{", '{"@context": {"@import": "https://x.example/"}}', "[]"])
def test_a_broken_file_is_told_with_its_name(db: None, tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.jsonld"
    path.write_text(content)
    with pytest.raises(ImportFailed, match=r"broken\.jsonld|no service"):
        run_import(Request([path], Format.CPSV, "town"), NOW)


@pytest.mark.parametrize(("form", "ending"), [("turtle", ".ttl"), ("xml", ".rdf")])
def test_turtle_and_rdf_xml_say_the_same_as_json_ld(tmp_path: Path, form: str, ending: str) -> None:
    from desk.catalogue.importing.graph import load

    source = files.write(tmp_path / "catalogue.jsonld", PERMIT)
    other = tmp_path / f"catalogue{ending}"
    load([source]).serialize(destination=str(other), format=form)
    here, there = (read(Request([path], Format.CPSV, "town"))[0] for path in (source, other))
    assert there == here


@pytest.mark.parametrize("value", ['SYSTEM "file:///etc/hostname"', '"&lol;&lol;&lol;"'])
def test_an_entity_that_reads_a_file_or_grows_is_refused(db: None, tmp_path: Path, value: str) -> None:
    path = tmp_path / "bomb.rdf"
    path.write_text(f'<!DOCTYPE r [<!ENTITY lol "lol"><!ENTITY x {value}>]><r>&x;</r>')
    with pytest.raises(ImportFailed, match="ENTITY"):
        run_import(Request([path], Format.CPSV, "town"), NOW)
