"""What an app reports is a case with a tracking code, like any other."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests
from django.test import AsyncClient
from django.utils import timezone

from desk.cases import moving, tracking
from desk.cases.audit import staff
from desk.cases.kinds import Severity
from desk.cases.models import Case, Contact, Draft, Street
from desk.open311 import keys
from desk.open311.models import ApiKey, Submission
from tests.open311.conftest import Api, refused, tree

CODE = re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
HOLE: dict[str, Any] = {"service_code": "road-damage", "lat": "60.391234", "long": "25.661234"}
LAMP: dict[str, Any] = {"service_code": "street-lighting", "address_string": "Torikatu 5", "attribute[fault]": "dark"}


def filed(answer: requests.Response) -> Case:
    assert answer.status_code == 200, answer.text
    return Case.objects.get(reference=answer.json()[0]["service_request_id"])


def test_a_post_is_a_case_whose_code_is_told_once(api: Api, key: str) -> None:
    answer = api.post(
        api_key=key,
        description="A deep hole. Call +358 40 123 4567",
        email="maria@example.org",
        first_name="Maria",
        last_name="Virtanen",
        phone="040 123 4567",
        media_url="https://example.org/hole.jpg",
        device_id="device-77",
        account_id="account-77",
        **HOLE,
    )
    case = filed(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert list(answer.json()[0]) == ["service_request_id", "service_notice", "account_id"]
    assert (case.kind, case.channel, case.language, case.anonymous) == ("service_request", "open311", "en", False)
    assert (str(case.latitude), str(case.longitude)) == ("60.391234", "25.661234")
    assert case.text_original.endswith("4567") and case.text_redacted.endswith("<number>")
    assert case.evidence == "https://example.org/hole.jpg"
    contact = Contact.objects.get(case=case)
    assert (contact.name, contact.email, contact.phone) == ("Maria Virtanen", "maria@example.org", "+358401234567")
    code = CODE.findall(answer.json()[0]["service_notice"])
    assert tracking.look_up(code[0], tracking.Caller("s"), timezone.now()).reference == case.reference
    assert not case.code_sealed and not Draft.objects.exists()
    stored = " ".join(
        str(value) for value in [*Case.objects.values().get(pk=case.pk).values(), *vars(contact).values()]
    )
    assert "device-77" not in stored and "account-77" not in stored
    assert Submission.objects.get(case=case).key.name == "city app"


def test_the_answer_in_xml_and_in_the_asked_language(api: Api, key: str) -> None:
    answer = api.post("requests.xml", language="fi-FI,fi;q=0.9,en;q=0.5", api_key=key, **HOLE)
    root = tree(answer)
    assert root.tag == "service_requests" and [child.tag for child in root] == ["request"]
    assert CODE.search(root.findtext("request/service_notice") or "")
    assert "Seurantakoodisi" in (root.findtext("request/service_notice") or "")
    case = Case.objects.get(reference=root.findtext("request/service_request_id"))
    assert case.language == "fi" and case.anonymous and not Contact.objects.exists()
    assert case.text_original == "Road damage"


def test_the_language_is_that_of_the_words_and_danger_in_them_names_help_first(api: Api, key: str) -> None:
    case = filed(api.post(api_key=key, description="Die Lampe vor meinem Haus ist seit zwei Wochen kaputt", **HOLE))
    assert (case.language, case.severity) == ("de", Severity.LOW)
    answer = api.post(api_key=key, language="sv", description="There is a fire and people are inside", **HOLE)
    danger = filed(answer)
    assert (danger.language, danger.severity) == ("en", Severity.URGENT)
    notice = answer.json()[0]["service_notice"]
    assert notice.index("112") < notice.index(CODE.findall(notice)[0]) and "Din spårningskod" in notice


def test_an_address_is_matched_with_the_towns_streets(api: Api, key: str) -> None:
    for address in ("Torikatu 5", "torikadulla, talo 5"):
        case = filed(api.post(api_key=key, **{**LAMP, "address_string": address}))
        assert case.street is not None and case.street.name == "Torikatu" and case.place == address
    assert filed(api.post(api_key=key, **{**LAMP, "address_string": "behind the moon"})).street is None
    by_id = {**HOLE, "lat": "", "long": "", "address_id": str(Street.objects.get(name="Rantatie").pk)}
    case = filed(api.post(api_key=key, **by_id))
    assert case.street is not None and case.street.name == case.place == "Rantatie"


def test_attributes_are_kept_with_the_case(api: Api, key: str) -> None:
    answers = {"attribute[pole]": "12 B", "attribute[seen][]": ["night", "dawn"], "attribute[poles]": "2"}
    case = filed(api.post(api_key=key, **LAMP, **answers))
    assert case.attributes == {"pole": "12 B", "fault": "dark", "seen": ["night", "dawn"], "poles": "2"}


def test_a_private_service_takes_reports_and_gives_no_number(api: Api, key: str) -> None:
    noise = {**HOLE, "service_code": "noise", "attribute[when]": "2026-03-03T01:30:00+02:00"}
    (answer,) = api.post(api_key=key, **noise).json()
    assert answer["service_request_id"] is None and CODE.search(answer["service_notice"])
    case = Case.objects.get()
    assert case.category.slug == "noise" and str(case.happened_on) == "2026-03-02"
    assert api.ids(service_request_id=case.reference) == []


def test_a_key_may_ask_for_tokens_which_give_the_number_after_release(api: Api) -> None:
    key = keys.add("slow app", timezone.now(), tokens=True)
    kinds = {row["service_code"]: row["type"] for row in api.get("services.json", api_key=key).json()}
    assert kinds == {"street-lighting": "batch", "road-damage": "batch", "noise": "blackbox"}
    (answer,) = api.post(api_key=key, **HOLE).json()
    token = answer["token"]
    assert "service_request_id" not in answer
    assert api.get(f"tokens/{token}.json").json() == [{"service_request_id": None, "token": token}]
    case = Case.objects.get()
    moving.release(case.pk, staff(None), timezone.now())
    assert api.get(f"tokens/{token}.json").json() == [{"service_request_id": case.reference, "token": token}]
    found = tree(api.get(f"tokens/{token}.xml"))
    assert found.findtext("request/service_request_id") == case.reference
    assert token not in str(list(Submission.objects.values()))
    refused(api.get(f"tokens/{case.reference}.json"), 404)


WRONG: list[tuple[dict[str, Any], int, str]] = [
    ({"api_key": ""}, 403, "api_key"),
    ({"api_key": "lk_wrong"}, 403, "api_key"),
    ({"service_code": ""}, 400, "service_code"),
    ({"service_code": "nothing"}, 404, "service_code"),
    ({"service_code": "conduct"}, 404, "service_code"),
    ({"address_string": ""}, 400, "place"),
    ({"address_string": "x" * 401}, 400, "address_string"),
    ({"lat": "60.1"}, 400, "long"),
    ({"lat": "91", "long": "25"}, 400, "lat"),
    ({"lat": "NaN", "long": "25"}, 400, "lat"),
    ({"lat": "north", "long": "25"}, 400, "lat"),
    ({"address_id": "99999"}, 400, "address_id"),
    ({"description": "x" * 4001}, 400, "4000"),
    ({"email": "maria"}, 400, "maria@example.org"),
    ({"phone": "no"}, 400, "phone"),
    ({"attribute[fault]": ""}, 400, "attribute[fault]"),
    ({"attribute[fault]": "purple"}, 400, "blinks, dark"),
    ({"attribute[fault]": ["dark", "blinks"]}, 400, "one value"),
    ({"attribute[poles]": "many"}, 400, "number"),
    ({"attribute[nothing]": "1"}, 400, "attribute[nothing]"),
]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_post_that_cannot_be_is_refused_and_leaves_nothing(api: Api, key: str, form: str) -> None:
    for change, status, word in WRONG:
        answer = api.post(f"requests.{form}", **{"api_key": key, **LAMP, **change})
        assert word in refused(answer, status), change
    assert not Case.objects.exists() and not Draft.objects.exists()


def test_a_failure_in_the_middle_leaves_neither_draft_nor_case(
    api: Api, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import DatabaseError

    def broken(*args: object, **named: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(Submission.objects, "create", broken)
    answer = api.post(api_key=key, **HOLE)
    assert refused(answer, 503) and answer.headers["Retry-After"]
    assert not Case.objects.exists() and not Draft.objects.exists()


def test_a_form_that_is_too_large_or_no_form_is_refused(api: Api, key: str) -> None:
    refused(api.post(api_key=key, **HOLE, description="x" * 3_000_000), 413)
    refused(requests.post(f"{api.base}/requests.json", json={"api_key": key, **HOLE}, timeout=20), 403)
    assert not Case.objects.exists()


def test_an_anonymous_report_is_refused_where_the_category_needs_a_name(
    api: Api, key: str, town: dict[str, Any]
) -> None:
    town["road-damage"].anonymous_allowed = False
    town["road-damage"].revision += 1
    town["road-damage"].save()
    assert "name" in refused(api.post(api_key=key, **HOLE), 400)
    assert not filed(api.post(api_key=key, **HOLE, email="maria@example.org")).anonymous


def test_a_key_that_posts_too_often_is_told_when_to_go_on(api: Api, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from limits import RateLimitItemPerMinute

    monkeypatch.setattr(keys.PostLimits, "a_key", (RateLimitItemPerMinute(2),))
    other = keys.add("another", timezone.now())
    for _ in range(2):
        filed(api.post(api_key=key, **HOLE))
    answer = api.post("requests.xml", api_key=key, **HOLE)
    assert refused(answer, 429) and 0 < int(answer.headers["Retry-After"]) <= 61
    filed(api.post(api_key=other, **HOLE))
    assert Case.objects.count() == 3


def test_a_revoked_key_posts_no_more(api: Api, key: str) -> None:
    filed(api.post(api_key=key, **HOLE))
    assert ApiKey.objects.get().last_used_at is not None
    assert keys.revoke("city app", timezone.now()) and not keys.revoke("city app", timezone.now())
    refused(api.post(api_key=key, **HOLE), 403)


async def test_the_asynchronous_server_of_the_counter_takes_reports_too(async_client: AsyncClient, key: str) -> None:
    answer = await async_client.post("/open311/v2/requests.json", {"api_key": key, **HOLE})
    assert answer.status_code == 200 and CODE.search(answer.json()[0]["service_notice"])
