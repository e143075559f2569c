"""Files on the web chat: taken into the draft that is open, and served to those alone who sent them."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import structlog
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from channels.web import sessions
from channels.web.errors import Refusal
from channels.web.limits import client_address
from channels.web.runtime import Runtime, runtime
from desk.cases import attachments, drafts
from desk.cases.attachments import Stored
from desk.cases.errors import FileRefused
from desk.cases.models import Attachment
from desk.messages import inbox
from desk.messages.inbox import Accepted, Asks, ConversationGone, Incoming
from desk.messages.models import Conversation
from desk.threads import in_thread

log = structlog.get_logger(__name__)

_MESSAGE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_NAME = 200
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


@require_http_methods(["POST"])
async def files(request: HttpRequest) -> HttpResponse:
    """Take a file: the body is its bytes, ``X-File-Name`` its name (percent-encoded), ``X-Message-Id`` the client's id.

    Answers 202 ``{"id", "seq", "key", "title"}``; the same id again is answered as the first time. Refusals: 400, 401,
    403, 413, 415, 429, each with a sentence for the person.
    """
    running = runtime()
    body, accepted = await in_thread(_take, request, running)
    if not accepted.known:
        running.hub.changed(accepted.conversation)
    running.dispatcher.wake(accepted.conversation)
    return JsonResponse(body, status=202, json_dumps_params={"ensure_ascii": False})


def _take(request: HttpRequest, running: Runtime) -> tuple[dict[str, object], Accepted]:
    conversation = sessions.conversation_of(request)
    language = conversation.speaks
    if not running.takes_files:
        raise Refusal(403, "files_off", language, text="case-file-off")
    client_id = request.headers.get("X-Message-Id", "")
    if not _MESSAGE_ID.fullmatch(client_id):
        raise Refusal(400, "bad_request", language)
    provider_id = f"{conversation.public_id}/{client_id}"
    known = inbox.known(sessions.CHANNEL, provider_id)
    if known is not None:
        return {"id": client_id, "seq": known.seq}, known
    wait = running.limits.wait_for_message(conversation.public_id)
    if wait:
        raise Refusal(429, "too_fast", language, retry_after=wait)
    draft, stored = _stored(request, conversation)
    origin = client_address(request.META, running.trusted_proxies)
    asks = Asks("form_file", {"key": stored.key, "title": stored.title})
    try:
        accepted = inbox.accept(
            Incoming(conversation.pk, sessions.CHANNEL, provider_id, stored.title, origin=origin, asks=asks)
        )
    except ConversationGone as error:
        raise Refusal(401, "unknown_session", language) from error
    if accepted.known:
        # The same file came twice at once: the other one was faster.
        attachments.discard(draft, stored.key)
        return {"id": client_id, "seq": accepted.seq}, accepted
    log.info("file.stored", turn=accepted.turn, conversation=conversation.public_id, size=stored.size)
    return {"id": client_id, "seq": accepted.seq, "key": stored.key, "title": stored.title}, accepted


def _stored(request: HttpRequest, conversation: Conversation) -> tuple[str, Stored]:
    """The draft, and the file in it. Raises `Refusal` with what is wrong with it."""
    now = timezone.now()
    name = unquote(request.headers.get("X-File-Name", ""))[:_LONGEST_NAME]
    draft = drafts.open_for(conversation.pk, _person(conversation), now)
    try:
        if draft is None:
            raise FileRefused("case-file-no-draft", "there is no draft to add the file to")
        # Not through `body`: Django's own limit is for forms; the handler holds ours.
        return draft.id, attachments.store(draft.id, name, request.read(), now)
    except FileRefused as error:
        status = 415 if error.message == "case-file-type" else 400
        raise Refusal(
            status, error.message.replace("-", "_"), conversation.speaks, text=error.message, arguments=error.arguments
        ) from error


def _person(conversation: Conversation) -> int:
    return Conversation.objects.values_list("person_id", flat=True).get(pk=conversation.pk)


@require_http_methods(["GET", "DELETE"])
async def file(request: HttpRequest, key: str) -> HttpResponse:
    """GET serves a file to the conversation that sent it. DELETE takes it away again, as long as nothing is filed."""
    return await in_thread(_delete if request.method == "DELETE" else _serve, request, key)


def _serve(request: HttpRequest, key: str) -> HttpResponse:
    row = _own(request, key)
    found = attachments.read(row.key)
    if found is None:
        raise Refusal(404, "unknown_address", sessions.accepted_language(request))
    response = HttpResponse(found[1], content_type=row.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.title)}"
    for header, value in _SAFE.items():
        response[header] = value
    return response


def _delete(request: HttpRequest, key: str) -> HttpResponse:
    row = _own(request, key)
    if row.draft is None or not attachments.discard(str(row.draft.key), key):
        raise Refusal(404, "unknown_address", sessions.accepted_language(request))
    return HttpResponse(status=204)


def _own(request: HttpRequest, key: str) -> Attachment:
    """A file of a draft or case of this session's person; whether others' exist is not told. Raises `Refusal`."""
    conversation = sessions.conversation_of(request)
    person = _person(conversation)
    mine = (
        Q(draft__conversation=conversation.pk)
        | Q(draft__person=person)
        | Q(case__contact__conversation=conversation.pk)
        | Q(case__contact__person=person)
    )
    row = Attachment.objects.filter(mine, key=key).select_related("draft").first()
    if row is None:
        raise Refusal(404, "unknown_address", conversation.speaks)
    return row
