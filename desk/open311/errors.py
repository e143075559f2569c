"""Refusals, in the words and codes of GeoReport v2: 404 what is not there, 403 no key, 400 everything else."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A call is refused; ``text`` is what the caller's developer reads."""

    status = 400

    def __init__(self, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.headers = dict(headers or {})


class NotThere(Refused):
    """The service, request or token is not known, or not for everybody's eyes."""

    status = 404


class NoKey(Refused):
    """The api_key is missing, unknown or revoked."""

    status = 403


class WrongMethod(Refused):
    """The address knows other methods; RFC 9110 wants them in ``Allow``."""

    status = 405


class TooMuch(Refused):
    """The body is larger than any report can be."""

    status = 413


class TooOften(Refused):
    """The key files more than it may; ``Retry-After`` says when to go on."""

    status = 429


class Away(Refused):
    """The database cannot be reached for the moment."""

    status = 503
