"""Answers as GeoReport v2 writes them: XML, and JSON made of it by Spark's rule (the outermost name is dropped)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias
from xml.sax.saxutils import escape

Value: TypeAlias = "bool | int | str | Decimal | dt.datetime | Mapping[str, Value] | Sequence[Value] | None"
XML, JSON = "xml", "json"
MEDIA_TYPES: Mapping[str, str] = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
_ITEMS: Mapping[str, str] = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
# Signs that XML 1.0 cannot hold (section 2.2), and halves of surrogate pairs that UTF-8 cannot.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a call answers: the outermost name of the XML, and what is in it."""

    name: str
    content: Mapping[str, Value] | Sequence[Value]


def render(answer: Answer, form: str) -> str:
    """The body in ``form`` ("xml" or "json")."""
    if form == JSON:
        return json.dumps(_plain(answer.content), ensure_ascii=False)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _element(answer.name, answer.content)


def cleaned(text: str) -> str:
    """``text`` without signs that neither format nor database can hold."""
    return _IMPOSSIBLE.sub("", text)


def moment(value: dt.datetime) -> str:
    """W3C date and time with zone, without fractions (w3.org/TR/NOTE-datetime)."""
    return value.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence):
        return [_plain(inner) for inner in value]
    return value


def _element(name: str, value: Value) -> str:
    if isinstance(value, Mapping):
        inner = "".join(_element(key, one) for key, one in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        inner = "".join(_element(_ITEMS[name], one) for one in value)
    elif isinstance(value, bool):
        inner = "true" if value else "false"
    elif isinstance(value, dt.datetime):
        inner = moment(value)
    else:
        inner = "" if value is None else escape(cleaned(str(value)))
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"
