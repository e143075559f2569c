"""How much one person and one address may send: in memory, or in Redis where several processes share the count."""

from __future__ import annotations

import dataclasses
import ipaddress
from collections.abc import Mapping

from limits import RateLimitItem, parse_many

from bot.rates import Rates
from bot.settings import Settings, SettingsError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclasses.dataclass(frozen=True)
class Limits:
    """The limits of messages for each session and of new sessions for each address."""

    rates: Rates
    messages: tuple[RateLimitItem, ...]
    sessions: tuple[RateLimitItem, ...]

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(
            Rates.at(settings.redis_url),
            _parsed("LOKET_MESSAGE_RATE", settings.message_rate),
            _parsed("LOKET_SESSION_RATE", settings.session_rate),
        )

    def wait_for_message(self, session: str) -> int:
        """Seconds until this session may send again; 0: now, and it is counted."""
        return self.rates.take([(item, ("message", session)) for item in self.messages])

    def wait_for_session(self, address: str) -> int:
        """Seconds until this address may open a session again; 0: now, and it is counted."""
        return self.rates.take([(item, ("session", address)) for item in self.sessions])


def _parsed(name: str, text: str) -> tuple[RateLimitItem, ...]:
    try:
        return tuple(parse_many(text))
    except ValueError as error:
        raise SettingsError(f"{name}={text!r}: give rates such as 20/minute, several by semicolons.") from error


def trusted_networks(text: str) -> tuple[Network, ...]:
    """The networks of LOKET_TRUSTED_PROXIES. Raises `SettingsError`."""
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise SettingsError(f"LOKET_TRUSTED_PROXIES: {error}. Give addresses or networks, by commas.") from error


def client_address(meta: Mapping[str, object], trusted: tuple[Network, ...]) -> str:
    """The address that a request really came from.

    ``X-Forwarded-For`` is believed only as far as trusted proxies wrote it: read from the right, the first address
    that is no trusted proxy's. An IPv6 address counts as its /64, which is what one household gets (RFC 6177).
    """
    address = str(meta.get("REMOTE_ADDR") or "")
    hops = [hop.strip() for hop in str(meta.get("HTTP_X_FORWARDED_FOR") or "").split(",") if hop.strip()]
    while hops and _is_trusted(address, trusted):
        address = hops.pop()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


def _is_trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted if network.version == parsed.version)
