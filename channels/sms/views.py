"""The webhooks: a message is stored, then acknowledged with empty TwiML; the answer goes out by REST.

Source: twilio.com/docs/messaging/guides/webhook-request.
"""

from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bot.settings import current
from channels.sms import delivery
from channels.sms.reading import Unreadable, of_form, stored
from channels.sms.signature import Forged, verified_form
from channels.web.runtime import runtime
from desk.threads import written

log = structlog.get_logger(__name__)

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@csrf_exempt
@require_POST
async def incoming(request: HttpRequest) -> HttpResponse:
    """Take a message in: empty TwiML once it is stored, 403 for a signature that does not fit, 404 without SMS."""
    settings = current()
    running = runtime().posts.sms
    if settings.sms == "off" or running is None:
        return HttpResponse(status=404)
    try:
        received = of_form(verified_form(request, settings))
    except Forged:
        log.warning("sms.webhook.forged")
        return HttpResponse(status=403)
    except Unreadable as error:
        log.warning("sms.webhook.unreadable", field=str(error))
        return HttpResponse(status=400)
    await running.keeper.keep(received.number, stored(received))
    running.intake.wake()
    return HttpResponse(EMPTY, content_type="text/xml")


@csrf_exempt
@require_POST
async def status(request: HttpRequest) -> HttpResponse:
    """Note what became of a message that we sent: 204, or 403 for a signature that does not fit."""
    settings = current()
    if settings.sms == "off":
        return HttpResponse(status=404)
    try:
        form = verified_form(request, settings)
    except Forged:
        log.warning("sms.status.forged")
        return HttpResponse(status=403)
    told = delivery.of_form(form, request.GET.get("row", ""))
    await written(delivery.note, told, timezone.now())
    return HttpResponse(status=204)
