"""Real catalogues of cities and countries can be used."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from desk.catalogue import reading
from desk.catalogue.exporting import ExportFormat, write
from desk.catalogue.hours import check_hours
from desk.catalogue.importing import helsinki
from desk.catalogue.importing.problems import ImportFailed
from desk.catalogue.importing.run import Format, Request, guess_format, read, run_import
from desk.catalogue.records import ChannelKind, ConceptKind
from tests.catalogue.conftest import NOW, shared


def test_every_helsinki_service_is_read_with_its_languages(helsinki_file: Path) -> None:
    records, problems = helsinki.read(helsinki_file)
    assert problems == [] and len(records) == 478
    languages = Counter(code for record in records for code, wording in record.wordings.items() if wording.name)
    assert languages == {"fi": 478, "sv": 403, "en": 398}


def test_every_helsinki_channel_is_read_once(helsinki_file: Path) -> None:
    records, _ = helsinki.read(helsinki_file)
    kinds = Counter(channel.kind for record in records for channel in record.channels)
    assert kinds == {
        ChannelKind.WEB_PAGE: 176,
        ChannelKind.E_SERVICE: 170,
        ChannelKind.PHONE: 161,
        ChannelKind.FORM: 92,
        ChannelKind.EMAIL: 84,
        ChannelKind.CHAT: 14,
        ChannelKind.MAIL: 8,
        ChannelKind.OFFICE: 8,
    }


def test_helsinki_hours_are_understood_wherever_the_city_tells_them(helsinki_file: Path) -> None:
    channels = [channel for record in helsinki.read(helsinki_file)[0] for channel in record.channels]
    told = [channel for channel in channels if channel.hours_text]
    assert len(told) == 178
    unread = [channel.hours_text for channel in told if not channel.hours]
    assert unread == [{"fi": "Avoinna joka päivä"}]
    for channel in told:
        check_hours(channel.hours)


def test_helsinki_costs_times_events_and_groups_are_read(helsinki_file: Path) -> None:
    records, _ = helsinki.read(helsinki_file)
    concepts = Counter(concept.kind for record in records for concept in record.concepts)
    assert sum(1 for record in records if record.costs) == 23
    assert sum(1 for record in records if any(w.processing for w in record.wordings.values())) == 56
    assert concepts[ConceptKind.LIFE_EVENT] > 50 and concepts[ConceptKind.AUDIENCE] > 400
    amounts = {record.identifier: record.costs[0].value for record in records if record.costs}
    assert 105 in amounts.values()


def test_helsinki_imports_searches_and_survives_export(db: None, helsinki_file: Path, tmp_path: Path) -> None:
    request = Request([helsinki_file], guess_format([helsinki_file]), "helsinki")
    done = run_import(request, NOW)
    assert done.stored is not None and done.stored.added == 478
    assert run_import(request, NOW).stored is None
    texts = list(reading.search_texts())
    assert len({text.service for text in texts}) == 478 and {text.language for text in texts} == {"en", "fi", "sv"}
    view = reading.service("5195", "en")
    assert view is not None and view.name.value == "Enrolling to morning activities on Wilma"

    records = helsinki.read(helsinki_file)[0]
    path = tmp_path / "helsinki.ttl"
    write(records, path, ExportFormat.TURTLE, "FI")
    back, problems = read(Request([path], Format.CPSV, "copy"))
    assert not [str(problem) for problem in problems if problem.serious]
    assert {r.identifier: r for r in back} == {r.identifier: r for r in records}


def test_trento_speaks_italian(db: None) -> None:
    path = shared("catalogues/trento/trento.jsonld")
    with pytest.raises(ImportFailed, match="--default-language"):
        run_import(Request([path], Format.CPSV, "trento"), NOW)
    done = run_import(Request([path], Format.CPSV, "trento", "it"), NOW)
    assert not [problem for problem in done.problems if problem.serious]
    view = reading.service("p_TN_1519", "it")
    assert view is not None and view.name.value == "Work family - progetti sui regimi di orario"
    assert view.audience is not None and view.documents and view.costs
    assert view.page.startswith("https://www.agenzialavoro.tn.it/")
    assert any(channel.contact and channel.phone for channel in view.channels)


@pytest.mark.parametrize("name", ["AUSTRHEIM", "AUSTRIA", "BELGIUM", "CROATIA", "ITALY", "SLOVENIA"])
def test_the_c4c_samples_of_2_2_1_are_usable(db: None, name: str) -> None:
    path = shared(f"catalogues/c4c/DEMO_{name}.rdf")
    done = run_import(Request([path], Format.CPSV, "c4c", "en"), NOW)
    assert done.services == 1 and not [problem for problem in done.problems if problem.serious]
    ((identifier, _),) = reading.services("en")
    view = reading.service(identifier, "en")
    assert view is not None and view.name.value != "DEFAULT NAME"


def test_the_c4c_catalogue_of_2_2_1_is_usable(db: None) -> None:
    path = shared("catalogues/c4c/export.rdf")
    done = run_import(Request([path], Format.CPSV, "c4c", "en"), NOW)
    assert done.services == 13 and not [problem for problem in done.problems if problem.serious]


def test_norways_file_is_refused_by_service_for_organisations_that_it_does_not_describe(db: None) -> None:
    path = shared("catalogues/norway/all_catalogs.ttl")
    with pytest.raises(ImportFailed) as failure:
        run_import(Request([path], Format.CPSV, "norway"), NOW)
    assert "1 (Samordnet registermelding): cv:hasCompetentAuthority" in str(failure.value)
    assert "0 (Test service 0): dct:description: is missing: add it" in str(failure.value)


def test_the_official_example_can_be_imported(db: None) -> None:
    path = shared("cpsv-ap/example-rdf_public_service.jsonld")
    done = run_import(Request([path], Format.CPSV, "example"), NOW)
    assert done.services == 1 and not [problem for problem in done.problems if problem.serious]
    view = reading.service("Tax-on-web", "fr")
    assert view is not None and view.description is not None and view.description.language == "fr"
