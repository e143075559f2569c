"""The web chat's HTTP interface. Source: docs/architecture.md, "The web chat's HTTP interface"."""

from __future__ import annotations

import json
import re
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_http_methods

from bot.settings import LAUNCH_LANGUAGES
from channels.web import events, sessions, transcript_file
from channels.web.errors import Refusal
from channels.web.limits import client_address
from channels.web.runtime import Runtime, runtime
from desk.cases.attachments import MOST_BYTES
from desk.messages import conversations, erasure, inbox
from desk.messages import text as texts
from desk.messages.inbox import Accepted, Incoming
from desk.messages.models import Conversation
from desk.messages.transcript import direction
from desk.threads import in_thread

log = structlog.get_logger(__name__)

LANGUAGE_NAMES = {
    "en": "English",
    "fi": "suomi",
    "sv": "svenska",
    "de": "Deutsch",
    "fr": "français",
    "es": "español",
    "ar": "العربية",
    "uk": "українська",
}
_MESSAGE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def _body(request: HttpRequest, language: str) -> dict[str, Any]:
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "bad_request", language) from error
    if not isinstance(body, dict):
        raise Refusal(400, "bad_request", language)
    return body


@require_http_methods(["POST", "DELETE"])
async def session(request: HttpRequest) -> HttpResponse:
    """POST opens a session. DELETE is "end and forget"."""
    if request.method == "DELETE":
        return await _end_and_forget(request)
    return await in_thread(_open_session, request, runtime())


def _open_session(request: HttpRequest, running: Runtime) -> HttpResponse:
    language = sessions.accepted_language(request)
    body = _body(request, language)
    wait = running.limits.wait_for_session(client_address(request.META, running.trusted_proxies))
    if wait:
        raise Refusal(429, "too_many_sessions", language, retry_after=wait)
    token, conversation = sessions.create(sessions.served(body.get("language_hint")) or language)
    answer = {
        "token": token,
        "conversation": conversation.public_id,
        "languages": [
            {"code": code, "name": LANGUAGE_NAMES[code], "dir": direction(code)} for code in LAUNCH_LANGUAGES
        ],
        "limits": {"text": texts.LONGEST, "file": MOST_BYTES if running.takes_files else 0},
    }
    return JsonResponse(answer, status=201, json_dumps_params={"ensure_ascii": False})


async def _end_and_forget(request: HttpRequest) -> HttpResponse:
    running = runtime()
    conversation = await in_thread(_erase, request)
    running.hub.changed(conversation)
    running.dispatcher.look_around()
    return HttpResponse(status=204)


def _erase(request: HttpRequest) -> int:
    conversation = sessions.conversation_of(request)
    erasure.erase(conversation.pk)
    log.info("conversation.erased", conversation=conversation.public_id)
    return conversation.pk


@require_http_methods(["GET", "POST"])
async def messages(request: HttpRequest) -> HttpResponse:
    """POST takes a message in and answers once it is stored. GET lists events for clients that cannot stream."""
    running = runtime()
    if request.method == "GET":
        conversation = await in_thread(sessions.conversation_of, request)
        found = await events.listed(running.hub, conversation.pk, _after(request))
        if found is None:
            raise Refusal(401, "unknown_session", sessions.accepted_language(request))
        return JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
    conversation, client_id, read = await in_thread(_read, request, running)
    if isinstance(read, Accepted):
        running.dispatcher.wake(read.conversation)
        return JsonResponse({"id": client_id, "seq": read.seq}, status=202)
    accepted = await _stored(read, conversation, running)
    if not accepted.known:
        running.hub.changed(accepted.conversation)
    return JsonResponse({"id": client_id, "seq": accepted.seq}, status=202)


def _read(request: HttpRequest, running: Runtime) -> tuple[Conversation, str, Incoming | Accepted]:
    """Whose message it is, the client's id of it, and the message; or how it was taken before."""
    conversation = sessions.conversation_of(request)
    language = conversation.speaks
    body = _body(request, language)
    client_id = body.get("id")
    if not isinstance(client_id, str) or not _MESSAGE_ID.fullmatch(client_id):
        raise Refusal(400, "bad_request", language)
    provider_id = f"{conversation.public_id}/{client_id}"
    origin = client_address(request.META, running.trusted_proxies)
    incoming = _incoming(conversation, provider_id, body, origin)
    wait = running.limits.wait_for_message(conversation.public_id)
    if wait:
        # A repeated message is answered as the first time, whatever the limits say by now.
        known = inbox.known(sessions.CHANNEL, provider_id)
        if known is not None:
            return conversation, client_id, known
        raise Refusal(429, "too_fast", language, retry_after=wait)
    return conversation, client_id, incoming


async def _stored(incoming: Incoming, conversation: Conversation, running: Runtime) -> Accepted:
    try:
        accepted = await running.dispatcher.accept(incoming)
    except inbox.ChoiceNotOffered as error:
        raise Refusal(400, "unknown_choice", conversation.speaks) from error
    except inbox.ConversationGone as error:
        raise Refusal(401, "unknown_session", conversation.speaks) from error
    log.info("message.stored", turn=accepted.turn, conversation=conversation.public_id, known=accepted.known)
    return accepted


def _incoming(conversation: Conversation, provider_id: str, body: dict[str, Any], origin: str) -> Incoming:
    language = conversation.speaks
    choice, text = body.get("choice"), body.get("text", "")
    if not isinstance(text, str) or not isinstance(choice, str | None):
        raise Refusal(400, "bad_request", language)
    if choice is None:
        try:
            text = texts.clean(text)
        except texts.EmptyText as error:
            raise Refusal(400, "empty", language) from error
        except texts.TextTooLong as error:
            raise Refusal(413, "too_long", language) from error
    return Incoming(conversation.pk, sessions.CHANNEL, provider_id, text, choice, origin)


@require_http_methods(["GET"])
async def event_stream(request: HttpRequest) -> HttpResponseBase:
    """The events of a conversation as server-sent events."""
    running = runtime()
    conversation = await in_thread(sessions.conversation_of, request)
    if running.hub.crowded(conversation.pk):
        raise Refusal(429, "too_many_streams", conversation.speaks, retry_after=10)
    response = StreamingHttpResponse(
        events.stream(running.hub, conversation.pk, _after(request)), content_type="text/event-stream; charset=utf-8"
    )
    # nginx would otherwise hold events back until a buffer is full.
    response["X-Accel-Buffering"] = "no"
    return response


def _after(request: HttpRequest) -> int:
    """The number that the client has seen, from the query or, after a reconnection, from the header."""
    given = (request.GET.get("after", ""), request.headers.get("Last-Event-ID", ""))
    return max((int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 10), default=0)


@require_http_methods(["POST"])
async def language(request: HttpRequest) -> HttpResponse:
    """The person chooses the conversation's language."""
    key, code = await in_thread(_choose_language, request)
    runtime().hub.changed(key)
    return JsonResponse({"code": code, "dir": direction(code)})


def _choose_language(request: HttpRequest) -> tuple[int, str]:
    conversation = sessions.conversation_of(request)
    code = sessions.served(_body(request, conversation.speaks).get("code"))
    if not code:
        raise Refusal(400, "unknown_language", conversation.speaks)
    conversations.choose_language(conversation.pk, code)
    return conversation.pk, code


@require_http_methods(["GET"])
async def transcript(request: HttpRequest) -> HttpResponse:
    """The conversation as a plain text file to keep."""
    text, code = await in_thread(_transcript, request)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Language"] = code
    response["Content-Disposition"] = 'attachment; filename="conversation.txt"'
    return response


def _transcript(request: HttpRequest) -> tuple[str, str]:
    conversation = sessions.conversation_of(request)
    return transcript_file.render(conversation.pk, conversation.speaks), conversation.speaks


async def unknown_address(request: HttpRequest) -> HttpResponse:
    """Whatever else lies under /web/v1."""
    raise Refusal(404, "unknown_address", sessions.accepted_language(request))
