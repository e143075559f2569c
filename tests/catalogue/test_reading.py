"""Promises of the read interface, which every answer goes through."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.catalogue import models, reading
from desk.catalogue.reading import SearchText, TextKind
from tests.catalogue.conftest import NOW, Importer
from tests.catalogue.files import LIBRARY, PERMIT, permit


def test_a_text_comes_in_the_asked_language_and_says_which_it_is_in(load_services: Importer) -> None:
    load_services(PERMIT)
    finnish, german = (reading.service("parking-permit", code) for code in ("fi", "de"))
    assert finnish is not None and german is not None
    assert finnish.name == reading.Text("Pysäköintitunnus", "fi")
    assert german.name == reading.Text("Parking permit", "en")
    assert finnish.steps is not None and finnish.steps.language == "en"


def test_finnish_comes_before_other_languages_when_english_is_absent(load_services: Importer) -> None:
    load_services(permit(name={"sv": "Tillstånd", "fi": "Tunnus", "et": "Luba"}))
    assert reading.services("de")[0][1] == reading.Text("Tunnus", "fi")


def test_search_finds_every_kind_of_text_of_active_services(load_services: Importer) -> None:
    load_services(PERMIT)
    found = set(reading.search_texts())
    assert {
        SearchText("parking-permit", "en", TextKind.NAME, "Parking permit"),
        SearchText("parking-permit", "en", TextKind.SYNONYM, "car sticker"),
        SearchText("parking-permit", "fi", TextKind.KEYWORD, "auto"),
        SearchText("parking-permit", "fi", TextKind.CHANNEL, "Palvelupiste"),
        SearchText("parking-permit", "fi", TextKind.LIFE_EVENT, "Muutto"),
        SearchText("parking-permit", "en", TextKind.QUESTION, "Where can I leave my car overnight?"),
        SearchText("parking-permit", "fi", TextKind.DESCRIPTION, "Pysäköi omalla kadullasi."),
        SearchText("parking-permit", "en", TextKind.STEPS, "1. Log in.\n2. Pay."),
    } <= found


@pytest.mark.parametrize("state", ["draft", "suspended", "retired", "vanished"])
def test_search_and_lists_leave_out_what_is_not_active(load_services: Importer, state: str) -> None:
    load_services(PERMIT, LIBRARY)
    models.Service.objects.filter(identifier="parking-permit").update(state=state)
    assert {text.service for text in reading.search_texts()} == {"library-card"}
    assert [identifier for identifier, _ in reading.services("en")] == ["library-card"]


def test_the_version_grows_at_every_change_and_costs_one_query(load_services: Importer) -> None:
    load_services(PERMIT)
    seen = [reading.version()]
    for change in (
        lambda: models.ServiceText.objects.filter(language="en")[0].save(),
        lambda: models.Channel.objects.get(identifier="counter").save(),
        lambda: models.Notice.objects.create(text={"en": "Closed."}),
        lambda: models.Cost.objects.get().delete(),
        lambda: load_services(PERMIT, LIBRARY),
    ):
        change()
        seen.append(reading.version())
    assert seen == sorted(set(seen))
    with CaptureQueriesContext(connection) as queries:
        reading.version()
    assert len(queries) == 1


def test_one_service_is_read_in_few_queries(load_services: Importer) -> None:
    load_services(PERMIT)
    with CaptureQueriesContext(connection) as queries:
        reading.service("parking-permit", "en")
    assert len(queries) <= 9


def test_opening_is_told_for_each_channel_with_hours(load_services: Importer) -> None:
    load_services(PERMIT)
    noon = dt.datetime(2026, 3, 3, 10, 30, tzinfo=dt.timezone.utc)  # 12:30 in Helsinki
    (found,) = reading.opening("parking-permit", noon, "en")
    assert (found.channel, found.kind, found.opening.open) == ("counter", "office", False)
    assert found.opening.next_open is not None and found.opening.next_open.hour == 13
    assert reading.opening("nothing", noon) == ()


def test_imported_special_days_are_kept(load_services: Importer) -> None:
    load_services(PERMIT)
    eve = dt.datetime(2026, 12, 31, 8, 0, tzinfo=dt.timezone.utc)
    (found,) = reading.opening("parking-permit", eve)
    assert [f"{a:%H:%M}-{b:%H:%M}" for a, b in found.opening.day] == ["09:00-11:00"]
    summer = dt.datetime(2026, 7, 8, 8, 0, tzinfo=dt.timezone.utc)
    assert reading.opening("parking-permit", summer)[0].opening.day == ()


def test_notices_are_those_of_now_urgent_ones_first(load_services: Importer) -> None:
    load_services(PERMIT)
    service = models.Service.objects.get()
    day = dt.timedelta(days=1)
    models.Notice.objects.create(text={"en": "Over."}, valid_from=NOW - 2 * day, valid_to=NOW)
    models.Notice.objects.create(text={"en": "Later."}, valid_from=NOW + day)
    models.Notice.objects.create(text={"fi": "Yleinen.", "en": "For all."}, valid_from=NOW - day)
    models.Notice.objects.create(text={"en": "Flood."}, urgent=True, valid_from=NOW, valid_to=NOW + day)
    models.Notice.objects.create(text={"en": "Machines are broken."}, service=service, valid_from=NOW - day)
    told = [(notice.text.value, notice.service) for notice in reading.notices("fi", NOW)]
    assert told[0] == ("Flood.", None)
    assert set(told[1:]) == {("Yleinen.", None), ("Machines are broken.", "parking-permit")} and len(told) == 3
    assert [n.text.value for n in reading.notices("en", NOW, service="library-card")] == ["Flood.", "For all."]


@pytest.mark.parametrize("state", ["active", "draft", "suspended", "retired", "vanished"])
def test_a_name_alone_is_what_the_service_says_it_is_and_follows_every_change(
    load_services: Importer, state: str
) -> None:
    load_services(PERMIT, LIBRARY)
    finnish = models.ServiceText.objects.get(service__identifier="parking-permit", language="fi")
    for said in (finnish.name, "Lupa"):
        finnish.name = said
        finnish.save()
        models.Service.objects.get(identifier="parking-permit").save()
        models.Service.objects.filter(identifier="parking-permit").update(state=state)
        for language in ("en", "fi", "de"):
            whole = reading.service("parking-permit", language)
            assert reading.name("parking-permit", language) == (whole.name if whole else None)
            assert whole is None or language != "fi" or whole.name.value == said
    assert reading.name("no-such-service", "en") is None


def test_names_are_read_together_once(load_services: Importer) -> None:
    load_services(PERMIT, LIBRARY)
    assert reading.name("parking-permit", "en") == reading.Text("Parking permit", "en")
    with CaptureQueriesContext(connection) as queries:
        assert reading.name("library-card", "fi") is not None
        assert reading.name("parking-permit", "de") is not None
    assert len(queries) <= 2 and not any("servicetext" in query["sql"].lower() for query in queries)
