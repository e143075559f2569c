"""Every call answers as GeoReport v2 writes it, in XML and in JSON, over real HTTP."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
import requests
import yaml

from bot.settings import ROOT
from desk.cases.kinds import State
from tests.open311.conftest import Api, Make, refused, tree

FIELDS = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]


def same(element: ET.Element, value: object) -> None:
    """XML and JSON say the same: Spark's rule, by which the names of lists and their items fall away."""
    if isinstance(value, dict):
        assert [child.tag for child in element] == list(value)
        for child in element:
            same(child, value[child.tag])
    elif isinstance(value, list):
        assert len(element) == len(value)
        for child, item in zip(element, value, strict=True):
            same(child, item)
    else:
        text = element.text or ""
        if value is None or isinstance(value, bool):
            assert text == {None: "", True: "true", False: "false"}[value]
        elif isinstance(value, float):
            assert float(text) == value
        else:
            assert text == str(value)


@pytest.mark.parametrize(
    ("path", "root", "item"),
    [
        ("discovery", "discovery", "changeset"),
        ("services", "services", "service"),
        ("services/street-lighting", "service_definition", "service_code"),
        ("requests", "service_requests", "request"),
        ("requests/{id}", "service_requests", "request"),
    ],
)
def test_xml_and_json_say_the_same(api: Api, make: Make, path: str, root: str, item: str) -> None:
    path = path.format(id=make())
    found = tree(api.get(f"{path}.xml"))
    answer = api.get(f"{path}.json")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert (found.tag, found[0].tag) == (root, item)
    same(found, answer.json())
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_discovery_names_the_address_the_formats_and_whom_to_ask_for_a_key(api: Api) -> None:
    found = api.get("discovery.json").json()
    (endpoint,) = found["endpoints"]
    assert endpoint["url"] == api.base
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["type"] == "test"
    assert "@" in found["key_service"] and found["contact"]


def test_services_are_the_categories_that_take_requests_in_the_asked_language(api: Api) -> None:
    services = {row["service_code"]: row for row in api.get("services.json", language="fi").json()}
    assert list(services) == ["street-lighting", "road-damage", "noise"]
    lamp = services["street-lighting"]
    assert lamp["service_name"] == "Katuvalot" and lamp["group"] == "Kadut"
    assert lamp["description"] == "Dark & <broken> lamps"
    assert (lamp["metadata"], lamp["type"], lamp["keywords"]) == (True, "realtime", "lamp, school")
    assert services["road-damage"]["metadata"] is False
    assert services["noise"]["type"] == "blackbox"


def test_a_definition_holds_the_questions_and_the_time_where_it_is_asked(api: Api) -> None:
    lamp = api.get("services/street-lighting.json", language="fi").json()
    assert lamp["service_code"] == "street-lighting"
    fault = lamp["attributes"][1]
    assert (fault["code"], fault["datatype"], fault["required"], fault["order"]) == (
        "fault",
        "singlevaluelist",
        True,
        2,
    )
    assert fault["description"] == "Mikä on vialla?"
    assert fault["values"] == [{"key": "dark", "name": "Pimeä"}, {"key": "blinks", "name": "Blinks"}]
    (when,) = api.get("services/noise.json").json()["attributes"]
    assert (when["code"], when["datatype"], when["required"]) == ("when", "datetime", False)
    refused(api.get("services/conduct.xml"), 404)
    refused(api.get("services/old.json"), 404)


def test_a_request_has_every_field_of_the_specification(api: Api, make: Make) -> None:
    reference = make()
    (row,) = api.get(f"requests/{reference}.json").json()
    assert list(row) == FIELDS
    assert row["service_request_id"] == reference
    assert (row["status"], row["service_code"], row["agency_responsible"]) == ("open", "street-lighting", "streets")
    assert row["address"] == "Torikatu 5, Keskusta" and row["zipcode"] == "07100"
    assert (row["lat"], row["long"]) == (60.3905, 25.6625)
    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[name])
    assert row["media_url"] is None and row["service_notice"] is None


def test_the_status_is_open_until_the_decision_and_its_notes_tell_the_fine_state(api: Api, make: Make) -> None:
    for state, status, words in (
        (State.RECEIVED, "open", "received"),
        (State.INVESTIGATING, "open", "looked into"),
        (State.DECIDED, "closed", "decided"),
        (State.DUPLICATE, "closed", "another"),
        (State.NOT_RESPONSIBLE, "closed", "city"),
    ):
        (row,) = api.get(f"requests/{make(state=state)}.json").json()
        assert row["status"] == status and words in row["status_notes"], state


def test_pages_of_other_origins_may_ask(api: Api) -> None:
    answer = requests.options(f"{api.base}/requests.json", timeout=20)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]


def test_errors_have_the_specifications_body(api: Api) -> None:
    for path, status in (
        ("services/nothing", 404),
        ("requests/CNOTHING", 404),
        ("tokens/nothing", 404),
        ("nothing", 404),
        ("requests", 400),
    ):
        for form, media_type in (("xml", "text/xml"), ("json", "application/json")):
            answer = api.get(f"{path}.{form}", status="mended")
            assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
            assert refused(answer, status)


def test_a_wrong_method_is_told_which_are_right(api: Api) -> None:
    answer = requests.delete(f"{api.base}/requests.json", timeout=20)
    assert refused(answer, 405) and "POST" in answer.headers["Allow"]
    assert requests.post(f"{api.base}/services.json", timeout=20).status_code == 405


def test_an_address_without_a_format_is_refused_in_xml(api: Api) -> None:
    assert "discovery.xml" in refused(api.get("services"), 404)
    assert "discovery.xml" in refused(api.get("services.html"), 404)


def test_the_description_is_served_as_it_is_kept(api: Api) -> None:
    answer = api.get("openapi.yaml")
    assert answer.content == (ROOT / "docs" / "open311.yaml").read_bytes()
    assert yaml.safe_load(answer.text)["openapi"].startswith("3.")
