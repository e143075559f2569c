"""Twilio's REST API, and what its errors mean for us.

Source: twilio.com/docs/messaging/api/message-resource, twilio.com/docs/api/errors.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import AsyncIterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from bot.settings import Settings
from channels.sender import Gone, Refused, RetryLater

SECONDS = 15.0
_MEND_SECONDS = 60.0
_PAGE = 200
_STOPPED = frozenset({21610})
_BUSY = frozenset({14107, 20429, 30001, 63018})
_OPERATOR = frozenset({20003, 20005, 20404, 21212, 21603, 21606, 21608, 21659, 21660, 21701, 21703, 21609})
"""The account, its number or its callback is at fault, not the message: whoever runs the counter must mend it."""
_NUMBER = re.compile(r"\+?\d[\d ()-]{5,}\d")
_NOT_MADE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Stopped(Gone):
    """The person has stopped messages, the carrier says."""


class Unanswered(Exception):
    """Twilio refused a question of ours; the text is its own."""


@dataclasses.dataclass(frozen=True)
class Message:
    """A message as Twilio lists it. ``media`` tells how many files hang on it."""

    sid: str
    sender: str
    to: str
    body: str
    direction: str
    media: int
    created_at: dt.datetime

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Message:
        return cls(
            sid=str(body.get("sid") or ""),
            sender=str(body.get("from") or ""),
            to=str(body.get("to") or ""),
            body=str(body.get("body") or ""),
            direction=str(body.get("direction") or ""),
            media=int(body.get("num_media") or 0),
            created_at=parsedate_to_datetime(str(body["date_created"])),
        )


class Client:
    """Speaks for one account. Raises httpx's errors where Twilio cannot be reached."""

    def __init__(self, settings: Settings) -> None:
        self._account = settings.sms_account_sid
        self._from = settings.sms_from
        self._base = f"{settings.sms_api.rstrip('/')}/2010-04-01/Accounts/{self._account}"
        auth = httpx.BasicAuth(self._account, settings.sms_auth_token)
        self._http = httpx.AsyncClient(auth=auth, timeout=SECONDS, follow_redirects=False)

    async def close(self) -> None:
        await self._http.aclose()

    async def send(self, to: str, text: str, callback: str) -> str:
        """Have a message delivered; returns its sid. Raises as `ChannelOut.send` does."""
        key = "MessagingServiceSid" if self._from.startswith("MG") else "From"
        form = {"To": to, key: self._from, "Body": text}
        if callback:
            form["StatusCallback"] = callback
        try:
            answer = await self._http.post(f"{self._base}/Messages.json", data=form)
        except httpx.HTTPError as error:
            raise RetryLater(repr(error), in_doubt=not isinstance(error, _NOT_MADE)) from error
        if answer.status_code != httpx.codes.CREATED:
            raise meaning(answer)
        return str(answer.json()["sid"])

    async def account(self) -> Mapping[str, Any]:
        """The account itself. Raises `Unanswered`."""
        return await self._get(f"{self._base}.json")

    async def numbers(self, number: str) -> list[Mapping[str, Any]]:
        """The account's own numbers that are this one. Raises `Unanswered`."""
        found = await self._get(f"{self._base}/IncomingPhoneNumbers.json", {"PhoneNumber": number})
        return list(found.get("incoming_phone_numbers") or ())

    async def messages(self, since: dt.datetime, *, to: str = "") -> AsyncIterator[Message]:
        """Messages of the account since a moment, to a number or to any, in Twilio's order. Raises `Unanswered`."""
        asks = {"DateSent>": since.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), "PageSize": str(_PAGE)}
        if to:
            asks["To"] = to
        address: str | None = f"{self._base}/Messages.json"
        while address:
            page = await self._get(address, asks)
            for body in page.get("messages") or ():
                yield Message.of(body)
            following = page.get("next_page_uri")
            address, asks = (urljoin(self._base, str(following)) if following else None), {}

    async def media_of(self, sid: str) -> list[str]:
        """Addresses of the files of a message. Raises `Unanswered`."""
        found = await self._get(f"{self._base}/Messages/{sid}/Media.json")
        return [urljoin(self._base, str(item["uri"]).removesuffix(".json")) for item in found.get("media_list") or ()]

    async def fetch(self, address: str, most: int) -> bytes | None:
        """A file's bytes; None where it has more than ``most``. Raises `Unanswered`, also for an address that is not
        of Twilio's: only there may our key go."""
        if urlsplit(address).netloc != urlsplit(self._base).netloc and not _of_twilio(address):
            raise Unanswered(f"{urlsplit(address).netloc} is not Twilio")
        # The file itself lies elsewhere, behind a redirect that bears its own key.
        async with self._http.stream("GET", address, follow_redirects=True) as answer:
            if answer.status_code != httpx.codes.OK:
                raise Unanswered(f"HTTP {answer.status_code} for a file")
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > most:
                    return None
        return bytes(content)

    async def _get(self, address: str, asks: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        answer = await self._http.get(address, params=dict(asks) if asks else None)
        if answer.status_code != httpx.codes.OK:
            code, text = _error(answer)
            raise Unanswered(f"{text} (HTTP {answer.status_code}, code {code or 'none'})")
        found: Mapping[str, Any] = answer.json()
        return found


def _of_twilio(address: str) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == "twilio.com" or host.endswith(".twilio.com"))


def _error(answer: httpx.Response) -> tuple[int, str]:
    try:
        body = answer.json()
        # Twilio names the number that was wrong; it is to be in no log and no list of ours.
        text = _NUMBER.sub("…", str(body.get("message") or answer.reason_phrase))
        return int(body.get("code") or 0), text
    except (ValueError, AttributeError, TypeError):
        return 0, answer.reason_phrase


def meaning(answer: httpx.Response) -> Exception:
    """A refusal as the sender understands it: `RetryLater`, `Refused` or `Gone`."""
    code, text = _error(answer)
    told = f"Twilio {code or answer.status_code}: {text}"
    if code in _STOPPED:
        return Stopped(told)
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or code in _BUSY:
        return RetryLater(told, _seconds(answer), limited=True)
    if answer.status_code in (401, 403) or code in _OPERATOR:
        return RetryLater(told, _MEND_SECONDS, limited=True)
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return RetryLater(told, in_doubt=True)
    return Refused(told)


def _seconds(answer: httpx.Response) -> float:
    try:
        return max(1.0, float(answer.headers.get("Retry-After", "1")))
    except ValueError:
        return 1.0
