"""POST requests: what an app reports becomes a case as any other, with a tracking code that is told once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import QueryDict

from desk.cases import drafts, filing, news, streets
from desk.cases.errors import Missing, NotPossible
from desk.cases.kinds import Field
from desk.cases.models import Category, Street
from desk.cases.sealing import keyed_hash
from desk.open311 import asking, services
from desk.open311.errors import Refused
from desk.open311.house import house, label
from desk.open311.models import ApiKey, Submission
from desk.open311.rendering import Answer, cleaned

CHANNEL = "open311"
LONGEST = 4000
"""Characters of a description; the specification's limit."""
_LONGEST_LINE = 400
_TOKEN = b"open311-token"
_ATTRIBUTE = re.compile(r"attribute\[([^\]]*)\](\[[^\]]*\])?")


@dataclasses.dataclass(frozen=True)
class Posted:
    """What the poster is told, and the case whose code that gives away."""

    answer: Answer
    case: int


def post(params: QueryDict, key: ApiKey, hint: str, now: dt.datetime) -> Posted:
    """File what was posted; ``hint`` is the language that the poster asks for. Raises `Refused`."""
    code = asking.value(params, "service_code")
    if not code:
        raise Refused("service_code was not provided")
    category = services.of_code(code)
    words = _words(params)
    language = house().language_of(words, hint) if words else hint
    answers = _answers(params, category, words or label(category.labels, language) or category.slug)
    help_first = house().help_first(words, language, hint)
    kind = services.type_of(category, key)
    token = secrets.token_urlsafe(16) if kind == "batch" else ""
    try:
        with transaction.atomic():
            draft = drafts.begin(
                channel=CHANNEL,
                language=language,
                now=now,
                kind=services.KIND,
                danger=bool(help_first),
                answers=answers,
            )
            filed = filing.file(draft.id, f"open311_{draft.id}", "file", now)
            Submission.objects.create(
                case_id=filed.case, key=key, token_digest=token_digest(token) if token else "", created_at=now
            )
    except (Missing, NotPossible) as error:
        raise Refused(str(error)) from error
    number = {"token": token} if token else {"service_request_id": filed.reference if kind == "realtime" else None}
    notice = f"{help_first} {house().say('form-filed', hint, code=filed.code or filed.mask)}".strip()
    answer = Answer("service_requests", [{**number, "service_notice": notice, "account_id": None}])
    return Posted(answer, filed.case)


def told(case: int, now: dt.datetime) -> None:
    """The answer with the code is on its way: nobody can read it any more."""
    filing.code_delivered(case)
    news.told_at_filing(case, now)


def token_digest(token: str) -> str:
    """What a token is found by."""
    return keyed_hash(_TOKEN, token.encode())


def _words(params: QueryDict) -> str:
    words = cleaned(params.get("description") or "").strip()
    if len(words) > LONGEST:
        raise Refused(f"description has {len(words)} characters: {LONGEST} are taken")
    return words


def _answers(params: QueryDict, category: Category, words: str) -> dict[str, dict[str, Any]]:
    """The draft's answers. Fields that Open311 has no word for are left out, as a citizen may leave them out."""
    attributes = _attributes(params, category)
    when = attributes.pop(services.WHEN, None) if Field.WHEN.value in category.fields else None
    media = _line(params, "media_url")
    answers: dict[str, dict[str, Any]] = {
        Field.CATEGORY: {"slug": category.slug},
        Field.WHAT: {"text": words},
        Field.WHERE: _where(params),
        Field.WHEN: _when(when),
        # Kept as the words they are: nothing is fetched from an address that anybody may post.
        Field.EVIDENCE: {"text": media} if media else {"skipped": True},
        Field.REMEDY: {"skipped": True},
        Field.CONTACT: _contact(params),
    }
    if attributes:
        answers["attributes"] = attributes
    return {str(name): answer for name, answer in answers.items()}


def _where(params: QueryDict) -> dict[str, Any]:
    """One of coordinates, address and number of an address. Raises `Refused`."""
    latitude, longitude = asking.value(params, "lat"), asking.value(params, "long")
    address, number = _line(params, "address_string"), asking.value(params, "address_id")
    where: dict[str, Any] = {}
    if latitude or longitude:
        if not (latitude and longitude):
            raise Refused("lat and long belong together: one of them was not provided")
        where["latitude"] = str(asking.degrees(latitude, "lat", 90))
        where["longitude"] = str(asking.degrees(longitude, "long", 180))
    if number:
        street = Street.objects.filter(pk=int(number)).first() if re.fullmatch("[0-9]{1,9}", number) else None
        if street is None:
            raise Refused(f"address_id {number!r} was not found: it is the address_id of a request or left out")
        where |= {"street": street.name, "text": address or street.name}
    elif address:
        where["text"] = address
        best = streets.find(address, limit=2)
        if best and best[0].sure:
            where["street"] = best[0].street
    if not where:
        raise Refused("a place was not provided: lat and long, address_string, or address_id is needed")
    return where


def _when(text: str | list[str] | None) -> dict[str, Any]:
    if not isinstance(text, str) or not text:
        return {"skipped": True}
    return {"text": text, "date": asking.date(text, f"attribute[{services.WHEN}]").date().isoformat()}


def _contact(params: QueryDict) -> dict[str, Any]:
    """Who is to be answered. Numbers of devices and accounts are not kept with a case."""
    name = " ".join(part for part in (_line(params, "first_name"), _line(params, "last_name")) if part)
    contact = {"name": name[:200], "email": _line(params, "email"), "phone": _line(params, "phone")}
    given = {field: text for field, text in contact.items() if text}
    return given or {"anonymous": True}


def _attributes(params: QueryDict, category: Category) -> dict[str, Any]:
    """The answers to the category's own questions. Raises `Refused` naming the question."""
    known = {str(question["code"]): question for question in services.questions(category)}
    given: dict[str, Any] = {}
    for name in params:
        found = _ATTRIBUTE.fullmatch(name)
        if found is None:
            continue
        texts = [text for text in (cleaned(text).strip() for text in params.getlist(name)) if text]
        if not texts:
            continue
        if found[1] not in known:
            raise Refused(f"{name}: the service {category.slug} has no such attribute")
        given[found[1]] = _checked(known[found[1]], texts, name)
    lacking = [code for code, question in known.items() if question.get("required") and code not in given]
    if lacking:
        raise Refused(f"required attributes were not provided: {', '.join(f'attribute[{code}]' for code in lacking)}")
    return given


def _checked(question: Mapping[str, Any], texts: list[str], name: str) -> str | list[str]:
    datatype = question.get("datatype") or "string"
    keys = {str(value["key"]) for value in question.get("values") or ()}
    if keys and not set(texts) <= keys:
        raise Refused(f"{name} takes {', '.join(sorted(keys))}: {', '.join(texts)[:80]!r}")
    if datatype == "multivaluelist":
        return texts
    if len(texts) > 1:
        raise Refused(f"{name} takes one value, not {len(texts)}")
    if datatype == "number" and not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", texts[0]):
        raise Refused(f"{name} is no number: {texts[0][:80]!r}")
    if datatype == "datetime":
        asking.date(texts[0], name)
    return texts[0][:LONGEST]


def _line(params: QueryDict, name: str) -> str:
    text = asking.value(params, name)
    if len(text) > _LONGEST_LINE:
        raise Refused(f"{name} has {len(text)} characters: {_LONGEST_LINE} are taken")
    return text
