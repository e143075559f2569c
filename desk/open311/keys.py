"""Keys for POST: made once, shown once, kept as a keyed hash, and limited in how often they file."""

from __future__ import annotations

import datetime as dt
import secrets
from functools import lru_cache

from django.conf import settings
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from bot.rates import Rates
from desk.cases.sealing import keyed_hash
from desk.open311.errors import NoKey, TooOften
from desk.open311.models import ApiKey

_PURPOSE, _PREFIX, _BYTES, _HINT = b"open311-key", "lk_", 24, 9


def digest(key: str) -> str:
    """What a key is found by."""
    return keyed_hash(_PURPOSE, key.encode())


def fill(row: ApiKey, now: dt.datetime) -> str:
    """Give a row that is not saved yet its key; returns the key, which nobody can read again."""
    key = _PREFIX + secrets.token_urlsafe(_BYTES)
    row.hint, row.digest, row.created_at = key[:_HINT], digest(key), now
    return key


def add(name: str, now: dt.datetime, *, contact: str = "", tokens: bool = False) -> str:
    """Make a key; returns it. Raises ValueError where the name is taken."""
    if ApiKey.objects.filter(name=name).exists():
        raise ValueError(f"there is a key {name!r} already: revoke it, or choose another name")
    row = ApiKey(name=name, contact=contact, tokens=tokens)
    key = fill(row, now)
    row.save(force_insert=True)
    return key


def revoke(name: str, now: dt.datetime) -> bool:
    """No more posts with this key, from the next one on; False where no such key is in use."""
    return bool(ApiKey.objects.filter(name=name, revoked_at=None).update(revoked_at=now))


def check(key: str, now: dt.datetime) -> ApiKey:
    """The row of a key in use. Raises `NoKey`."""
    if not key:
        raise NoKey("api_key was not provided: posting a request needs one (discovery's key_service says how)")
    row = ApiKey.objects.filter(digest=digest(key), revoked_at=None).first()
    if row is None:
        raise NoKey("this api_key is not valid: it is unknown or was revoked")
    ApiKey.objects.filter(pk=row.pk).update(last_used_at=now)
    return row


class PostLimits:
    """How often one key may file. A city's own app reports for many people, a script gone wild is stopped."""

    a_key: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(60), RateLimitItemPerHour(1000))

    def __init__(self, rates: Rates) -> None:
        self._rates = rates

    def take(self, key: ApiKey) -> None:
        """Count one post. Raises `TooOften` with the seconds to wait."""
        if seconds := self._rates.take([(item, ("open311", str(key.pk))) for item in self.a_key]):
            allowed = " and ".join(f"{item.amount} requests in {item.get_expiry()} s" for item in self.a_key)
            raise TooOften(f"this api_key may post {allowed}: try again in {seconds} s", {"Retry-After": str(seconds)})


@lru_cache(maxsize=1)
def usual_limits() -> PostLimits:
    """The limits of this process, or of all where ``LIMITS_STORAGE`` names a Redis."""
    return PostLimits(Rates.at(getattr(settings, "LIMITS_STORAGE", "")))
