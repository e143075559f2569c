"""The webhook: an update is stored, then acknowledged. Source: core.telegram.org/bots/api#setwebhook."""

from __future__ import annotations

import hmac
import json

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bot.settings import current
from channels.telegram.client import webhook_secret
from channels.web.runtime import runtime

log = structlog.get_logger(__name__)

_NUMBERS = range(2**63)


@csrf_exempt
@require_POST
async def webhook(request: HttpRequest) -> HttpResponse:
    """Take an update in: 200 once it is stored, 403 without our secret, 404 where no webhook is served.

    Telegram repeats an update that was not answered with 200.
    """
    settings = current()
    running = runtime().posts.telegram
    if settings.telegram != "webhook" or running is None:
        return HttpResponse(status=404)
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not hmac.compare_digest(given.encode(), webhook_secret(settings).encode()):
        log.warning("telegram.webhook.forged")
        return HttpResponse(status=403)
    try:
        update = json.loads(request.body)
        number = int(update["update_id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return HttpResponse(status=400)
    if number not in _NUMBERS:
        return HttpResponse(status=400)
    await running.keeper.keep(number, update)
    running.intake.wake()
    return HttpResponse(status=200)
