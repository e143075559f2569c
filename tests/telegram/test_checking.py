"""`loket telegram check` and `loket doctor` say what is wrong with the bot, and how to mend it."""

from __future__ import annotations

import argparse
import dataclasses
import time
from collections.abc import Iterator

import pytest
from telegram.error import InvalidToken

from bot.cli import doctor, status, telegram
from bot.cli.main import CommandError, main
from bot.findings import Finding
from bot.settings import Settings, SettingsError, read
from channels.telegram.checking import examine
from channels.telegram.client import ALLOWED_UPDATES, client, meaning, told
from tests.telegram.conftest import emulator_of
from tests.telegram.emulator import BOT, TOKEN, Emulator
from tests.telegram.spec import Spec

URL = "https://counter.example.org/telegram/webhook"


@pytest.fixture(scope="module")
def bot_api(spec: Spec) -> Iterator[Emulator]:
    emulator = emulator_of(spec)
    yield emulator
    emulator.close()


@pytest.fixture
def served(bot_api: Emulator, tmp_path: object) -> Settings:
    """Settings of a bot whose webhook is set as it must be."""
    bot_api.webhook = {"url": URL, "allowed_updates": list(ALLOWED_UPDATES)}
    bot_api._updates.clear()
    return read(
        {
            "LOKET_VAR": str(tmp_path),
            "LOKET_TELEGRAM_TOKEN": TOKEN,
            "LOKET_TELEGRAM_API": bot_api.url,
            "LOKET_PUBLIC_URL": "https://counter.example.org",
        }
    )


async def wrong(settings: Settings) -> list[Finding]:
    return [finding for finding in await examine(settings) if finding.level != "ok"]


async def test_a_bot_that_is_set_up_has_nothing_to_mend(served: Settings) -> None:
    assert [finding.what for finding in await examine(served)] == [
        f"Telegram: @{BOT['username']}, webhook",
        f"webhook {URL}",
    ]


async def test_a_wrong_token_is_told(served: Settings) -> None:
    (found,) = await wrong(dataclasses.replace(served, telegram_token="1:wrong-wrong-wrong"))
    assert "BotFather" in found.mend


async def test_a_telegram_that_cannot_be_reached_is_told(served: Settings) -> None:
    (found,) = await wrong(dataclasses.replace(served, telegram_api="http://127.0.0.1:9"))
    assert found.what == "Telegram cannot be reached"


async def test_a_webhook_that_goes_elsewhere_or_leaves_updates_out_is_told(served: Settings, bot_api: Emulator) -> None:
    bot_api.webhook = {"url": "https://elsewhere.example.org/"}
    (found,) = await wrong(served)
    assert "set-webhook" in found.mend
    bot_api.webhook = {"url": URL, "allowed_updates": ["message"]}
    (found,) = await wrong(served)
    assert found.what == "the webhook leaves out callback_query, edited_message, my_chat_member"


async def test_updates_that_came_back_are_told(served: Settings, bot_api: Emulator) -> None:
    bot_api.webhook |= {
        "last_error_message": "Wrong response from the webhook: 403",
        "last_error_date": int(time.time()),
    }
    (found,) = await wrong(served)
    assert "403" in found.what


async def test_a_webhook_without_https_cannot_be(served: Settings, bot_api: Emulator) -> None:
    plain = dataclasses.replace(served, public_url="http://counter.example.org", telegram_mode="webhook")
    assert "no https address for the webhook" in [found.what for found in await wrong(plain)]


async def test_a_webhook_that_keeps_the_poller_from_polling_is_told(served: Settings) -> None:
    (found,) = await wrong(dataclasses.replace(served, telegram_mode="polling"))
    assert "nothing can be polled" in found.what


def test_doctor_tells_the_same(served: Settings) -> None:
    assert any(finding.what == f"webhook {URL}" for finding in doctor._telegram(served))


def test_the_command_sets_and_deletes_the_webhook(
    served: Settings, bot_api: Emulator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(telegram, "current", lambda: served)
    bot_api.webhook = {"url": ""}
    assert main(["telegram", "check"]) == 1
    assert main(["telegram", "set-webhook"]) == 0
    assert bot_api.webhook["url"] == URL
    assert len(bot_api.webhook["secret_token"]) > 30
    assert sorted(bot_api.menus) == sorted(["", "en", "fi", "sv", "de", "fr", "es", "ar", "uk"])
    assert main(["telegram", "check"]) == 0
    assert main(["telegram", "delete"]) == 0
    assert bot_api.webhook == {"url": ""}
    assert "Telegram: @loket_test_bot" in capsys.readouterr().out
    assert bot_api.breaches == []


async def test_a_wrong_token_is_nowhere_told(served: Settings) -> None:
    wrong_token = "1:wrong-wrong-wrong"
    bot = client(dataclasses.replace(served, telegram_token=wrong_token))
    with pytest.raises(InvalidToken) as refused:
        await bot.initialize()
    assert wrong_token in str(refused.value)
    assert wrong_token not in told(refused.value)
    assert wrong_token not in str(meaning(refused.value))


def test_without_a_token_the_command_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "current", lambda: read({}))
    with pytest.raises(CommandError, match="BotFather"):
        telegram.run(main_arguments("set-webhook"))


def main_arguments(action: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    telegram.configure(parser)
    return parser.parse_args([action])


@pytest.mark.parametrize(
    ("setting", "value"),
    [("LOKET_TELEGRAM_TOKEN", "no token"), ("LOKET_TELEGRAM_MODE", "push"), ("LOKET_TELEGRAM_SECRET", "ä secret")],
)
def test_a_wrong_setting_is_named(setting: str, value: str) -> None:
    with pytest.raises(SettingsError, match=setting):
        read({setting: value})


def test_the_mode_follows_from_what_is_set() -> None:
    assert read({}).telegram == "off"
    assert read({"LOKET_TELEGRAM_TOKEN": TOKEN}).telegram == "polling"
    assert read({"LOKET_TELEGRAM_TOKEN": TOKEN, "LOKET_PUBLIC_URL": "https://a.example"}).telegram == "webhook"
    assert read({"LOKET_TELEGRAM_TOKEN": TOKEN, "LOKET_TELEGRAM_MODE": "off"}).telegram == "off"


def test_status_tells_who_sends_and_polls(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    telegram_state = {"mode": "polling", "sender": "up", "poller": "down", "to_send": 2, "to_read": 0}
    found = {
        "web": "http://127.0.0.1:8000",
        "desk": "http://127.0.0.1:8000/admin/",
        "processes": [],
        "channels": {"telegram": {**telegram_state, "failing": 1}},
        "failing_jobs": {},
    }
    monkeypatch.setattr(status, "status", lambda _: found)
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "telegram   polling, sender up, poller down, 2 to send (1 failed before), 0 to read" in said
