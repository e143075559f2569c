"""Whom services are for, as far as the search makes a difference: people, or organisations alone."""

from __future__ import annotations

import re

from desk.catalogue import models
from desk.catalogue.records import ConceptKind, LifeCycle

# The last part of a target group's code, whatever stands before it (a web address, "audience/").
_ORGANISATIONS = frozenset({"enterprises", "businesses", "companies", "employers", "associations", "organisations"})
_LAST_PART = re.compile(r"[^/#:]+\Z")


def for_organisations() -> frozenset[str]:
    """The active services that have target groups, none of which is people."""
    groups = models.Service.objects.filter(
        state=LifeCycle.ACTIVE.value, source__active=True, concepts__kind=ConceptKind.AUDIENCE.value
    )
    some, others = set[str](), set[str]()
    for service, code in groups.values_list("identifier", "concepts__identifier"):
        (some if _is_of_organisations(code) else others).add(service)
    return frozenset(some - others)


def _is_of_organisations(code: str) -> bool:
    part = _LAST_PART.search(code)
    return part is not None and part.group().lower() in _ORGANISATIONS
