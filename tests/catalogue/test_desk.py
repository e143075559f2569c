"""Promises to an editor at five to five: what is corrected in the desk is told at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from bot.cli.main import main
from desk.catalogue import models, reading
from desk.catalogue.models.localized import TextsFormField
from tests.catalogue.conftest import NOW, Importer
from tests.catalogue.files import LIBRARY, PERMIT

PASSWORD = "tall-birches-by-the-lake"


@pytest.fixture
def editor(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser in which an editor, added from the shell, has logged in."""
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert main(["user", "add", "eeva", "--role", "editor", "--password-stdin"]) == 0
    client = Client()
    answer = client.post(reverse("admin:login"), {"username": "eeva", "password": PASSWORD, "next": "/admin/"})
    assert answer.status_code == 302
    return client


def submitted(client: Client, address: str) -> dict[str, Any]:
    """The values of the page's forms, as a browser would send them back."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms.extend([inline.formset.management_form, *inline.formset.forms])
    values: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, dt.datetime):
                values[f"{field.html_name}_0"], values[f"{field.html_name}_1"] = f"{value:%Y-%m-%d}", f"{value:%H:%M}"
            elif value is not None and value is not False:
                values[field.html_name] = field.field.prepare_value(value)
    return values


def change_page(row: Any) -> str:
    return reverse(f"admin:catalogue_{row._meta.model_name}_change", args=[row.pk])


def test_an_editor_corrects_text_and_fee_and_citizens_hear_it_at_once(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT)
    version = reading.version()
    page = change_page(models.Service.objects.get())
    values = submitted(editor, page)
    values["costs-0-value"] = "52.50"
    english = next(key for key, value in values.items() if value == "Park in your own street.")
    values[english] = "Park in your own street or the next one."
    answer = editor.post(page, values)
    assert answer.status_code == 302, answer.context["errors"]
    view = reading.service("parking-permit", "en")
    assert view is not None and view.description is not None
    assert view.description.value == "Park in your own street or the next one." and view.costs[0].value == 52.5
    assert reading.version() > version
    assert models.ServiceTextVersion.objects.get().description == "Park in your own street."


def test_an_editor_corrects_hours_and_the_counter_is_open(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT)
    evening = dt.datetime(2026, 3, 3, 16, 0, tzinfo=dt.timezone.utc)
    assert reading.opening("parking-permit", evening)[0].opening.open is False
    page = change_page(models.Channel.objects.get(identifier="counter"))
    answer = editor.post(page, {**submitted(editor, page), "hours": "Mo-Fr 09:00-20:00; PH off"})
    assert answer.status_code == 302, answer.context["errors"]
    assert reading.opening("parking-permit", evening)[0].opening.open is True


def test_hours_that_cannot_be_read_are_refused_with_an_example(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT)
    page = change_page(models.Channel.objects.get(identifier="counter"))
    answer = editor.post(page, {**submitted(editor, page), "hours": "Mo-Fr 9-17"})
    assert answer.status_code == 200
    assert "cannot be read from “9-17” on" in answer.content.decode()
    assert models.Channel.objects.get(identifier="counter").hours.startswith("Mo-Fr 09:00")


def test_an_editor_writes_a_notice(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT)
    page = reverse("admin:catalogue_notice_add")
    values = {**submitted(editor, page), "text": "en: Closed on Friday.\nfi: Suljettu\nperjantaina."}
    values.update({"valid_from_0": "2026-03-01", "valid_from_1": "00:00"})
    assert editor.post(page, values).status_code == 302
    (english,), (finnish,) = reading.notices("en", NOW), reading.notices("fi", NOW)
    assert english.text.value == "Closed on Friday." and finnish.text.value == "Suljettu\nperjantaina."


def test_a_notice_without_a_language_is_refused(editor: Client) -> None:
    page = reverse("admin:catalogue_notice_add")
    answer = editor.post(page, {**submitted(editor, page), "text": "Closed on Friday."})
    assert "with its language" in answer.content.decode()
    assert not models.Notice.objects.exists()


def test_an_editor_adds_a_service_that_outlives_the_next_import(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT)
    page = reverse("admin:catalogue_service_add")
    values = {**submitted(editor, page), "identifier": "sauna", "state": "active", "texts-TOTAL_FORMS": "1"}
    values.update({"texts-0-language": "en", "texts-0-name": "Public sauna"})
    answer = editor.post(page, values)
    assert answer.status_code == 302, answer.context["errors"]
    load_services(LIBRARY, source="other")
    assert [identifier for identifier, _ in reading.services("en")] == ["library-card", "sauna"]


def test_an_identifier_in_use_is_refused(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT)
    page = reverse("admin:catalogue_service_add")
    answer = editor.post(page, {**submitted(editor, page), "identifier": "parking-permit", "state": "active"})
    assert answer.status_code == 200 and "Choose another" in answer.content.decode()


def test_a_service_is_found_by_any_of_its_names(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT, LIBRARY)
    listing = reverse("admin:catalogue_service_changelist")
    for words in ("Pysäköintitunnus", "sticker", "parking-permit"):
        found = editor.get(listing, {"q": words}).content.decode()
        assert "Parking permit" in found and "Library card" not in found


def test_an_editor_may_neither_delete_services_nor_see_users(load_services: Importer, editor: Client) -> None:
    load_services(PERMIT)
    service = models.Service.objects.get()
    assert editor.post(reverse("admin:catalogue_service_delete", args=[service.pk]), {"post": "yes"}).status_code == 403
    assert editor.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert editor.get(reverse("admin:catalogue_source_changelist")).status_code == 200


@pytest.mark.parametrize("name", ["service", "channel", "notice", "organisation", "concept"])
def test_every_page_of_the_desk_opens(load_services: Importer, editor: Client, name: str) -> None:
    load_services(PERMIT)
    assert editor.get(reverse(f"admin:catalogue_{name}_changelist")).status_code == 200
    assert editor.get(reverse(f"admin:catalogue_{name}_add")).status_code == 200
    row = getattr(models, name.capitalize()).objects.first()
    if row is not None:
        assert editor.get(change_page(row)).status_code == 200


def test_a_stranger_sees_nothing(client: Client, db: None) -> None:
    assert client.get(reverse("admin:catalogue_service_changelist")).status_code == 302
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("en: Service point\nfi: Palvelupiste", {"en": "Service point", "fi": "Palvelupiste"}),
        ("en: Note: bring cash\n\nand a card", {"en": "Note: bring cash\n\nand a card"}),
        ("en: Come by.\nTel: 123\nNote: closed", {"en": "Come by.\nTel: 123\nNote: closed"}),
        ("https://town.example/permit", {"": "https://town.example/permit"}),
        (": https://town.example/permit", {"": "https://town.example/permit"}),
        ("en: https://town.example/en", {"en": "https://town.example/en"}),
        ("", {}),
    ],
)
def test_texts_of_several_languages_are_written_in_one_box(written: str, texts: dict[str, str]) -> None:
    field = TextsFormField(required=False)
    assert field.clean(written) == texts
    assert field.clean(field.prepare_value(texts)) == texts
