"""``GET /health``: how the counter is, for load balancers, `loket status` and operators."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from channels.web.runtime import runtime
from desk.messages import inbox
from desk.threads import in_thread


async def health(request: HttpRequest) -> HttpResponse:
    """200 while messages can be taken in, else 503. The assistant may be away: messages then wait."""
    try:
        depth, oldest = await in_thread(inbox.queue)
    except DatabaseError as error:
        return JsonResponse({"db": "failed", "error": type(error).__name__}, status=503)
    report = {
        "db": "ok",
        "assistant": runtime().dispatcher.state.value,
        "queue": {"waiting": depth, "oldest_seconds": round(oldest, 1)},
    }
    return JsonResponse(report)
