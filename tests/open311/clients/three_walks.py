"""PyPI's three against an API: ``three_walks.py ADDRESS KEY NUMBER``; prints what it understood as JSON."""

from __future__ import annotations

import itertools
import json
import sys

# The client was written for Python 2, where itertools had this name.
itertools.ifilter = filter  # type: ignore[attr-defined]

from three import Three  # noqa: E402

address, key, number = sys.argv[1:]
client = Three(address, api_key=key)
posted = client.post("road-damage", address="Torikatu 5", name="Maria Virtanen", description="A deep hole")
found = {
    "discovery": client.discovery(),
    "services": client.services(),
    "definition": client.services("street-lighting"),
    "requests": client.requests(count=5),
    "of_service": client.requests("street-lighting", start="01-01-2026", end="03-31-2026"),
    "request": client.request(number),
    "posted": posted,
    "token": client.token(posted[0]["token"]),
}
print(json.dumps(found))
