"""Service discovery: where the API is, in which formats, and whom to ask for a key.

Source: wiki.open311.org/Service_Discovery.
"""

from __future__ import annotations

from desk.open311.house import house
from desk.open311.rendering import JSON, MEDIA_TYPES, XML, Answer

CHANGESET = "2026-11-24T00:00:00Z"
"""When this API last changed in a way that a client would notice."""
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def discovered(base: str, language: str) -> Answer:
    """``base`` is the API's own address, without a slash at its end."""
    office = house().office(language)
    contact = ", ".join(part for part in (office.name, office.phone, office.email) if part)
    return Answer(
        "discovery",
        {
            "changeset": CHANGESET,
            "contact": contact,
            "key_service": f"Write to {office.email or office.phone}: {office.name}",
            "endpoints": [
                {
                    "specification": SPECIFICATION,
                    "url": base,
                    "changeset": CHANGESET,
                    "type": "production" if office.production else "test",
                    "formats": [MEDIA_TYPES[form].partition(";")[0] for form in (XML, JSON)],
                }
            ],
        },
    )
