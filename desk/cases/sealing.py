"""Keys of this room, each for one purpose alone, and what is made with them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE_BYTES = 12


class SealBroken(ValueError):
    """A code cannot be opened: it was sealed under another LOKET_SECRET_KEY, or altered."""


@lru_cache(maxsize=16)
def _key(purpose: bytes, secret: str) -> bytes:
    """A 256-bit key for one purpose (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"loket/cases/" + purpose).derive(secret.encode())


def keyed_hash(purpose: bytes, *parts: bytes) -> str:
    """HMAC-SHA-256 (hexadecimal) of ``parts``, each told apart from the next by its length."""
    mac = hmac.new(_key(purpose, settings.SECRET_KEY), digestmod=hashlib.sha256)
    for part in parts:
        mac.update(len(part).to_bytes(8, "big"))
        mac.update(part)
    return mac.hexdigest()


def seal(purpose: bytes, text: str, bound_to: str) -> bytes:
    """``text`` encrypted with AES-GCM, of use only together with ``bound_to``."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_key(purpose, settings.SECRET_KEY)).encrypt(nonce, text.encode(), bound_to.encode())


def unseal(purpose: bytes, sealed: bytes, bound_to: str) -> str:
    """The text that `seal` encrypted. Raises `SealBroken`."""
    nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(_key(purpose, settings.SECRET_KEY)).decrypt(nonce, body, bound_to.encode()).decode()
    except InvalidTag as error:
        raise SealBroken("a code was sealed under another key: bring back the LOKET_SECRET_KEY of that time") from error
