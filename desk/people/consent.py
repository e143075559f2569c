"""Whether we may begin to write to a person: with their consent, not after STOP, and not at night.

News of a case that the person filed needs no consent: they asked for them by filing (GDPR article 6.1 b and e).
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import QuerySet

from desk.catalogue.town import town
from desk.people.models import Consent, Identity

CASE_NEWS, SURVEY = "case_news", "survey"
NIGHT_BEGINS, NIGHT_ENDS = dt.time(20), dt.time(8)
"""Town time: between these nothing is begun that is not urgent."""
_NEED_NONE = frozenset({CASE_NEWS})


@dataclasses.dataclass(frozen=True)
class Words:
    """The words in which somebody was asked: which version of them, in which language."""

    text_version: str
    language: str


def give(person: int, purpose: str, channel: str, *, text_version: str, language: str, now: dt.datetime) -> Consent:
    """Record that a person agreed, in these words. A consent that stands already is left as it is."""
    standing = _standing(person, purpose, channel)
    return standing or _record(person, purpose, channel, Words(text_version, language), now, agreed=True)


def refuse(person: int, purpose: str, channel: str, *, text_version: str, language: str, now: dt.datetime) -> Consent:
    """Record that a person said no, in these words; what they agreed to before ends."""
    withdraw(person, now, purpose=purpose, channel=channel)
    refusal = _answers(person, purpose, channel).filter(agreed=False).first()
    return refusal or _record(person, purpose, channel, Words(text_version, language), now, agreed=False)


def answered(person: int, purpose: str, channel: str) -> bool:
    """Whether a person was asked on this channel and answered, whatever they said then and since."""
    return _answers(person, purpose, channel).exists()


def refused(person: int, purpose: str, channel: str) -> bool:
    """Whether a person said no and has not agreed since."""
    refusals = _answers(person, purpose, channel).filter(agreed=False)
    return _standing(person, purpose, channel) is None and refusals.exists()


def stands(person: int, purpose: str, channel: str) -> bool:
    """Whether a person has agreed and has not withdrawn it."""
    return _standing(person, purpose, channel) is not None


def withdraw(person: int, now: dt.datetime, *, purpose: str = "", channel: str = "") -> int:
    """Record that a person agrees no more: to a purpose, on a channel, or at all. Returns how many consents ended."""
    rows = Consent.objects.filter(person=person, agreed=True, withdrawn_at=None)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if channel:
        rows = rows.filter(channel=channel)
    return rows.update(withdrawn_at=now)


def may_send(person: int, channel: str, purpose: str, now: dt.datetime, *, urgent: bool = False) -> dt.datetime | None:
    """When a message that we begin may be sent: now, or when the night is over; None where it may not be.

    Not without consent for this purpose and channel, where one is needed; not where the person stopped messages or
    cannot be reached on that channel.
    """
    addresses = Identity.objects.filter(person=person, channel=channel)
    if not addresses.filter(stopped_at=None, unreachable_since=None).exists():
        return None
    if purpose not in _NEED_NONE and _standing(person, purpose, channel) is None:
        return None
    return now if urgent else after_night(now)


def after_night(now: dt.datetime) -> dt.datetime:
    """Now, or eight in the morning where it is night in the town."""
    here = now.astimezone(town().zone)
    if NIGHT_ENDS <= here.time() < NIGHT_BEGINS:
        return now
    day = here.date() + dt.timedelta(days=1) if here.time() >= NIGHT_BEGINS else here.date()
    return dt.datetime.combine(day, NIGHT_ENDS, town().zone).astimezone(dt.timezone.utc)


def _standing(person: int, purpose: str, channel: str) -> Consent | None:
    rows = _answers(person, purpose, channel).filter(agreed=True, withdrawn_at=None)
    return rows.order_by("-given_at").first()


def _answers(person: int, purpose: str, channel: str) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person, purpose=purpose, channel=channel)


def _record(person: int, purpose: str, channel: str, words: Words, now: dt.datetime, *, agreed: bool) -> Consent:
    return Consent.objects.create(
        person_id=person,
        purpose=purpose,
        channel=channel,
        text_version=words.text_version,
        language=words.language,
        agreed=agreed,
        given_at=now,
    )
