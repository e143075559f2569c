"""Messages that the counter begins: with consent, not after STOP, not at night."""

from __future__ import annotations

import datetime as dt

import pytest

from desk.people import consent, identities, stopping
from desk.people.consent import CASE_NEWS, may_send
from desk.people.models import Consent

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.timezone.utc)
"""12:00 in the town."""
ROUNDS = "survey"


@pytest.fixture
def person() -> int:
    return identities.find_or_create("sms", "+358401234567").person_id


def agree(person: int, purpose: str = ROUNDS, channel: str = "sms") -> Consent:
    return consent.give(person, purpose, channel, text_version="2026-03", language="fi", now=NOON)


def test_without_consent_for_purpose_and_channel_nothing_is_begun(person: int) -> None:
    assert may_send(person, "sms", ROUNDS, NOON) is None
    agree(person)
    assert may_send(person, "sms", ROUNDS, NOON) == NOON
    assert may_send(person, "sms", "offers", NOON) is None
    assert may_send(person, "telegram", ROUNDS, NOON) is None


def test_consent_is_a_record_and_ends_when_it_is_withdrawn(person: int) -> None:
    row = agree(person)
    assert agree(person) == row
    assert (row.text_version, row.language, row.given_at) == ("2026-03", "fi", NOON)
    assert consent.withdraw(person, NOON + dt.timedelta(days=1), purpose=ROUNDS) == 1
    assert may_send(person, "sms", ROUNDS, NOON) is None
    assert Consent.objects.get().withdrawn_at == NOON + dt.timedelta(days=1)


def test_news_of_a_case_need_no_consent_but_keep_stop(person: int) -> None:
    assert may_send(person, "sms", CASE_NEWS, NOON) == NOON
    identity = identities.find("sms", "+358401234567")
    assert identity is not None
    stopping.stop(identity.pk, NOON)
    assert may_send(person, "sms", CASE_NEWS, NOON) is None
    stopping.start(identity.pk)
    assert may_send(person, "sms", CASE_NEWS, NOON) == NOON


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-03-03T17:59:59+00:00", "2026-03-03T17:59:59+00:00"),
        ("2026-03-03T18:00:00+00:00", "2026-03-04T06:00:00+00:00"),
        ("2026-03-04T01:00:00+00:00", "2026-03-04T06:00:00+00:00"),
        ("2026-03-04T06:00:00+00:00", "2026-03-04T06:00:00+00:00"),
        # The night in which the clocks go forward.
        ("2026-03-28T20:00:00+00:00", "2026-03-29T05:00:00+00:00"),
    ],
)
def test_the_night_is_kept_in_town_time_unless_it_is_urgent(person: int, now: str, sent: str) -> None:
    moment = dt.datetime.fromisoformat(now)
    assert may_send(person, "sms", CASE_NEWS, moment) == dt.datetime.fromisoformat(sent)
    assert may_send(person, "sms", CASE_NEWS, moment, urgent=True) == moment
