"""The same lamp twice: shown before filing, followed, merged and taken apart again."""

from __future__ import annotations

import datetime as dt

import pytest

from desk.cases import deadlines, drafts, duplicates, moving
from desk.cases.audit import staff
from desk.cases.errors import NotPossible
from desk.cases.kinds import State
from desk.cases.models import Case, Delivery, Follower
from desk.people.models import Person
from tests.cases.conftest import NOW, Filer, walk


def draft(text: str, place: str, category: str = "street-lighting", kind: str = "service_request") -> str:
    answers = {"category": {"slug": category}, "what": {"text": text}, "where": {"text": place}}
    return drafts.begin(channel="web", language="en", now=NOW, kind=kind, answers=answers).id


def request(file_case: Filer, **more: object) -> int:
    return file_case(kind="service_request", category="street-lighting", **more).case


def test_an_open_case_of_the_same_place_is_shown_in_other_words(file_case: Filer) -> None:
    case = request(file_case)
    request(file_case, where={"text": "Satamakatu 90"})
    found = duplicates.similar(draft("No light at night here", "torikatu 5"), NOW + dt.timedelta(days=3))
    assert [one.case for one in found] == [case]


def test_coordinates_tell_near_from_far(file_case: Filer) -> None:
    case = request(file_case, where={"text": "by the lake", "latitude": "60.39000", "longitude": "25.66000"})
    near, far = (
        drafts.begin(
            channel="web",
            language="en",
            now=NOW,
            kind="service_request",
            answers={
                "category": {"slug": "street-lighting"},
                "what": {"text": "The lamp is dark"},
                "where": {"latitude": latitude, "longitude": "25.66000"},
            },
        ).id
        for latitude in ("60.39030", "60.40000")
    )
    assert [one.case for one in duplicates.similar(near, NOW)] == [case]
    assert duplicates.similar(far, NOW) == []


def test_complaints_old_closed_and_erased_cases_are_shown_to_nobody(file_case: Filer) -> None:
    file_case(category="street-lighting")
    assert duplicates.similar(draft("The lamp is dark", "Torikatu 5"), NOW) == []
    assert duplicates.similar(draft("The lamp is dark", "Torikatu 5", kind="complaint"), NOW) == []
    closed = request(file_case)
    walk(closed, State.CLOSED)
    assert duplicates.similar(draft("The lamp is dark", "Torikatu 5"), NOW) == []
    request(file_case)
    assert duplicates.similar(draft("The lamp is dark", "Torikatu 5"), NOW + dt.timedelta(days=91)) == []


def test_who_says_me_too_hears_of_every_public_move_in_their_language(file_case: Filer) -> None:
    case, other = request(file_case), Person.objects.create()
    assert duplicates.follow(case, other.pk, "t_1", "follow", NOW, language="uk")
    assert not duplicates.follow(case, other.pk, "t_1", "follow", NOW, language="uk")
    moving.move(case, State.ACKNOWLEDGED, staff(), NOW)
    told = Delivery.objects.filter(person=other)
    assert [(row.news.message, row.language) for row in told] == [("case-news-acknowledged", "uk")]


def test_a_complaint_cannot_be_followed(file_case: Filer, person: Person) -> None:
    case = file_case().case
    with pytest.raises(NotPossible):
        duplicates.follow(case, person.pk, "t_1", "follow", NOW, language="en")
    assert not Follower.objects.exists()


def test_merged_people_hear_of_the_other_case_and_taken_apart_of_their_own(file_case: Filer, person: Person) -> None:
    kept, merged = request(file_case), request(file_case, person=person)
    duplicates.merge(merged, kept, staff(), NOW)
    assert Case.objects.get(pk=merged).state == State.DUPLICATE
    assert deadlines.running(Case.objects.get(pk=merged)) is None
    moving.move(kept, State.ACKNOWLEDGED, staff(), NOW)
    assert Delivery.objects.filter(person=person, news__case=kept).count() == 1

    duplicates.unmerge(merged, staff(), NOW + dt.timedelta(days=1))
    row = Case.objects.get(pk=merged)
    assert row.state == State.RECEIVED and row.duplicate_of is None
    clock = deadlines.running(row)
    assert clock is not None and clock.acknowledge_due == NOW + dt.timedelta(days=2)
    moving.move(kept, State.TRIAGE, staff(), NOW)
    moving.move(kept, State.ASSIGNED, staff(), NOW)
    assert Delivery.objects.filter(person=person, news__case=kept).count() == 1


def test_a_case_is_not_merged_into_itself_or_a_closed_one(file_case: Filer) -> None:
    one, closed = request(file_case), request(file_case)
    walk(closed, State.CLOSED)
    for target in (one, closed):
        with pytest.raises(NotPossible):
            duplicates.merge(one, target, staff(), NOW)
