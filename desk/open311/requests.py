"""GET requests and tokens: what staff released, as GeoReport v2 writes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from django.utils.html import strip_tags

from desk.cases import public
from desk.cases.kinds import State
from desk.cases.news import STATE_MESSAGES
from desk.cases.public import PublicCase, PublicQuery
from desk.open311.errors import NotThere
from desk.open311.house import house, label
from desk.open311.models import Submission
from desk.open311.posting import token_digest
from desk.open311.rendering import Answer, Value

_MASK = re.compile("<(e-mail|code|identity code|account|number)>")
"""What `desk.feedback.masking` leaves in the place of personal data."""


def listed(cases: list[PublicCase], language: str) -> Answer:
    """Released cases in a language."""
    notes = cache(lambda state: status_notes(state, language))
    return Answer("service_requests", [_request(case, language, notes) for case in cases])


def one(reference: str, language: str) -> Answer:
    """A released case, in a list of one. Raises `NotThere`, with the same words for what is not released."""
    found = public.released(PublicQuery(references=[reference.upper()]), limit=1)
    if not found:
        raise NotThere(f"service_request_id {reference!r} was not found: it is unknown or was not released yet")
    return listed(found, language)


def of_token(token: str) -> Answer:
    """The number of the case that a token stands for, empty until staff released it. Raises `NotThere`."""
    row = Submission.objects.filter(token_digest=token_digest(token)).select_related("case").first() if token else None
    if row is None:
        raise NotThere(f"token {token!r} was not found")
    shown = public.count(PublicQuery(references=[row.case.reference]))
    number = row.case.reference if shown else None
    return Answer("service_requests", [{"service_request_id": number, "token": token}])


def status_notes(state: State, language: str) -> str:
    """The fine state in plain words."""
    return house().say(STATE_MESSAGES[state], language)


def _without_markup(text: str) -> str:
    """ "Free form text with no HTML", says the specification; what stands for cut out personal data is no HTML."""
    return strip_tags(_MASK.sub(r"[\1]", text))


def _request(case: PublicCase, language: str, notes: Callable[[State], str]) -> dict[str, Value]:
    return {
        "service_request_id": case.reference,
        "status": "open" if case.open else "closed",
        "status_notes": notes(case.state),
        "service_name": label(case.labels, language) or case.category,
        "service_code": case.category,
        "description": _without_markup(case.text),
        "agency_responsible": case.agency,
        "service_notice": None,
        "requested_datetime": case.received_at,
        "updated_datetime": case.updated_at,
        "expected_datetime": case.expected,
        "address": case.address or None,
        "address_id": case.address_id or None,
        "zipcode": case.postcode or None,
        "lat": case.latitude,
        "long": case.longitude,
        "media_url": None,
    }
