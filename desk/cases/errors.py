"""What can go wrong with a case, each told to the one who can mend it.

``message`` is the id of the text that says it to a citizen (locale/<language>/*.ftl); ``arguments`` go into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class CaseError(Exception):
    """A rule of cases was not kept. The exception's text is for staff and operators."""

    message = "case-error"

    def __init__(self, text: str, **arguments: Any) -> None:
        super().__init__(text)
        self.arguments: Mapping[str, Any] = arguments


class CodeUnreadable(CaseError):
    """What was given has neither the length nor the signs of a tracking code."""

    message = "case-code-unreadable"


class CodeMistyped(CaseError):
    """The check sign does not fit: one sign is wrong or two were swapped. Says nothing about any case."""

    message = "case-code-mistyped"


class CodeUnknown(CaseError):
    """The code is well formed and no case has it."""

    message = "case-code-unknown"


class TooManyLookUps(CaseError):
    """Too many wrong codes; ``arguments["seconds"]`` and ``["minutes"]`` say when to try again."""

    message = "case-code-too-many"


class MoveForbidden(CaseError):
    """The table of moves has no such move for this actor."""

    message = "case-move-forbidden"


class Changed(CaseError):
    """Someone else acted on the case in the meantime; nothing was overwritten. Look at it again."""

    message = "case-changed"


class NotPossible(CaseError):
    """The case, the draft or the category does not allow it now."""

    message = "case-not-possible"


class Missing(CaseError):
    """Something that is needed was not given; ``arguments["fields"]`` names it."""

    message = "case-missing"


class FileRefused(CaseError):
    """A file is not taken; ``message`` says why."""

    def __init__(self, message: str, text: str, **arguments: Any) -> None:
        super().__init__(text, **arguments)
        self.message = message
