"""``GET /health``: how the counter is, for load balancers, `loket status` and operators."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from bot.settings import current
from channels.posts import state_of_channels
from channels.web.runtime import runtime
from desk.messages import inbox
from desk.threads import in_thread


async def health(request: HttpRequest) -> HttpResponse:
    """200 while messages can be taken in, else 503. The assistant may be away: messages then wait."""
    try:
        depth, oldest = await in_thread(inbox.queue)
        channels = await in_thread(state_of_channels, current())
    except DatabaseError as error:
        return JsonResponse({"db": "failed", "error": type(error).__name__}, status=503)
    report = {
        "db": "ok",
        "assistant": runtime().dispatcher.state.value,
        "queue": {"waiting": depth, "oldest_seconds": round(oldest, 1)},
        "channels": channels,
    }
    return JsonResponse(report)
