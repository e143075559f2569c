"""A draft becomes one case, once; nothing that was said is lost; what is personal lies apart."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from desk.cases import codes, drafts, filing
from desk.cases.errors import Changed, Missing, NotPossible
from desk.cases.kinds import Severity, State
from desk.cases.models import Case, Contact, Delivery, Draft, News
from desk.people.models import Person
from tests.cases.conftest import NOW, WORDS, Filer, answers


def begin(kind: str = "complaint", category: str = "staff-conduct", **more: dict[str, object]) -> drafts.DraftView:
    return drafts.begin(channel="web", language="en", now=NOW, kind=kind, answers=answers(category, **more))


def test_a_filed_case_has_a_code_a_clock_and_news(file_case: Filer, person: Person) -> None:
    filed = file_case(person=person)
    assert filed.code is not None and codes.read(filed.code).mask == filed.mask
    assert filed.state is State.RECEIVED
    assert filed.acknowledge_due == NOW + dt.timedelta(days=7)
    case = Case.objects.get()
    assert case.text_original == WORDS and case.language == "ar"
    assert [row.message for row in News.objects.all()] == ["case-news-received"]
    assert [row.person_id for row in Delivery.objects.all()] == [person.pk]


def test_the_database_holds_the_code_nowhere_readable(file_case: Filer) -> None:
    filed = file_case()
    assert filed.code is not None and filed.digits is not None
    case = Case.objects.get()
    stored = repr([getattr(case, field.attname) for field in case._meta.concrete_fields]) + repr(
        bytes(case.code_sealed)
    )
    for form in (filed.code, filed.digits, filed.code.replace("-", ""), filed.digits.replace(" ", "")):
        assert form not in stored


def test_filing_the_same_step_or_the_same_draft_again_answers_with_the_same_case(categories: object) -> None:
    draft = begin()
    first = filing.file(draft.id, "t_1", "file", NOW)
    assert filing.file(draft.id, "t_1", "file", NOW) == first
    assert filing.file(draft.id, "t_2", "file", NOW) == first
    assert Case.objects.count() == 1 and not Draft.objects.exists()


def test_a_code_that_was_delivered_cannot_be_read_again(file_case: Filer) -> None:
    filed = file_case()
    filing.code_delivered(filed.case)
    again = filing.told(filed.case)
    assert again.code is None and again.digits is None and again.mask == filed.mask


@pytest.mark.django_db(transaction=True)
def test_ten_processes_that_file_one_draft_make_one_case(categories: object) -> None:
    draft = begin()

    def file(number: int) -> str | None:
        try:
            return filing.file(draft.id, f"t_{number % 3}", "file", NOW).code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        told = set(threads.map(file, range(10)))
    assert len(told) == 1 and Case.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("question", ["contact"]),
        ("complaint", ["when", "remedy", "contact"]),
        ("service_request", ["contact"]),
    ],
)
def test_only_what_the_kind_needs_is_asked(categories: object, kind: str, asked: list[str]) -> None:
    said = {"category": {"slug": "staff-conduct"}, "what": {"text": WORDS}}
    draft = drafts.begin(channel="web", language="en", now=NOW, kind=kind, answers=said)
    assert [field.value for field in draft.missing] == asked


@pytest.mark.parametrize(
    ("kind", "asked"), [("question", ["contact"]), ("praise", ["contact"]), ("service_request", ["where", "contact"])]
)
def test_only_who_reports_is_asked_for_the_place_that_the_category_needs(
    categories: object, kind: str, asked: list[str]
) -> None:
    said = {"category": {"slug": "street-lighting"}, "what": {"text": WORDS}}
    draft = drafts.begin(channel="web", language="en", now=NOW, kind=kind, answers=said)
    assert [field.value for field in draft.missing] == asked


def test_an_unfinished_draft_is_not_filed_and_says_what_it_needs(categories: object) -> None:
    draft = drafts.save(begin().id, {"remedy": None, "when": None}, NOW)
    with pytest.raises(Missing, match="when, remedy") as told:
        filing.file(draft.id, "t_1", "file", NOW)
    assert told.value.arguments["fields"] == ["when", "remedy"]
    assert drafts.get(draft.id, NOW) is not None and not Case.objects.exists()


def test_a_draft_is_resumed_on_another_channel_for_thirty_days(categories: object, person: Person) -> None:
    draft = drafts.begin(channel="web", language="en", now=NOW, person=person.pk, kind="praise")
    saved = drafts.save(draft.id, {"what": {"text": "Thank you"}}, NOW, asking="contact")
    later = NOW + dt.timedelta(days=29)
    assert [(view.id, view.asking) for view in drafts.of_person(person.pk, later)] == [(draft.id, "contact")]
    assert drafts.expire(saved.expires_at - dt.timedelta(seconds=1)) == 0
    assert drafts.expire(saved.expires_at) == 1 and drafts.get(draft.id, NOW) is None


def test_two_channels_cannot_overwrite_each_others_answer(categories: object) -> None:
    draft = begin()
    drafts.save(draft.id, {"what": {"text": "On the phone"}}, NOW, version=draft.version)
    with pytest.raises(Changed):
        drafts.save(draft.id, {"what": {"text": "On the web"}}, NOW, version=draft.version)


def test_an_anonymous_case_keeps_no_way_to_its_sender(file_case: Filer, person: Person) -> None:
    file_case(person=person, contact={"anonymous": True, "name": "Maria"})
    case = Case.objects.get()
    assert case.anonymous and not Contact.objects.exists() and not Delivery.objects.exists()
    assert News.objects.filter(case=case).exists()


def test_a_data_request_cannot_be_anonymous(file_case: Filer) -> None:
    with pytest.raises(Missing, match="without knowing whom"):
        file_case(kind="data_request", contact={"anonymous": True})


def test_danger_to_people_is_urgent_at_once(file_case: Filer) -> None:
    assert file_case(danger=True).urgent
    assert Case.objects.get().severity == Severity.URGENT


def test_the_original_and_the_redacted_words_are_apart(file_case: Filer) -> None:
    file_case(what={"text": "Call me, maria@example.org, about the lamp"})
    case = Case.objects.get()
    assert "maria@example.org" in case.text_original and "maria@example.org" not in case.text_redacted


@pytest.mark.parametrize(
    ("contact", "field"), [({"email": "maria at example"}, "email"), ({"phone": "twelve"}, "phone")]
)
def test_an_address_that_cannot_be_is_told_with_an_example(
    categories: object, contact: dict[str, object], field: str
) -> None:
    with pytest.raises(Missing, match="like") as told:
        begin(contact=contact)
    assert told.value.arguments["fields"] == [field]


def test_a_draft_that_is_gone_says_so(db: None) -> None:
    with pytest.raises(NotPossible, match="begin a new one"):
        filing.file("no-such-draft", "t_1", "file", NOW)
