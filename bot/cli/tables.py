"""What commands about the desk share: Django set up, rows printed for people or programs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any


def set_up_desk() -> None:
    """Make the desk's models usable in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    import django

    django.setup()


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool, empty: str) -> None:
    """Print ``rows`` as a JSON list, or as a table headed by ``columns``; ``empty`` where there is none."""
    if as_json:
        print(json.dumps(list(rows), indent=2, ensure_ascii=False))
        return
    if not rows:
        print(empty)
        return
    lines = [[name.replace("_", " ") for name in columns], *([str(row[name]) for name in columns] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(columns) - 1)]
    for line in lines:
        print("  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]))
