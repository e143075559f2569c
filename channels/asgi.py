"""The web process's ASGI application: ``python -m channels.serve``, or any server that speaks ASGI with lifespan."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
_django = get_asgi_application()

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
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await runtime.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
