"""What is known of a person can be handed out and erased, and is kept no longer than it should be."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from bot.cli.main import main
from desk.cases import audit, drafts, duplicates, moving, privacy, tracking
from desk.cases.audit import staff
from desk.cases.kinds import State
from desk.cases.models import Case, Contact, Draft, Follower
from desk.people import consent
from desk.people.models import Consent, Person
from tests.cases.conftest import NOW, WORDS, Filer, walk

PERSONAL = ("Maria", "Virtanen", "maria@example.org", WORDS, "Torikatu", "call me at noon")


def everything() -> str:
    """All that the tables of cases hold, as text."""
    from django.apps import apps

    rows = [row for model in apps.get_app_config("cases").get_models() for row in model._default_manager.all()]
    return "\n".join(str([getattr(row, field.attname) for field in row._meta.concrete_fields]) for row in rows)


def test_an_export_holds_everything_and_an_erasure_leaves_nothing(
    file_case: Filer, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    filed = file_case(person=person)
    tracking.add_information(filed.case, "call me at noon", "t_x", "add", NOW)
    other = file_case(
        kind="service_request", category="street-lighting", what={"text": "Dark"}, contact={"email": "o@example.org"}
    ).case
    duplicates.follow(other, person.pk, "t_y", "follow", NOW, language="en")
    drafts.begin(
        channel="web", language="en", now=NOW, person=person.pk, kind="praise", answers={"what": {"text": WORDS}}
    )

    assert main(["person", "export", filed.code or ""]) == 0
    handed_out = json.loads(capsys.readouterr().out)
    assert all(word in json.dumps(handed_out) for word in PERSONAL)
    assert len(handed_out["cases"]) == len(handed_out["drafts"]) == len(handed_out["follows"]) == 1

    assert main(["person", "erase", filed.code or "", "--dry-run"]) == 0
    assert f"would erase 1 cases ({filed.reference}), 1 drafts, 0 files, 1 follows" in capsys.readouterr().out
    assert Contact.objects.filter(person=person).exists()

    assert main(["person", "erase", f"person:{person.pk}"]) == 0
    left = everything().replace("Torikatu 5", "", 1)
    assert not [word for word in PERSONAL if word in left]
    assert not Draft.objects.exists() and not Follower.objects.exists()
    assert audit.verify().whole
    case = Case.objects.get(reference=filed.reference)
    assert (case.kind, case.category.slug, case.state) == ("complaint", "staff-conduct", State.RECEIVED)


def test_a_legal_hold_keeps_a_case(file_case: Filer, person: Person) -> None:
    filed = file_case(person=person)
    moving.hold(filed.case, True, staff(), NOW)
    done = privacy.erase_person(person.pk, staff(), NOW)
    assert done.cases == () and done.kept == ((filed.reference, "legal hold"),)
    assert Case.objects.get().text_original == WORDS


def test_retention_erases_ended_cases_when_their_category_says(file_case: Filer) -> None:
    ended, running = file_case().case, file_case().case
    walk(ended, State.CLOSED)
    days = Case.objects.get(pk=ended).category.retention_days
    before, after = NOW + dt.timedelta(days=days - 1), NOW + dt.timedelta(days=days)
    assert privacy.keep_no_longer(before).cases == ()
    assert len(privacy.keep_no_longer(after, dry_run=True).cases) == 1
    assert Case.objects.filter(text_original=WORDS).count() == 2
    privacy.keep_no_longer(after)
    assert [row.pk for row in Case.objects.filter(text_original=WORDS)] == [running]


def test_a_case_of_nobody_is_erased_by_its_code(file_case: Filer, capsys: pytest.CaptureFixture[str]) -> None:
    filed = file_case(contact={"anonymous": True})
    assert main(["person", "erase", filed.digits or ""]) == 0
    assert Case.objects.get().text_original == privacy.ERASED
    assert main(["person", "erase", "nobody"]) == 1
    assert "Give a tracking code" in capsys.readouterr().err


def test_what_was_agreed_to_is_handed_out_and_erased(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    consent.refuse(person.pk, consent.SURVEY, "telegram", text_version="1", language="fi", now=NOW)
    consent.give(person.pk, consent.SURVEY, "sms", text_version="1", language="fi", now=NOW)
    consent.withdraw(person.pk, NOW + dt.timedelta(days=1))
    Person.objects.filter(pk=person.pk).update(preferred_channel="sms")
    assert main(["person", "export", f"person:{person.pk}"]) == 0
    handed_out = json.loads(capsys.readouterr().out)
    said = {"purpose": "survey", "text_version": "1", "language": "fi", "at": NOW.isoformat()}
    assert handed_out["consents"] == [
        {**said, "channel": "telegram", "agreed": False, "withdrawn_at": None},
        {**said, "channel": "sms", "agreed": True, "withdrawn_at": (NOW + dt.timedelta(days=1)).isoformat()},
    ]
    assert handed_out["preferred_channel"] == "sms"
    assert main(["person", "erase", f"person:{person.pk}"]) == 0
    assert "2 consents" in capsys.readouterr().out
    assert not Consent.objects.exists()
    assert Person.objects.get(pk=person.pk).preferred_channel == ""
