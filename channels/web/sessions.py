"""Sessions of the web chat: a random token in the person's browser, its keyed hash here. No cookies."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from bot.settings import LAUNCH_LANGUAGES
from channels.web.errors import Refusal
from desk.composed import Given, composed
from desk.messages.models import Conversation
from desk.people import identities

CHANNEL = "web"


def accepted_language(request: HttpRequest) -> str:
    """The first of our languages that the browser asks for, else English."""
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in LAUNCH_LANGUAGES:
            return code.split("-")[0]
    return "en"


def served(code: object) -> str:
    """``code`` as one of our languages, or empty."""
    language = code.split("-")[0].lower() if isinstance(code, str) else ""
    return language if language in LAUNCH_LANGUAGES else ""


def create(language_hint: str) -> tuple[str, Conversation]:
    """A new session: its token, which is kept nowhere, and its conversation."""
    token = secrets.token_urlsafe(32)
    identity = identities.find_or_create(CHANNEL, token, keep_address=False)
    conversation = Conversation.objects.create(
        channel=CHANNEL, person=identity.person, identity=identity, language_hint=language_hint
    )
    return token, conversation


@composed
def _of_token(hashed: Given) -> Any:
    rows = Conversation.objects.filter(identity__channel=CHANNEL, identity__address_hash=hashed)
    return rows.only("public_id", "language", "language_hint").order_by("-id")[:1]


def conversation_of(request: HttpRequest) -> Conversation:
    """The conversation of the request's token. Raises `Refusal` 401."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        rows: list[Conversation] = _of_token(identities.address_hash(CHANNEL, token.strip()))
        if rows:
            return rows[0]
    raise Refusal(401, "unknown_session", accepted_language(request))
