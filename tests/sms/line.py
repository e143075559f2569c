"""A line of Twilio's: its REST side, held against Twilio's own description by Prism, and the webhooks that it calls.

Every request of ours goes to Prism first; what Prism refuses is a breach. What it takes is then carried out here, as
Prism itself remembers nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "12345678901234567890123456789012"
NUMBER = "+358500001111"
_sids = itertools.count(1)


def sid(kind: str = "SM") -> str:
    return f"{kind}{next(_sids):032x}"


class Line:
    """``public`` is where the counter is said to be reached; ``counter`` where it really listens."""

    def __init__(self, prism: str) -> None:
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
        line = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                line.answer(self, "GET", b"")

            def do_POST(self) -> None:
                line.answer(self, "POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler, method: str, body: bytes) -> None:
        """Carry a request out."""
        file = self.files.get(request.path)
        if file is not None:
            self._reply(request, 200 if request.headers.get("Authorization") else 401, file, "image/jpeg")
            return
        headers = {name: value for name, value in request.headers.items() if name.lower() not in ("host", "connection")}
        with httpx.Client() as http:
            checked = http.request(method, self.prism + request.path, content=body, headers=headers)
        form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        with self.lock:
            self.calls.append((method, request.path, form))
            if checked.is_error:
                self.breaches.append(f"{method} {request.path} {form}: {checked.text[:500]}")
                self._reply(request, checked.status_code, checked.content)
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
            self.sent.append({**message, "callback": form.get("StatusCallback", "")})
            return message
        if path.endswith("/Messages.json"):
            to = query.get("To", [""])[0]
            both = [*self.received, *self.sent]
            return {"messages": [one for one in both if not to or one["to"] == to], "next_page_uri": None}
        return {"sid": ACCOUNT, "status": "active", "friendly_name": "A town", "type": "Full"}

    def _message(self, sid: str, sender: str, to: str, body: str, direction: str) -> dict[str, Any]:
        now = format_datetime(dt.datetime.now(dt.timezone.utc))
        return {
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
