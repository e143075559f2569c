"""Regular expressions that are compiled once, not at every start.

The phrases of eight languages make hundreds of long expressions, whose compilation takes seconds. Python has no way
to keep a compiled expression, but its compiler's last step takes a list of numbers, which can be kept. Python checks
such a list when it takes it, and one of another Python is not looked at. Why: docs/decisions/0009-start.md.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import hashlib
import re
import sre_compile
import sre_parse
import threading
from array import array
from pathlib import Path
from typing import Any

from bot import kept
from bot.settings import current

# (flags, number of groups, groups' names, code)
_Form = tuple[int, int, dict[str, int], bytes]
_WORTH_KEEPING = 60  # characters; shorter expressions are compiled sooner than they are found


class Patterns:
    """The expressions of one file. Safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[bytes, _Form] | None = None
        self._used: dict[bytes, _Form] = {}
        self._new = False

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """What ``re.compile(pattern)`` gives. Raises `re.error`."""
        if len(pattern) < _WORTH_KEEPING:
            return re.compile(pattern)
        key = hashlib.blake2b(pattern.encode(), digest_size=16).digest()
        form = self._read().get(key)
        found = _restored(pattern, form) if form is not None else None
        if form is None or found is None:
            form = _made(pattern)
            found = _restored(pattern, form)
            self._new = True
        with self._lock:
            self._used[key] = form
        return found if found is not None else re.compile(pattern)

    def keep(self) -> None:
        """Write down what was used, if some of it is new."""
        with self._lock:
            if self._new:
                kept.put(self._path, (_version(), dict(self._used)))
                self._new = False

    def _read(self) -> dict[bytes, _Form]:
        with self._lock:
            if self._known is None:
                found = kept.get(self._path)
                self._known = found[0][1] if found is not None and found[0][0] == _version() else {}
            return self._known


def _version() -> tuple[str, int, int]:
    return kept.version(), int(_sre.MAGIC), int(_sre.CODESIZE)


def _made(pattern: str) -> _Form:
    parsed = sre_parse.parse(pattern)
    code = sre_compile._code(parsed, 0)  # type: ignore[attr-defined]
    return parsed.state.flags, parsed.state.groups - 1, dict(parsed.state.groupdict), array("I", code).tobytes()


def _restored(pattern: str, form: _Form) -> re.Pattern[str] | None:
    flags, groups, names, code = form
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    try:
        found: Any = _sre.compile(pattern, flags, array("I", code).tolist(), groups, names, tuple(by_number))
    except (RuntimeError, TypeError, ValueError, OverflowError):  # "invalid SRE code"
        return None
    return found  # type: ignore[no-any-return]


_process: Patterns | None = None
_making = threading.Lock()


def _of_process() -> Patterns:
    global _process
    with _making:
        if _process is None:
            _process = Patterns(current().var / "cache" / "patterns")
        return _process


def compiled(pattern: str) -> re.Pattern[str]:
    """What ``re.compile(pattern)`` gives, from what an earlier start kept. Raises `re.error`."""
    return _of_process().compiled(pattern)


def keep() -> None:
    """Let the next start find the expressions that this process uses."""
    _of_process().keep()
