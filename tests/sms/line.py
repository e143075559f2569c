"""A line of Twilio's: its REST side, held against Twilio's own description by Prism, and the webhooks that it calls.

Every request of ours goes to Prism first; what Prism refuses is a breach. What it takes is then carried out here, as
Prism itself remembers nothing. Where thousands of messages are sent, Prism is too slow: without one a line holds the
little that we ask against the parameters named here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "12345678901234567890123456789012"
NUMBER = "+358500001111"
_FIELDS = frozenset({"To", "From", "MessagingServiceSid", "Body", "StatusCallback"})
_LONGEST = 1600
_sids = itertools.count(1)


def sid(kind: str = "SM") -> str:
    return f"{kind}{next(_sids):032x}"


class _Server(ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed in the middle of its request is what tests are about; anything else is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Line:
    """``public`` is where the counter is said to be reached; ``counter`` where it really listens."""

    def __init__(self, prism: str | None = None) -> None:
        self.prism = prism
        self.public = self.counter = ""
        self.sent: list[dict[str, Any]] = []
        self.received: list[dict[str, Any]] = []
        self.files: dict[str, bytes] = {}
        self.breaches: list[str] = []
        self.calls: list[tuple[str, str, dict[str, str]]] = []
        self.refusals: deque[tuple[int, dict[str, Any], dict[str, str]]] = deque()
        self.lost_answers = 0
        self.lock = threading.Lock()
        self._order = itertools.count()
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                line.answer(self, "GET", b"")

            def do_POST(self) -> None:
                line.answer(self, "POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler, method: str, body: bytes) -> None:
        """Carry a request out; one whose sender died in the middle of it never came."""
        if len(body) < int(request.headers.get("Content-Length") or 0):
            return
        file = self.files.get(request.path)
        if file is not None:
            self._reply(request, 200 if request.headers.get("Authorization") else 401, file, "image/jpeg")
            return
        form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        refusal = self._refused_by_prism(request, method, body) if self.prism else _refused(request, method, form)
        with self.lock:
            self.calls.append((method, request.path, form))
            if refusal is not None:
                status, told = refusal
                self.breaches.append(f"{method} {request.path} {form}: {told[:500].decode()}")
                self._reply(request, status, told)
                return
            if method == "POST" and self.refusals:
                status, refused, more = self.refusals.popleft()
                self._reply(request, status, json.dumps(refused).encode(), headers=more)
                return
            told = json.dumps(self._carried_out(request, form)).encode()
            if method == "POST" and self.lost_answers:
                self.lost_answers -= 1
                request.close_connection = True
                return
            self._reply(request, 201 if method == "POST" else 200, told)

    def _refused_by_prism(self, request: BaseHTTPRequestHandler, method: str, body: bytes) -> tuple[int, bytes] | None:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in ("host", "connection")}
        with httpx.Client() as http:
            checked = http.request(method, f"{self.prism}{request.path}", content=body, headers=headers)
        return (checked.status_code, checked.content) if checked.is_error else None

    def _carried_out(self, request: BaseHTTPRequestHandler, form: Mapping[str, str]) -> dict[str, Any]:
        path, query = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        if path.endswith("/Media.json"):
            owner = path.split("/")[-2]
            found = next(message for message in self.received if message["sid"] == owner)
            return {"media_list": [{"uri": f"{uri}.json"} for uri in found["media"]]}
        if path.endswith("/IncomingPhoneNumbers.json"):
            mine = query.get("PhoneNumber") == [NUMBER]
            webhook = {"phone_number": NUMBER, "sms_url": f"{self.public}/sms/v1/incoming", "sms_method": "POST"}
            return {"incoming_phone_numbers": [webhook] if mine else []}
        if path.endswith("/Messages.json") and request.command == "POST":
            message = self._message(sid(), NUMBER, form["To"], form["Body"], "outbound-api")
            self.sent.append({**message, "callback": form.get("StatusCallback", ""), "at": time.monotonic()})
            return message
        if path.endswith("/Messages.json"):
            return self._listed(path, query)
        return {"sid": ACCOUNT, "status": "active", "friendly_name": "A town", "type": "Full"}

    def _listed(self, path: str, query: Mapping[str, list[str]]) -> dict[str, Any]:
        """A page of the messages to a number, or to any, the newest first."""
        to, size, page = (
            query.get("To", [""])[0],
            int(query.get("PageSize", ["50"])[0]),
            int(query.get("Page", ["0"])[0]),
        )
        both = [one for one in (*self.received, *self.sent) if not to or one["to"] == to]
        both.sort(key=lambda one: int(one["n"]), reverse=True)
        first = page * size
        following = urlencode({"To": to, "PageSize": size, "Page": page + 1})
        more = len(both) > first + size
        return {"messages": both[first : first + size], "next_page_uri": f"{path}?{following}" if more else None}

    def _message(self, sid: str, sender: str, to: str, body: str, direction: str) -> dict[str, Any]:
        now = format_datetime(dt.datetime.now(dt.timezone.utc))
        return {
            "n": next(self._order),
            "sid": sid,
            "from": sender,
            "to": to,
            "body": body,
            "direction": direction,
            "num_media": "0",
            "date_created": now,
            "date_sent": now,
            "status": "queued",
        }

    @staticmethod
    def _reply(
        request: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        kind: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    def form(self, sender: str, text: str, **more: str) -> dict[str, str]:
        """The form of a message that came from a phone."""
        one = sid("MM" if more.get("NumMedia", "0") != "0" else "SM")
        return {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "Body": text,
            "From": sender,
            "FromCountry": "FI",
            "MessageSid": one,
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": one,
            "SmsSid": one,
            "SmsStatus": "received",
            "To": NUMBER,
            **more,
        }

    def sign(self, path: str, form: Mapping[str, str], token: str = TOKEN) -> str:
        return str(RequestValidator(token).compute_signature(self.public + path, dict(form)))

    def call(
        self, path: str, form: Mapping[str, str], signature: str | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Call a webhook of the counter, signed."""
        signed = self.sign(path, form) if signature is None else signature
        given = {**({"X-Twilio-Signature": signed} if signed else {}), **(headers or {})}
        return httpx.post(self.counter + path, data=dict(form), headers=given, timeout=10)

    def keep(self, form: Mapping[str, str], media: tuple[str, ...] = ()) -> None:
        """Keep a message that came, whether or not the webhook was called for it."""
        with self.lock:
            message = self._message(form["MessageSid"], form["From"], form["To"], form["Body"], "inbound")
            self.received.append({**message, "num_media": str(len(media)), "media": media})

    def refuse(self, status: int, code: int, message: str, times: int = 1, **headers: str) -> None:
        """Refuse the next messages that we send."""
        told = {"code": code, "message": message, "more_info": "", "status": status}
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.refusals.extend([(status, told, more)] * times)

    @contextlib.contextmanager
    def kept(self) -> Iterator[list[dict[str, Any]]]:
        with self.lock:
            yield list(self.sent)


def _refused(request: BaseHTTPRequestHandler, method: str, form: Mapping[str, str]) -> tuple[int, bytes] | None:
    """What Twilio says to a request of ours that is wrong; source: twilio.com/docs/messaging/api/message-resource."""
    fault = ""
    if not request.headers.get("Authorization", "").startswith("Basic "):
        return 401, b'{"code": 20003, "message": "Authenticate", "status": 401}'
    if method == "POST":
        unknown = set(form) - _FIELDS
        if unknown or not form.get("To") or not (form.get("From") or form.get("MessagingServiceSid")):
            fault = f"wrong parameters: {sorted(form)}"
        elif not 0 < len(form.get("Body", "")) <= _LONGEST:
            fault = "The message body has no sign, or more than 1600."
    return (400, json.dumps({"code": 21602, "message": fault, "status": 400}).encode()) if fault else None
