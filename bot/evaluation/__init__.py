"""Measures of the assistant's parts on files of examples: one module a part, each with ``evaluate(path) -> Report``."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

# Rates are floats from 0 to 1, counts are ints.
Values = Mapping[str, float]


class Report(TypedDict):
    """What was measured over all examples, and for each language (ISO 639-1)."""

    all: Values
    languages: Mapping[str, Values]


class FileError(ValueError):
    """A file of examples is wrong; the text names the line and says how to mend it."""


def read_tsv(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a file of ``columns`` separated by tabs, with or without a line that names them.

    Blank lines and lines that begin with # are passed over. Raises `FileError`.
    """
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    order = list(columns)
    rows: list[dict[str, str]] = []
    for number, line in kept:
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))]
        if not rows and set(columns) <= set(cells):
            order = cells
            continue
        if len(cells) < len(order):
            wanted = ", ".join(order)
            raise FileError(f"{path.name}, line {number}: {len(cells)} columns. Give {wanted}, separated by tabs.")
        rows.append(dict(zip(order, cells, strict=False)))
    if not rows:
        raise FileError(f"{path.name} holds no examples. Give lines of {', '.join(columns)}, separated by tabs.")
    return rows
