"""How much one address may do, and whose address it is."""

from __future__ import annotations

import dataclasses
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.settings import SettingsError, current, read
from channels.web.limits import Limits, client_address, trusted_networks

TRUSTED = trusted_networks("10.0.0.0/8, 127.0.0.1, fd00::/8")


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "198.51.100.9, 10.1.2.3", "198.51.100.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "unknown"),
        ("fd00::1", "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::5", "", "2001:db8:1:2::/64"),
        ("", "", "unknown"),
    ],
)
def test_a_forwarded_address_is_believed_only_from_trusted_proxies(remote: str, forwarded: str, expected: str) -> None:
    assert client_address({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}, TRUSTED) == expected


def test_sessions_are_counted_for_each_address() -> None:
    limits = Limits.of(dataclasses.replace(current(), redis_url="", session_rate="3/minute"))
    assert [limits.wait_for_session("a") for _ in range(3)] == [0, 0, 0]
    assert 1 <= limits.wait_for_session("a") <= 60
    assert limits.wait_for_session("b") == 0


def test_a_refused_message_does_not_lengthen_the_wait() -> None:
    limits = Limits.of(dataclasses.replace(current(), redis_url="", message_rate="2/minute; 100/hour"))
    assert [limits.wait_for_message("s") for _ in range(2)] == [0, 0]
    waits = [limits.wait_for_message("s") for _ in range(20)]
    assert min(waits) >= 1
    assert max(waits) <= 60


def test_threads_that_ask_at_once_never_get_more_than_there_is() -> None:
    limits = Limits.of(dataclasses.replace(current(), redis_url="", message_rate="20/minute"))
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(16) as threads:
            for session in range(50):
                waits = list(threads.map(lambda _, session=session: limits.wait_for_message(str(session)), range(40)))
                assert waits.count(0) == 20
    finally:
        sys.setswitchinterval(usual)


@pytest.mark.parametrize(("name", "value"), [("message_rate", "often"), ("trusted_proxies", "proxy.example")])
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    settings = read({**os.environ, f"LOKET_{name.upper()}": value, "LOKET_REDIS_URL": ""})
    with pytest.raises(SettingsError, match=f"LOKET_{name.upper()}"):
        Limits.of(settings)
        trusted_networks(settings.trusted_proxies)
