"""Which services are for organisations alone: by their target groups, whatever a register's codes look like."""

from __future__ import annotations

from typing import Any

import pytest

from desk.catalogue import models
from desk.catalogue.audiences import for_organisations
from tests.catalogue.conftest import Importer
from tests.catalogue.files import LIBRARY, permit

BUSINESS, ASSOCIATION, RESIDENT = "audience/businesses", "audience/associations", "audience/residents"


@pytest.mark.parametrize(
    ("audience", "alone"),
    [
        (BUSINESS, True),
        ([BUSINESS, ASSOCIATION], True),
        ([BUSINESS, RESIDENT], False),
        (RESIDENT, False),
        (None, False),
    ],
)
def test_a_service_with_no_people_among_its_target_groups(load_services: Importer, audience: Any, alone: bool) -> None:
    load_services(permit(audience=audience), LIBRARY)
    assert for_organisations() == ({"parking-permit"} if alone else set())


def test_what_is_not_offered_is_left_out(load_services: Importer) -> None:
    load_services(permit(audience=BUSINESS))
    models.Service.objects.update(state="retired")
    assert for_organisations() == frozenset()


@pytest.mark.parametrize("code", ["ENTERPRISES", "https://town.example/groups#Associations", "urn:group:companies"])
def test_codes_of_other_registers(load_services: Importer, code: str) -> None:
    load_services(permit(audience=BUSINESS))
    models.Concept.objects.filter(identifier="businesses").update(identifier=code)
    assert for_organisations() == {"parking-permit"}
