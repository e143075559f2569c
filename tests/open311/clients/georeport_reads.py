"""PyPI's georeport against an API: ``georeport_reads.py ADDRESS FORMAT NUMBER``; prints what it understood as JSON."""

from __future__ import annotations

import json
import sys

from georeport import GeoReport

address, form, number = sys.argv[1:]
client = GeoReport(address, output_format=form)
found = {
    "services": client.get_service_list(),
    "definition": client.get_service_definition("street-lighting"),
    "requests": client.get_service_requests(status="open", service_code="street-lighting,road-damage"),
    "request": client.get_service_request(number),
}
print(json.dumps(found))
