"""Others see the public parts of what staff released, and nothing else."""

from __future__ import annotations

import pytest
from django.utils import timezone

from desk.cases import codes, filing, moving, privacy
from desk.cases.audit import SYSTEM, staff
from desk.cases.errors import NotPossible
from desk.cases.kinds import Kind, State
from desk.cases.models import Case, Category
from tests.open311.conftest import Api, Make, refused


def test_a_request_is_there_after_release_and_gone_after_it_is_taken_back(api: Api, make: Make) -> None:
    reference = make(release=False)
    unknown = refused(api.get("requests/CUNKNOWN00.json"), 404)
    assert refused(api.get(f"requests/{reference}.json"), 404) == unknown.replace("CUNKNOWN00", reference)
    assert api.ids() == api.ids(service_request_id=reference) == []
    case = Case.objects.get(reference=reference)
    moving.release(case.pk, staff(None), timezone.now())
    assert api.ids() == [reference]
    moving.unrelease(case.pk, staff(None), timezone.now())
    assert api.ids() == []


def test_other_kinds_are_never_there(api: Api, make: Make) -> None:
    for kind in set(Kind) - {Kind.SERVICE_REQUEST}:
        reference = make(kind=kind.value, release=False)
        with pytest.raises(NotPossible):
            moving.release(Case.objects.get(reference=reference).pk, staff(None), timezone.now())
        assert api.ids() == api.ids(service_request_id=reference) == []
        refused(api.get(f"requests/{reference}.xml"), 404)


def test_spam_and_categories_that_are_no_longer_public_are_hidden(api: Api, make: Make) -> None:
    spam, lamp = make(state=State.SPAM), make()
    assert api.ids() == [lamp] and api.ids(status="closed") == []
    refused(api.get(f"requests/{spam}.json"), 404)
    Category.objects.filter(slug="street-lighting").update(public=False)
    assert api.ids() == []


def test_an_erased_case_is_gone(api: Api, make: Make) -> None:
    reference = make(state=State.DECIDED)
    privacy.erase([Case.objects.get(reference=reference)], SYSTEM, timezone.now())
    refused(api.get(f"requests/{reference}.json"), 404)


def test_words_are_shown_redacted_and_without_markup(api: Api, make: Make) -> None:
    text = "Dark & cold < zero. <script>alert(1)</script> Call +358 40 123 4567 or maria@example.org, 131052-308T"
    reference = make(text=text, place={"text": "by my door, +358 40 123 4567"})
    for form in ("json", "xml"):
        body = api.get(f"requests/{reference}.{form}").text
        for secret in ("123 4567", "maria@", "131052", "Maria", "Virtanen", "script>", "mend it"):
            assert secret not in body, secret
    (row,) = api.get(f"requests/{reference}.json").json()
    assert row["description"] == "Dark & cold < zero. alert(1) Call [number] or [e-mail], [identity code]"
    assert row["address"] == "by my door, <number>"


def test_coordinates_are_cut_off_after_ten_metres(api: Api, make: Make) -> None:
    reference = make(place={"text": "here", "latitude": "60.169999", "longitude": "-24.938479"})
    (row,) = api.get(f"requests/{reference}.json").json()
    assert (row["lat"], row["long"]) == (60.1699, -24.9384)
    body = api.get(f"requests/{reference}.xml").text
    assert "<lat>60.1699</lat>" in body and "<long>-24.9384</long>" in body


def test_the_number_is_no_tracking_code_and_tells_nothing_of_it(api: Api, key: str) -> None:
    answer = api.post(api_key=key, service_code="road-damage", lat="60.39", long="25.66", description="A hole").json()
    number = answer[0]["service_request_id"]
    case = Case.objects.get(reference=number)
    with pytest.raises(codes.CodeUnreadable):
        codes.read(number)
    moving.release(case.pk, staff(None), timezone.now())
    body = api.get(f"requests/{number}.json").text
    assert case.code_mask not in body and case.code_mask[-3:] not in body
    assert filing.told(case.pk).code is None
