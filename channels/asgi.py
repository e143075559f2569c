"""The web process's ASGI application: ``uvicorn channels.asgi:application``."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
application = get_asgi_application()
