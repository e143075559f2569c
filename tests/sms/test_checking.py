"""What `loket sms check` says of a line."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read
from channels.sms.checking import examine
from tests.messages.counter import Counter
from tests.sms.line import ACCOUNT, NUMBER, TOKEN, Line


def settings_of(line: Line, tmp_path: Path) -> Settings:
    return Settings(
        var=tmp_path,
        sms_account_sid=ACCOUNT,
        sms_auth_token=TOKEN,
        sms_from=NUMBER,
        sms_api=line.url,
        public_url=line.public,
    )


async def test_a_line_that_is_set_up_is_said_to_be(counter: Counter, line: Line, tmp_path: Path) -> None:
    found = await examine(settings_of(line, tmp_path))
    assert [finding.what for finding in found[:2]] == [
        "Twilio account A town",
        f"number {NUMBER}, webhook https://counter.example.org/sms/v1/incoming",
    ]
    assert {finding.level for finding in found[:2]} == {"ok"}
    # Nothing listens at the public address of a test.
    assert found[2].level == "warn" and "cannot be reached" in found[2].what


async def test_a_webhook_elsewhere_and_a_foreign_number_are_named(counter: Counter, line: Line, tmp_path: Path) -> None:
    settings = settings_of(line, tmp_path)
    moved = await examine(dataclasses.replace(settings, public_url="https://new.example.org"))
    assert moved[1].level == "fail" and "https://new.example.org/sms/v1/incoming" in moved[1].mend
    foreign = await examine(dataclasses.replace(settings, sms_from="+358500009999"))
    assert foreign[1].level == "fail" and "is not this account's" in foreign[1].what


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"LOKET_SMS_ACCOUNT_SID": "SK123"}, "LOKET_SMS_ACCOUNT_SID"),
        ({"LOKET_SMS_AUTH_TOKEN": ""}, "LOKET_SMS_AUTH_TOKEN"),
        ({"LOKET_SMS_FROM": "Lehtoranta"}, "LOKET_SMS_FROM"),
    ],
)
def test_a_setting_that_cannot_be_is_named(changed: dict[str, str], named: str) -> None:
    given = {"LOKET_SMS_ACCOUNT_SID": ACCOUNT, "LOKET_SMS_AUTH_TOKEN": TOKEN, "LOKET_SMS_FROM": NUMBER}
    assert read(given).sms == "webhook"
    with pytest.raises(SettingsError, match=named):
        read({**given, **changed})
