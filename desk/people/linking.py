"""One person on many channels: a code given on one of them, said on another, joins both.

What a person is called, chose, filed and began then belongs to both conversations; the conversations themselves stay
apart. Without a code nothing is ever joined, however alike two people are.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import secrets
import unicodedata
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from bot.rates import Count, Rates
from desk.people.identities import address_hash
from desk.people.models import Consent, Identity, LinkCode, Person

VALID = dt.timedelta(minutes=15)
LETTERS, DIGITS = "ACDEFHJKMNPRTUVWXY", "34679"
"""No two of these look or sound alike on a small screen."""
_HALF = 3
_READ_AS = str.maketrans("АСЕНКМРТХУΑΕΗΚΜΝΡΤΧΥ", "ACEHKMPTXYAEHKMNPTXY")
_GIVEN = re.compile(r"\s*([A-Z\d]{3})[\s\-–—‐‑_.]?([A-Z\d]{3})\s*[.!]?\s*")


class CodeWrong(ValueError):
    """No code of this kind is open: mistyped, used, or older than fifteen minutes."""


class CodeOfOneself(ValueError):
    """The code was given to the very person who says it."""


class TooManyGuesses(ValueError):
    """Wait ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many wrong codes: try again in {seconds} s")
        self.seconds = seconds


@dataclasses.dataclass(frozen=True)
class Offer:
    """A code to be told, as it is written: two groups of three."""

    code: str
    expires_at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Joined:
    """``language`` is what the person speaks on the channel that gave the code, empty where unknown; ``channel`` is
    that one."""

    person: int
    channel: str
    language: str


class GuessLimits:
    """How many wrong codes are borne: in one conversation, from one address, and from all together.

    A code is one of 38,564,100, and few are open at once.
    """

    conversation: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(5), RateLimitItemPerHour(10))
    address: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(10), RateLimitItemPerHour(20))
    everybody: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(60), RateLimitItemPerHour(300))

    def __init__(self, rates: Rates) -> None:
        self._rates = rates

    def check(self, conversation: str, address: str) -> None:
        """Raises `TooManyGuesses`."""
        if seconds := self._rates.wait(self._keys(conversation, address)):
            raise TooManyGuesses(seconds)

    def count(self, conversation: str, address: str) -> None:
        """A code was wrong."""
        self._rates.count(self._keys(conversation, address))

    def _keys(self, conversation: str, address: str) -> list[Count]:
        keys: list[Count] = [(item, ("link-conversation", conversation)) for item in self.conversation]
        if address:
            keys += [(item, ("link-address", address)) for item in self.address]
        return keys + [(item, ("link", "all")) for item in self.everybody]


@lru_cache(maxsize=1)
def usual_limits() -> GuessLimits:
    """The limits of this process, or of all where ``LIMITS_STORAGE`` names a Redis."""
    return GuessLimits(Rates.at(getattr(settings, "LIMITS_STORAGE", "")))


def read(text: str) -> str | None:
    """The code that a message is, without its gap; None where it is anything else.

    Each half has a letter and a digit, so that neither a word nor a car's plate reads as a code.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)
    match = _GIVEN.fullmatch(plain)
    if match is None or not all(_is_half(half) for half in match.groups()):
        return None
    return match[1] + match[2]


def _is_half(half: str) -> bool:
    known = all(sign in LETTERS or sign in DIGITS for sign in half)
    return known and any(sign in DIGITS for sign in half) and any(sign in LETTERS for sign in half)


def _made() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(2 * _HALF))
        if _is_half(code[:_HALF]) and _is_half(code[_HALF:]):
            return code


def _hash(code: str) -> str:
    return address_hash("link-code", code)


def offer(conversation: str, now: dt.datetime) -> Offer:
    """A code for the person of a conversation; the one before it counts no more. Raises `CodeWrong` where the
    conversation is gone."""
    from desk.messages.models import Conversation

    row = Conversation.objects.filter(public_id=conversation).first()
    if row is None:
        raise CodeWrong("the conversation is gone")
    code = _made()
    with transaction.atomic():
        LinkCode.objects.filter(person=row.person_id).delete()
        LinkCode.objects.filter(expires_at__lt=now).delete()
        LinkCode.objects.create(
            person_id=row.person_id, code_hash=_hash(code), conversation=row.pk, expires_at=now + VALID
        )
    return Offer(f"{code[:_HALF]}-{code[_HALF:]}", now + VALID)


def join(code: str, conversation: str, origin: str, now: dt.datetime, limits: GuessLimits | None = None) -> Joined:
    """The person of this conversation is the one whom the code was given to. A turn that is run again finds it so.

    Raises `CodeWrong`, `CodeOfOneself`, `TooManyGuesses`.
    """
    from desk.messages.models import Conversation

    limits = limits or usual_limits()
    limits.check(conversation, origin)
    with transaction.atomic():
        here = Conversation.objects.select_for_update().filter(public_id=conversation).first()
        row = LinkCode.objects.select_for_update().filter(code_hash=_hash(code)).first()
        there = Conversation.objects.filter(pk=row.conversation).first() if row else None
        fits = row is not None and row.expires_at > now and row.used_by in (None, here.pk if here else None)
        if row is None or here is None or there is None or not fits:
            limits.count(conversation, origin)
            raise CodeWrong("no open code is written like this")
        joined = Joined(row.person_id, there.channel, there.language)
        if row.used_by == here.pk:
            return joined
        if here.person_id == row.person_id:
            raise CodeOfOneself
        _merge(here.person, row.person)
        row.used_by = here.pk
        row.save(update_fields=["used_by"])
    return joined


def _merge(person: Person, into: Person) -> None:
    """All that belongs to one person belongs to the other from now on."""
    from desk.cases.models import Contact, Delivery, Draft, Follower
    from desk.messages.models import Conversation

    for model in (Identity, Conversation, Draft, Contact, Consent):
        model.objects.filter(person=person).update(person=into)
    followed = Follower.objects.filter(person=into).values_list("case", flat=True)
    Follower.objects.filter(person=person).exclude(case__in=list(followed)).update(person=into)
    told = Delivery.objects.filter(person=into).values_list("news", flat=True)
    Delivery.objects.filter(person=person).exclude(news__in=list(told)).update(person=into)
    into.language = into.language or person.language
    into.preferred_channel = into.preferred_channel or person.preferred_channel
    into.save(update_fields=["language", "preferred_channel"])
    person.delete()


def prefer(conversation: str, channel: str) -> bool:
    """The person of a conversation wants news on ``channel`` from now on; False where nobody knows them there."""
    from desk.messages.models import Conversation

    known = Conversation.objects.filter(public_id=conversation, person__conversations__channel=channel)
    person = known.values_list("person", flat=True).first()
    return bool(Person.objects.filter(pk=person).update(preferred_channel=channel)) if person is not None else False


def channels(conversation: str) -> tuple[str, ...]:
    """The other channels that the person of a conversation is known on."""
    from desk.messages.models import Conversation

    row = Conversation.objects.filter(public_id=conversation).first()
    if row is None:
        return ()
    others = Identity.objects.filter(person=row.person_id).exclude(pk=row.identity_id)
    return tuple(others.order_by("pk").values_list("channel", flat=True))


def unlink(conversation: str) -> bool:
    """The address of this conversation is a person of its own again, with what was begun and filed in it.

    False where it was linked with no other.
    """
    from desk.cases.models import Contact, Delivery, Draft, Follower
    from desk.messages.models import Conversation

    with transaction.atomic():
        here = Conversation.objects.select_for_update().filter(public_id=conversation).first()
        if here is None or not Identity.objects.filter(person=here.person_id).exclude(pk=here.identity_id).exists():
            return False
        old = here.person_id
        alone = Person.objects.create(language=here.person.language)
        LinkCode.objects.filter(person=old).delete()
        Identity.objects.filter(pk=here.identity_id).update(person=alone)
        own = list(Conversation.objects.filter(identity=here.identity_id).values_list("pk", flat=True))
        Conversation.objects.filter(pk__in=own).update(person=alone)
        for model in (Draft, Contact, Follower, Delivery):
            model.objects.filter(person=old, conversation__in=own).update(person=alone)
        Consent.objects.filter(person=old, channel=here.channel).update(person=alone)
        if not Identity.objects.filter(person=old, channel=here.channel).exists():
            Person.objects.filter(pk=old, preferred_channel=here.channel).update(preferred_channel="")
    return True
