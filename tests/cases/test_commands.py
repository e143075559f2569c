"""An operator works with cases from the shell, and an administrator looks at them in the desk."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from bot.cli.main import main
from desk.cases import codes
from desk.cases.kinds import State
from desk.cases.models import Case
from desk.people.models import Person
from tests.cases.conftest import Filer

PERSONAL = ("Maria", "maria@example.org")


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*words]) == 0
    return capsys.readouterr().out


def test_cases_are_listed_and_shown_as_json_without_personal_data(
    file_case: Filer, capsys: pytest.CaptureFixture[str]
) -> None:
    filed = file_case(danger=True)
    file_case(kind="service_request", category="street-lighting")
    listed = json.loads(out(capsys, "cases", "list", "--json"))
    assert [row["kind"] for row in listed] == ["complaint", "service_request"]
    assert listed[0]["severity"] == 4 and listed[0]["code"] == filed.mask
    assert len(json.loads(out(capsys, "cases", "list", "--json", "--kind", "complaint"))) == 1
    for name in (filed.reference, filed.code or "", filed.digits or ""):
        text = out(capsys, "cases", "show", name, "--json")
        assert json.loads(text)["reference"] == filed.reference
        assert not [word for word in PERSONAL if word in text]
    assert filed.reference in out(capsys, "cases", "show", filed.reference)


def test_a_case_is_moved_to_its_decision_and_a_forbidden_move_names_the_allowed(
    file_case: Filer, capsys: pytest.CaptureFixture[str]
) -> None:
    code = file_case().code or ""
    assert main(["cases", "move", code, "closed"]) == 1
    assert "can move it to: acknowledged" in capsys.readouterr().err
    for state in ("acknowledged", "triage", "assigned", "investigating"):
        assert state in out(capsys, "cases", "move", code, state)
    assert main(["cases", "move", code, "decided"]) == 1
    assert "--outcome" in capsys.readouterr().err
    out(capsys, "cases", "move", code, "decided", "--outcome", "upheld", "--reason", "You are right.")
    assert Case.objects.get().state == State.DECIDED


def test_a_request_is_released_and_withdrawn_from_the_shell(
    file_case: Filer, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = file_case(kind="service_request", category="street-lighting").reference
    out(capsys, "cases", "move", reference, "acknowledged", "--release")
    assert Case.objects.get().released_at is not None
    out(capsys, "cases", "move", reference, "withdrawn")
    assert Case.objects.get().state == State.WITHDRAWN


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cases", "show", "nobody"], "no case 'nobody'"),
        (["cases", "show", codes.Code(1).written], "no case"),
        (["cases", "move", "CNOBODY", "lost"], "states are received"),
        (["person", "export", "person:999999"], "no person"),
        (["categories", "import", "nowhere.yml"], "cannot read nowhere.yml"),
    ],
)
def test_a_command_that_cannot_be_done_says_how_to_mend_it(
    db: None, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 1
    assert said in capsys.readouterr().err


def test_cases_are_exported_without_personal_data(
    file_case: Filer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filed = file_case()
    for name in ("cases.csv", "cases.json"):
        assert "1 cases written" in out(capsys, "cases", "export", str(tmp_path / name))
        assert not [word for word in PERSONAL if word in (tmp_path / name).read_text(encoding="utf-8")]
    with (tmp_path / "cases.csv").open(encoding="utf-8", newline="") as file:
        assert [row["reference"] for row in csv.DictReader(file)] == [filed.reference]


def test_an_administrator_sees_every_table_and_acts_through_the_rules(file_case: Filer, person: Person) -> None:
    User.objects.create_superuser("root", password="tall-birches-by-the-lake")
    client = Client()
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    case = file_case(person=person).case
    from django.contrib import admin

    for model in apps.get_app_config("cases").get_models():
        if admin.site.is_registered(model):
            assert client.get(reverse(f"admin:cases_{model._meta.model_name}_changelist")).status_code == 200
    page = client.get(reverse("admin:cases_case_change", args=[case]))
    assert page.status_code == 200 and not [word for word in PERSONAL if word in page.content.decode()]
    listing = reverse("admin:cases_case_changelist")
    client.post(listing, {"action": "acknowledge", "_selected_action": [case]})
    assert Case.objects.get().state == State.ACKNOWLEDGED
    told = client.post(listing, {"action": "release", "_selected_action": [case]}, follow=True).content.decode()
    assert "never shown to others" in told
