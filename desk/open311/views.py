"""Open311 GeoReport v2: one short view a call. Source: wiki.open311.org/GeoReport_v2."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from desk.cases import public
from desk.open311 import asking, discovery, keys, posting, requests, services
from desk.open311.errors import Away, NotThere, Refused, TooMuch, WrongMethod
from desk.open311.house import house
from desk.open311.rendering import JSON, MEDIA_TYPES, XML, Answer, cleaned, render

log = logging.getLogger(__name__)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
METHODS = {"GET": "GET, HEAD, OPTIONS", "POST": "GET, HEAD, OPTIONS, POST"}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, X-Total-Count, Retry-After, Content-Language",
}


def call(*methods: str) -> Callable[[View[P]], View[P]]:
    """A call of the API: its methods, its refusals in the asked format, and its headers for pages of other origins."""
    allowed = METHODS["POST" if "POST" in methods else "GET"]

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: P.args, **named: P.kwargs) -> HttpResponse:
            form = str(named.get("form") or (JSON if request.path.endswith(".json") else XML))
            if request.method == "OPTIONS":
                response = HttpResponse(status=204, headers={"Access-Control-Allow-Methods": allowed})
                response["Access-Control-Allow-Headers"] = "Accept-Language, Content-Type"
                response["Access-Control-Max-Age"] = "600"
            else:
                try:
                    if request.method not in allowed.split(", "):
                        raise WrongMethod(f"{request.method} is not possible here", {"Allow": allowed})
                    response = view(request, *args, **named)
                except Refused as error:
                    response = refusal(error, form)
                except DatabaseError:
                    log.exception("Open311: %s %s could not be answered", request.method, request.path)
                    response = refusal(Away("out of order for the moment: try again", {"Retry-After": "30"}), form)
            for name, text in _CORS.items():
                response[name] = text
            response.headers.setdefault("Content-Language", language_of(request))
            response["Vary"] = "Accept-Language"
            return response

        return cast(View[P], csrf_exempt(wrapped))

    return decorate


def refusal(error: Refused, form: str) -> HttpResponse:
    """The specification's body of errors."""
    answer = Answer("errors", [{"code": error.status, "description": error.text}])
    return HttpResponse(render(answer, form), MEDIA_TYPES[form], error.status, headers=error.headers)


def answered(answer: Answer, form: str) -> HttpResponse:
    return HttpResponse(render(answer, form), MEDIA_TYPES[form])


def language_of(request: HttpRequest) -> str:
    """The first language of Accept-Language that is one of ours, else English."""
    ours = house().languages
    for tag, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if quality > 0 and tag.split("-")[0] in ours:
            return tag.split("-")[0]
    return "en" if "en" in ours else ours[0]


@call("GET")
def discover(request: HttpRequest, form: str) -> HttpResponse:
    base = request.build_absolute_uri(request.path).rpartition("/")[0]
    return answered(discovery.discovered(base, language_of(request)), form)


@call("GET")
def service_list(request: HttpRequest, form: str) -> HttpResponse:
    key = asking.value(request.GET, "api_key")
    known = keys.check(key, timezone.now()) if key else None
    return answered(services.listed(language_of(request), known), form)


@call("GET")
def service_definition(request: HttpRequest, code: str, form: str) -> HttpResponse:
    return answered(services.defined(code, language_of(request)), form)


@call("GET", "POST")
def request_list(request: HttpRequest, form: str) -> HttpResponse:
    return _post(request, form) if request.method == "POST" else _requests(request, form)


@call("GET")
def request_by_id(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    return answered(requests.one(cleaned(reference), language_of(request)), form)


@call("GET")
def token(request: HttpRequest, token: str, form: str) -> HttpResponse:
    return answered(requests.of_token(token), form)


@call("GET")
def description(request: HttpRequest) -> HttpResponse:
    """The machine-readable description of this API (OpenAPI 3)."""
    return HttpResponse(house().description.read_bytes(), "application/yaml; charset=utf-8")


@call("GET", "POST")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    raise NotThere(f"there is no {rest!r} here: calls end with .xml or .json, and discovery.xml names the address")


def _requests(request: HttpRequest, form: str) -> HttpResponse:
    query, page = asking.query(request.GET, timezone.now()), asking.page(request.GET)
    cases = public.released(query, page.size, page.offset)
    full = len(cases) == page.size
    total = public.count(query) if full or page.number > 1 else len(cases)
    response = answered(requests.listed(cases, language_of(request)), form)
    response["X-Total-Count"] = str(total)
    links = [("prev", page.number - 1, page.number > 1), ("next", page.number + 1, page.offset + len(cases) < total)]
    found = [f'<{_page_address(request, number, page)}>; rel="{name}"' for name, number, there in links if there]
    if found:
        response["Link"] = ", ".join(found)
    return response


def _page_address(request: HttpRequest, number: int, page: asking.Page) -> str:
    params = request.GET.copy()
    params["page"], params["page_size"] = str(number), str(page.size)
    return request.build_absolute_uri(f"{request.path}?{params.urlencode()}")


def _post(request: HttpRequest, form: str) -> HttpResponse:
    """Answers 200 with the case's number, or 400, 403, 404, 429 with the specification's errors."""
    params, now = _form(request), timezone.now()
    key = keys.check(asking.value(params, "api_key") or asking.value(request.GET, "api_key"), now)
    keys.usual_limits().take(key)
    posted = posting.post(params, key, language_of(request), now)
    response = answered(posted.answer, form)
    response["Cache-Control"] = "no-store"
    posting.told(posted.case, now)
    return response


def _form(request: HttpRequest) -> QueryDict:
    """What was posted as a form. Raises `Refused`, `TooMuch`."""
    if request.encoding and request.encoding.lower() not in ("utf-8", "utf8"):
        raise Refused("write the form in UTF-8")
    try:
        return request.POST
    except SuspiciousOperation as error:
        raise TooMuch(
            "the form is too large: a description has 4000 characters at most, files are not taken"
        ) from error
    except MultiPartParserError as error:
        raise Refused(f"the form cannot be read: {error}") from error
