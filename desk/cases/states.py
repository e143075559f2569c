"""The life of a case as a table of allowed moves, with who may do them.

Source: CASES.md section 1 (states). The database holds the same table in a trigger (`desk.cases.guards`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from desk.cases.kinds import Role, State

S = State
_STAFF = frozenset({Role.STAFF})
_CITIZEN = frozenset({Role.CITIZEN})
_ANYBODY = frozenset(Role)
_STAFF_OR_CITIZEN = frozenset({Role.STAFF, Role.CITIZEN})
_STAFF_OR_SYSTEM = frozenset({Role.STAFF, Role.SYSTEM})


@dataclasses.dataclass(frozen=True)
class Move:
    """One allowed move and who may do it."""

    source: State
    target: State
    roles: frozenset[Role]


def _moves(sources: Iterable[State], target: State, roles: frozenset[Role]) -> tuple[Move, ...]:
    return tuple(Move(source, target, roles) for source in sources)


_IN_WORK = (S.ACKNOWLEDGED, S.TRIAGE, S.ASSIGNED, S.INVESTIGATING, S.WAITING_CITIZEN, S.WAITING_THIRD_PARTY)
_UNDECIDED = (S.RECEIVED, *_IN_WORK, S.REOPENED)

MOVES: tuple[Move, ...] = (
    *_moves([S.RECEIVED], S.ACKNOWLEDGED, _STAFF),
    *_moves([S.ACKNOWLEDGED], S.TRIAGE, _STAFF),
    *_moves([S.TRIAGE, S.REOPENED], S.ASSIGNED, _STAFF),
    *_moves([S.ASSIGNED], S.TRIAGE, _STAFF),
    *_moves([S.ASSIGNED, S.WAITING_THIRD_PARTY], S.INVESTIGATING, _STAFF),
    *_moves([S.WAITING_CITIZEN], S.INVESTIGATING, _ANYBODY),
    *_moves([S.INVESTIGATING], S.WAITING_CITIZEN, _STAFF),
    *_moves([S.INVESTIGATING], S.WAITING_THIRD_PARTY, _STAFF),
    *_moves([S.INVESTIGATING], S.DECIDED, _STAFF),
    *_moves([S.DECIDED], S.CLOSED, _ANYBODY),
    *_moves(_UNDECIDED, S.DUPLICATE, _STAFF),
    *_moves(_UNDECIDED, S.NOT_RESPONSIBLE, _STAFF),
    *_moves(_UNDECIDED, S.SPAM, _STAFF),
    *_moves((*_UNDECIDED, S.REVIEW_REQUESTED, S.REVIEW_INVESTIGATING), S.WITHDRAWN, _CITIZEN),
    # A mistake of the staff's can be taken back: to the beginning where nobody had acknowledged, else to triage.
    *_moves([S.DUPLICATE, S.SPAM, S.NOT_RESPONSIBLE], S.RECEIVED, _STAFF),
    *_moves([S.DUPLICATE, S.SPAM, S.NOT_RESPONSIBLE], S.TRIAGE, _STAFF),
    *_moves([S.CLOSED], S.REOPENED, _STAFF_OR_CITIZEN),
    *_moves([S.CLOSED], S.REVIEW_REQUESTED, _STAFF_OR_CITIZEN),
    *_moves([S.REVIEW_REQUESTED], S.REVIEW_INVESTIGATING, _STAFF),
    *_moves([S.REVIEW_INVESTIGATING], S.REVIEW_DECIDED, _STAFF),
    *_moves([S.REVIEW_DECIDED], S.CLOSED_FINAL, _STAFF_OR_SYSTEM),
)
_BY_PAIR = {(move.source, move.target): move for move in MOVES}

FIRST = S.RECEIVED
UNACKNOWLEDGED = frozenset({S.RECEIVED, S.REOPENED, S.REVIEW_REQUESTED})
"""States in which no person has taken up the present run of the case yet."""
OPEN = frozenset({*_UNDECIDED, S.REVIEW_REQUESTED, S.REVIEW_INVESTIGATING})
"""States in which the city owes the citizen something; Open311 calls them open, all others closed."""
DECISIONS = frozenset({S.DECIDED, S.REVIEW_DECIDED})
PAUSING = frozenset({S.WAITING_CITIZEN})
"""Only waiting for the citizen stops the clock."""
REVIEW = frozenset({S.REVIEW_REQUESTED, S.REVIEW_INVESTIGATING, S.REVIEW_DECIDED, S.CLOSED_FINAL})
UNTOLD = frozenset({S.SPAM, S.TRIAGE})
"""States whose reaching is no news for the citizen."""


def allowed(source: State, target: State, role: Role) -> bool:
    """Whether ``role`` may move a case from ``source`` to ``target``."""
    move = _BY_PAIR.get((source, target))
    return move is not None and role in move.roles


def targets(source: State, role: Role | None = None) -> tuple[State, ...]:
    """Where a case may go from ``source``, by anybody or by ``role``."""
    return tuple(move.target for move in MOVES if move.source == source and (role is None or role in move.roles))
