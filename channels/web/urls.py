"""The addresses of the web chat."""

from __future__ import annotations

from django.urls import path, re_path

from channels.web import files, views

urlpatterns = [
    path("session", views.session),
    path("messages", views.messages),
    path("events", views.event_stream),
    path("language", views.language),
    path("transcript", views.transcript),
    path("files", files.files),
    path("files/<str:key>", files.file),
    re_path(r"", views.unknown_address),
]
