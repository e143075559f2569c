"""The web process's ASGI application: ``python -m channels.serve``, or any server that speaks ASGI with lifespan."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application
from django.core.cache import close_caches
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries

from bot.pauses import keep_what_is_loaded, share_often

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
_django = get_asgi_application()
# Django looks after the connections of its request thread around every request. The chat's requests use no connection
# there (`desk.threads` looks after its own), and would only wait for that thread.
for _signal, _receiver in (
    (request_started, reset_queries),
    (request_started, close_old_connections),
    (request_finished, close_old_connections),
    (request_finished, close_caches),
):
    _signal.disconnect(_receiver)
    _signal.connect(_receiver, sender=ASGIHandler)

from channels.web import runtime  # noqa: E402  Django must be set up before its models are imported
from channels.web.handler import ChatHandler, Receive, Scope, Send  # noqa: E402

_chat = ChatHandler()
_OF_CHANNELS = ("/web/v1/", "/health", "/telegram/", "/sms/")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The chat's own handler for what people write, Django's for everything else."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(_OF_CHANNELS):
        await _chat(scope, receive, send)
    else:
        await _django(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await runtime.start()
            share_often()
            keep_what_is_loaded()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await runtime.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
