"""Who calls: Twilio signs each webhook over the address that it was told, and all that it sends.

Source: twilio.com/docs/usage/webhooks/webhooks-security.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import urlparse

from django.http import HttpRequest, QueryDict
from twilio.request_validator import RequestValidator, add_port, remove_port

from bot.settings import Settings

INCOMING, STATUS = "/sms/v1/incoming", "/sms/v1/status"


class Forged(Exception):
    """The signature is missing or does not fit: whoever sent this is not Twilio, or it was altered."""


def public_address(settings: Settings, path: str) -> str:
    """The address under which Twilio knows a path of ours: the configured one, whatever a request says of its host."""
    return settings.public_url.rstrip("/") + path


def signed_by(token: str, address: str, form: Mapping[str, str] | QueryDict, signature: str) -> bool:
    """Whether the signature fits. Twilio signs sometimes with the port in the address and sometimes without."""
    validator = RequestValidator(token)
    parsed = urlparse(address)
    fits = [
        hmac.compare_digest(validator.compute_signature(form_of, form).encode(), signature.encode())
        for form_of in (remove_port(parsed), add_port(parsed))
    ]
    return any(fits)


def verified_form(request: HttpRequest, settings: Settings) -> QueryDict:
    """What a webhook brought. Raises `Forged`."""
    query = request.META.get("QUERY_STRING", "")
    address = public_address(settings, request.path) + (f"?{query}" if query else "")
    signature = request.headers.get("X-Twilio-Signature", "")
    if not signature or not signed_by(settings.sms_auth_token, address, request.POST, signature):
        raise Forged
    return request.POST
