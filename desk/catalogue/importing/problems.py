"""What is wrong with a file, told to whoever can mend it."""

from __future__ import annotations

import dataclasses


class ImportFailed(Exception):
    """Nothing of a file can be used; the text says why and how to mend it."""


@dataclasses.dataclass(frozen=True)
class Problem:
    """One fault: of which service (identifier, "" for the whole file), in which property, and what to do about it.

    A service with a serious problem is not imported.
    """

    service: str
    label: str
    property: str
    remedy: str
    serious: bool = True

    def __str__(self) -> str:
        who = f"{self.service} ({self.label})" if self.label and self.label != self.service else self.service
        return f"{'error' if self.serious else 'note'}: {who or 'file'}: {self.property}: {self.remedy}"
