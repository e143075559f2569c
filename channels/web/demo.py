"""The demo page: a town's web page with the chat embedded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """``GET /``: what a citizen sees, without embedding the chat anywhere first."""
    return render(request, "web/demo.html")
