"""Similar cases: shown before filing ("is it this?"), followed ("me too"), merged by staff, and taken apart again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from desk.cases import audit, drafts
from desk.cases.audit import Actor
from desk.cases.clocks import Calendar, town_calendar
from desk.cases.errors import NotPossible
from desk.cases.kinds import PUBLIC_KINDS, Field, State
from desk.cases.models import Case, Draft, Follower
from desk.cases.moving import Moved, moved, shift
from desk.cases.states import OPEN
from desk.cases.wording import fold
from desk.cases.writing import changing, once
from desk.composed import Given, composed

LOOK_BACK = dt.timedelta(days=90)
_CANDIDATES = 300
_NEAR_METRES, _FAR_METRES = 50.0, 400.0
_LIKELY, _ROUNDED = 0.55, 0.001
_EARTH_METRES = 6_371_000.0


@dataclasses.dataclass(frozen=True)
class Similar:
    """An open case that may be the same; ``text`` is its redacted wording. ``score`` is 0 to 1."""

    case: int
    reference: str
    category: str
    place: str
    text: str
    received_at: dt.datetime
    state: State
    followers: int
    score: float


class _Candidate(NamedTuple):
    """An open case as it is compared; the fields are those of `Case`."""

    pk: int
    reference: str
    place: str
    latitude: Decimal | None
    longitude: Decimal | None
    text_redacted: str
    received_at: dt.datetime
    state: str


@dataclasses.dataclass(frozen=True)
class _Sought:
    """What a draft tells, folded (`fold`), and where it is if that is known."""

    what: str
    place: str
    at: tuple[float, float] | None


def similar(draft: str, now: dt.datetime, limit: int = 3) -> list[Similar]:
    """Open cases like the draft, by category, place, wording and time, best first.

    Only kinds that others may know of are ever shown: a complaint is nobody else's business.
    """
    row = drafts.find(draft)
    if row is None or row.kind not in PUBLIC_KINDS:
        return []
    slug = row.answers.get(Field.CATEGORY, {}).get("slug", "")
    sought = _sought(row)
    candidates = [_Candidate(*case) for case in _candidates(slug, row.kind, now - LOOK_BACK)]
    scored = [(round(_score(sought, case, now), 3), case) for case in candidates]
    best = sorted((one for one in scored if one[0] >= _LIKELY), key=lambda one: -one[0])[:limit]
    return [_similar(case, slug, score) for score, case in best]


@composed
def _candidates(category: Given, kind: Given, since: Given) -> Any:
    rows = Case.objects.filter(
        category__slug=category,
        category__public=True,
        kind=kind,
        state__in=OPEN,
        received_at__gt=since,
        duplicate_of=None,
        erased_at=None,
    )
    return rows.order_by("-received_at").values_list(*_Candidate._fields)[:_CANDIDATES]


def _sought(draft: Draft) -> _Sought:
    where = draft.answers.get(Field.WHERE, {})
    at = None if where.get("latitude") is None else (float(where["latitude"]), float(where["longitude"]))
    what = str(draft.answers.get(Field.WHAT, {}).get("redacted", ""))
    return _Sought(_folded(what), _folded(str(where.get("text", ""))), at)


_folded = lru_cache(maxsize=8192)(fold)
"""Open cases are compared with every new report about the same category."""


def _score(sought: _Sought, case: _Candidate, now: dt.datetime) -> float:
    """How alike they are, 0 to 1; where the words cannot make them likely, as if these told nothing."""
    age = max(0.0, 1 - (now - case.received_at) / LOOK_BACK)
    place = _place(sought, case)
    # Where both name a place it decides; words differ by language and by person.
    rest, weight = (0.15 * age, 0.85) if place is None else (0.65 * place + 0.1 * age, 0.25)
    wanted = (_LIKELY - _ROUNDED - rest) / weight
    if wanted > 1 or not sought.what or not case.text_redacted:
        return rest
    words = fuzz.token_set_ratio(sought.what, _folded(case.text_redacted), score_cutoff=max(0.0, 100 * wanted))
    return rest + weight * float(words) / 100


def _place(sought: _Sought, case: _Candidate) -> float | None:
    """How near two places are, 0 to 1; None where one of them names none."""
    if sought.at is not None and case.latitude is not None and case.longitude is not None:
        metres = _distance(*sought.at, float(case.latitude), float(case.longitude))
        return min(1.0, max(0.0, (_FAR_METRES - metres) / (_FAR_METRES - _NEAR_METRES)))
    if not sought.place or not case.place:
        return None
    return float(fuzz.token_sort_ratio(sought.place, _folded(case.place)) / 100)


def _similar(case: _Candidate, slug: str, score: float) -> Similar:
    return Similar(
        case=case.pk,
        reference=case.reference,
        category=slug,
        place=case.place,
        text=case.text_redacted,
        received_at=case.received_at,
        state=State(case.state),
        followers=Follower.objects.filter(case=case.pk).count(),
        score=score,
    )


def _distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Metres along the ground (equirectangular; good to a few metres inside a town)."""
    north = math.radians(lat2 - lat1)
    east = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return _EARTH_METRES * math.hypot(north, east)


def follow(
    case: int,
    person: int,
    turn: str,
    step: str,
    now: dt.datetime,
    *,
    language: str,
    conversation: int | None = None,
) -> bool:
    """ "Me too": the person hears of every public move. False where they follow already. Raises `NotPossible`."""
    with once(turn, step, case, now) as first:
        if not first or Follower.objects.filter(case=case, person=person).exists():
            return False
        with changing(case, "follow", audit.CITIZEN, now) as change:
            if State(change.case.state) not in OPEN or change.case.kind not in PUBLIC_KINDS:
                raise NotPossible("this case cannot be followed")
            Follower.objects.create(
                case=change.case,
                person_id=person,
                conversation_id=conversation,
                language=language,
                created_at=now,
            )
    return True


def unfollow(case: int, person: int) -> bool:
    """Hear no more of a case."""
    return bool(Follower.objects.filter(case=case, person=person).delete()[0])


def merge(
    case: int,
    into: int,
    actor: Actor,
    now: dt.datetime,
    *,
    version: int | None = None,
    calendar: Calendar | None = None,
) -> Moved:
    """Make a case a duplicate of another: who filed or follows it hears of the other from now on."""
    if case == into:
        raise NotPossible("a case cannot be a duplicate of itself")
    with changing(case, "merge", actor, now, version) as change:
        row = change.case
        target = Case.objects.select_for_update().filter(pk=into).first()
        if target is None or State(target.state) not in OPEN:
            raise NotPossible("the other case is not open")
        row.duplicate_of = target
        change.data["into"] = target.reference
        # Told first: afterwards its followers are the other's.
        shift(change, State.DUPLICATE, actor, now, calendar or town_calendar())
        _carry_followers(row, target, now)
    return moved(change)


def _carry_followers(row: Case, target: Case, now: dt.datetime) -> None:
    people = [(follower.person_id, follower.conversation_id, follower.language) for follower in row.followers.all()]
    contact = getattr(row, "contact", None)
    if contact is not None and contact.person_id is not None:
        people.append((contact.person_id, contact.conversation_id, row.language))
    for person, conversation, language in people:
        Follower.objects.get_or_create(
            case=target,
            person_id=person,
            defaults={
                "conversation_id": conversation,
                "language": language,
                "merged_from": row,
                "created_at": now,
            },
        )


def unmerge(
    case: int, actor: Actor, now: dt.datetime, *, version: int | None = None, calendar: Calendar | None = None
) -> Moved:
    """Take a merge back: the case runs again, and its people hear of it and no longer of the other."""
    with changing(case, "unmerge", actor, now, version) as change:
        row = change.case
        if row.duplicate_of is None:
            raise NotPossible(f"{row.reference} was not merged")
        Follower.objects.filter(case=row.duplicate_of, merged_from=row).delete()
        change.data["from_case"] = row.duplicate_of.reference
        row.duplicate_of = None
        clock = row.clocks.last()
        fresh = clock is not None and clock.acknowledged_at is None
        shift(change, State.RECEIVED if fresh else State.TRIAGE, actor, now, calendar or town_calendar())
    return moved(change)
