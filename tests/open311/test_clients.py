"""Other people's clients understand the API, and a fuzzer finds nothing in it that its description does not say."""

from __future__ import annotations

import filecmp
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from django.utils import timezone

from bot.settings import ROOT
from desk.cases.models import Case
from desk.open311 import keys
from tests.open311.conftest import Api, Make

HOUSE = ROOT / "var" / "test-tools" / "open311"
SCRIPTS = Path(__file__).parent / "clients"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)


@pytest.fixture(scope="module")
def clients() -> Path:
    """The environment of the clients' own, made where there is none yet."""
    wanted, installed = ROOT / "deploy" / "open311-clients.txt", HOUSE / "installed.txt"
    if not (installed.exists() and filecmp.cmp(wanted, installed, shallow=False)):
        subprocess.run(["bash", "deploy/test-tools"], cwd=ROOT, check=False, timeout=300, capture_output=True)
    if not installed.exists():
        pytest.skip("the clients of Open311 are absent: bash deploy/test-tools (needs the Python package index)")
    return HOUSE / "bin"


def told(clients: Path, script: str, *words: str) -> dict[str, Any]:
    """What a client's script understood."""
    command = [str(clients / "python"), str(SCRIPTS / script), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_every_call(api: Api, make: Make, clients: Path, form: str) -> None:
    first, second = make(), make(category="road-damage")
    found = told(clients, "georeport_reads.py", api.base, form, first)
    assert [row["service_code"] for row in found["services"]] == ["street-lighting", "road-damage", "noise"]
    assert found["definition"]["service_code"] == "street-lighting"
    assert {row["service_request_id"] for row in found["requests"]} == {first, second}
    request = found["request"][0] if isinstance(found["request"], list) else found["request"]
    assert request["service_request_id"] == first and request["status"] == "open"


def test_three_reads_and_reports(api: Api, make: Make, clients: Path) -> None:
    number = make()
    key = keys.add("three", timezone.now(), tokens=True)
    found = told(clients, "three_walks.py", api.base, key, number)
    assert found["discovery"]["endpoints"][0]["url"] == api.base
    assert len(found["services"]) == 3 and found["definition"]["attributes"]
    assert [row["service_request_id"] for row in found["requests"]] == [number]
    assert found["of_service"] == []
    assert found["request"][0]["service_request_id"] == number
    case = Case.objects.get(channel="open311")
    assert case.street is not None and case.contact.name == "Maria Virtanen"
    assert found["token"] == [{"service_request_id": None, "token": found["posted"][0]["token"]}]


def test_a_fuzzer_finds_what_the_description_says(api: Api, make: Make, clients: Path, tmp_path: Path) -> None:
    make()
    key = keys.add("fuzzer", timezone.now())
    # The description as it is served, with codes and a key that there are among the values to try.
    described = yaml.safe_load(requests.get(f"{api.base}/openapi.yaml", timeout=20).text)
    form = described["components"]["schemas"]["Report"]["properties"]
    form["api_key"]["enum"], form["service_code"]["enum"] = [key, "wrong"], ["road-damage", "noise", "nothing"]
    form["lat"] |= {"minimum": 60, "maximum": 61}
    path = tmp_path / "open311.json"
    path.write_text(json.dumps(described))
    command = [
        *(str(clients / "schemathesis"), "run", str(path), "--url", api.base, "--checks", ",".join(CHECKS)),
        *("--phases", "examples,coverage,fuzzing", "--max-examples", "6", "--seed", "311", "--no-color"),
        *("--suppress-health-check", "all", "--generation-database", "none"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert Case.objects.filter(channel="open311").exists()
