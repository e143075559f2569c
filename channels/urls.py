"""The addresses of the web process."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from channels.health import health
from channels.sms import views as sms
from channels.telegram.views import webhook as telegram
from channels.web.demo import demo

urlpatterns = [
    path("", demo),
    path("health", health),
    path("web/v1/", include("channels.web.urls")),
    path("telegram/webhook", telegram),
    path("sms/v1/incoming", sms.incoming),
    path("sms/v1/status", sms.status),
    path("open311/v2/", include("desk.open311.urls")),
    path("admin/", admin.site.urls),
]
