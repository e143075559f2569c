"""Finding, sealing and opening the addresses by which channels know people."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction

from desk.composed import Given, composed
from desk.people.models import Identity, Person

_NONCE_BYTES = 12


class SealBroken(ValueError):
    """An address cannot be opened: it was sealed under another LOKET_SECRET_KEY, or altered."""


@lru_cache(maxsize=4)
def _key(purpose: bytes, secret: str) -> bytes:
    """A 256-bit key for one purpose alone (HKDF, RFC 5869), so that no key serves two ends."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"loket/" + purpose).derive(secret.encode())


def address_hash(channel: str, address: str) -> str:
    """The keyed hash (HMAC-SHA-256, hexadecimal) under which an address of a channel is found."""
    key = _key(b"address-hash", settings.SECRET_KEY)
    return hmac.new(key, f"{channel}\0{address}".encode(), hashlib.sha256).hexdigest()


def seal(channel: str, address: str) -> bytes:
    """``address`` encrypted with AES-GCM, bound to its channel."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_key(b"address-seal", settings.SECRET_KEY)).encrypt(nonce, address.encode(), channel.encode())
    return nonce + sealed


def unseal(channel: str, sealed: bytes) -> str:
    """The address that `seal` encrypted. Raises `SealBroken`."""
    if len(sealed) <= _NONCE_BYTES:
        raise SealBroken("no address is kept here: nothing can be sent to it")
    nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(_key(b"address-seal", settings.SECRET_KEY)).decrypt(nonce, body, channel.encode()).decode()
    except InvalidTag as error:
        raise SealBroken(
            "an address was sealed under another key: bring back the LOKET_SECRET_KEY of that time"
        ) from error


@composed
def _of_hash(channel: Given, hashed: Given) -> Any:
    return Identity.objects.filter(channel=channel, address_hash=hashed)


def find(channel: str, address: str) -> Identity | None:
    """The identity of an address, or None."""
    rows: list[Identity] = _of_hash(channel, address_hash(channel, address))
    return rows[0] if rows else None


def find_or_create(channel: str, address: str, *, keep_address: bool = True) -> Identity:
    """The identity of an address, with a new person where the address is new.

    ``keep_address=False`` keeps the hash alone, for addresses that nothing is ever sent to (a session's token).
    """
    known = find(channel, address)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return Identity.objects.create(
                person=Person.objects.create(),
                channel=channel,
                address_hash=address_hash(channel, address),
                address_sealed=seal(channel, address) if keep_address else b"",
            )
    except IntegrityError:
        known = find(channel, address)
        if known is None:
            raise
        return known
