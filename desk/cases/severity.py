"""How grave a case is: ISO 10002 clause 7.5's five criteria, apart from the priority that staff give it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from desk.cases.kinds import Severity

_MOST = 3


@dataclasses.dataclass(frozen=True)
class Criteria:
    """Each from 0 (none) to 3 (grave): harm done, danger to people, complexity, how many it concerns, need to act."""

    severity: int = 0
    safety: int = 0
    complexity: int = 0
    impact: int = 0
    immediate: int = 0

    def __post_init__(self) -> None:
        for name, value in dataclasses.asdict(self).items():
            if not 0 <= value <= _MOST:
                raise ValueError(f"{name} is {value}: give 0 (none) to 3 (grave)")

    @classmethod
    def of(cls, data: Mapping[str, int]) -> Criteria:
        return cls(**{name: int(data.get(name, 0)) for name in cls.__dataclass_fields__})

    def as_data(self) -> dict[str, int]:
        return dataclasses.asdict(self)


def at_filing(danger: bool) -> Criteria:
    """What the words alone tell: danger to people needs action at once."""
    return Criteria(safety=_MOST, immediate=_MOST) if danger else Criteria()


def level(criteria: Criteria, usual: int) -> Severity:
    """The level of a case whose category usually has level ``usual``. Danger to people is urgent at once."""
    if criteria.safety >= 2 or criteria.immediate >= _MOST:
        return Severity.URGENT
    gravest = max(criteria.severity, criteria.safety, criteria.impact, criteria.immediate)
    complex_or_worse = max(gravest, criteria.complexity - 1)
    return Severity(max(usual, min(complex_or_worse + 1, Severity.HIGH) if complex_or_worse else Severity.LOW))
