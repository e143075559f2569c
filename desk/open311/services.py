"""GET services and service definitions: the town's categories and their questions.

A category whose cases others may see is ``realtime``. One whose cases nobody else ever sees takes requests too, and is
``blackbox``: its posts get no number (docs/decisions/0008-open311.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.cases import categories
from desk.cases.kinds import Field, Kind
from desk.cases.models import Category
from desk.open311.errors import NotThere
from desk.open311.house import house, label
from desk.open311.models import ApiKey
from desk.open311.rendering import Answer, Value

KIND = Kind.SERVICE_REQUEST
WHEN = "when"
"""Code of the attribute for the time, in categories that ask for it: Open311 has no parameter of its own."""
_DATATYPES = frozenset({"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"})


def offered() -> dict[str, Category]:
    """The categories that take service requests, by code, in their order."""
    return {row.slug: row for row in categories.active() if not row.kinds or KIND.value in row.kinds}


def of_code(code: str) -> Category:
    """Raises `NotThere`."""
    found = offered().get(code)
    if found is None:
        raise NotThere(f"service_code {code!r} was not found: services lists those that there are")
    return found


def type_of(category: Category, key: ApiKey | None = None) -> str:
    """``realtime``: POST answers with the number; ``batch``: with a token; ``blackbox``: with neither."""
    if not category.public:
        return "blackbox"
    return "batch" if key is not None and key.tokens else "realtime"


def listed(language: str, key: ApiKey | None) -> Answer:
    """The list of services in a language; ``key`` is whose types are told."""
    return Answer("services", [_service(row, language, key) for row in offered().values()])


def defined(code: str, language: str) -> Answer:
    """The definition of a service. Raises `NotThere`."""
    category = of_code(code)
    attributes: list[Value] = [
        _attribute(question, order, language) for order, question in enumerate(questions(category), start=1)
    ]
    return Answer("service_definition", {"service_code": category.slug, "attributes": attributes})


def questions(category: Category) -> list[Mapping[str, Any]]:
    """A category's own questions, and the time where it needs it."""
    own: list[Mapping[str, Any]] = list(category.questions)
    if Field.WHEN.value in category.fields:
        own.append({"code": WHEN, "datatype": "datetime", "required": False})
    return own


def _service(row: Category, language: str, key: ApiKey | None) -> dict[str, Value]:
    words = row.keywords.get(language) or row.keywords.get("en") or []
    return {
        "service_code": row.slug,
        "service_name": label(row.labels, language) or row.slug,
        "description": label(row.descriptions, language),
        "metadata": bool(questions(row)),
        "type": type_of(row, key),
        "keywords": ", ".join(word.rstrip("~") for word in words),
        "group": label(row.group.labels, language) or row.group.slug,
    }


def _attribute(question: Mapping[str, Any], order: int, language: str) -> dict[str, Value]:
    datatype = str(question.get("datatype") or "string")
    return {
        "variable": bool(question.get("variable", True)),
        "code": str(question["code"]),
        "datatype": datatype if datatype in _DATATYPES else "string",
        "required": bool(question.get("required", False)),
        "datatype_description": label(question.get("datatype_description"), language) or None,
        "order": int(question.get("order") or order),
        "description": _description(question, language),
        "values": [
            {"key": str(value["key"]), "name": label(value.get("name"), language)}
            for value in question.get("values") or ()
        ],
    }


def _description(question: Mapping[str, Any], language: str) -> str:
    if question["code"] == WHEN and not question.get("description"):
        return house().say("form-field-when", language)
    return label(question.get("description"), language)
