"""What Twilio's webhook or list of messages says, as we read it."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from typing import Any

import phonenumbers

_SID = re.compile(r"[A-Za-z]{2}[0-9a-fA-F]{32}\Z")
_NUMBER = re.compile(r"\+?\d{3,15}\Z")
_MOST_MEDIA = 10
_LANGUAGES = {
    **dict.fromkeys(("FI",), "fi"),
    **dict.fromkeys(("SE",), "sv"),
    **dict.fromkeys(("DE", "AT"), "de"),
    **dict.fromkeys(("FR",), "fr"),
    **dict.fromkeys(("ES", "MX", "AR", "CO", "CL", "PE"), "es"),
    **dict.fromkeys(("EG", "SA", "AE", "IQ", "SY", "JO", "LB", "MA", "DZ", "TN"), "ar"),
    **dict.fromkeys(("UA",), "uk"),
    **dict.fromkeys(("GB", "US", "IE", "AU", "NZ"), "en"),
}


class Unreadable(ValueError):
    """A field is missing or is not what Twilio says it is."""


@dataclasses.dataclass(frozen=True)
class Received:
    """A message from a person. ``media`` are addresses of its files; ``opt_out`` is the word that the carrier obeyed
    and answered already (STOP, START, HELP), or empty."""

    sid: str
    sender: str
    text: str
    media: tuple[str, ...] = ()
    opt_out: str = ""

    @property
    def number(self) -> int:
        """The number that the arrival is known by."""
        return number_of(self.sid)

    @property
    def language_hint(self) -> str:
        """The language of the number's country, or empty: a guess until they have written."""
        try:
            region = phonenumbers.region_code_for_number(phonenumbers.parse(self.sender))
        except phonenumbers.NumberParseException:
            return ""
        return _LANGUAGES.get(region or "", "")


def number_of(sid: str) -> int:
    """A sid as the number that arrivals are known by: 63 bits of its digest."""
    return int.from_bytes(hashlib.sha256(sid.encode()).digest()[:8], "big") >> 1


def of_form(form: Mapping[str, str]) -> Received:
    """A message from the webhook's form. Raises `Unreadable`.

    Source: twilio.com/docs/messaging/guides/webhook-request.
    """
    count = form.get("NumMedia") or "0"
    if not count.isdigit():
        raise Unreadable("NumMedia")
    media = tuple(filter(None, (form.get(f"MediaUrl{number}") for number in range(min(int(count), _MOST_MEDIA)))))
    return checked(
        Received(
            sid=form.get("MessageSid") or form.get("SmsSid") or "",
            sender=form.get("From") or "",
            text=form.get("Body") or "",
            media=media,
            opt_out=(form.get("OptOutType") or "").upper(),
        )
    )


def checked(received: Received) -> Received:
    """The message, where its sid and its sender can be true. Raises `Unreadable`."""
    if not _SID.match(received.sid):
        raise Unreadable("MessageSid")
    if not _NUMBER.match(received.sender):
        raise Unreadable("From")
    return received


def stored(received: Received) -> dict[str, Any]:
    return dataclasses.asdict(received)


def of_stored(body: Mapping[str, Any]) -> Received:
    return Received(**{**body, "media": tuple(body["media"])})
