"""Lines that danger is learnt from: ``data/danger/*.tsv``, written by us in the eight launch languages.

Those that tell of danger are examples of the intent ``danger``; those that only sound like it are `HARMLESS`.
"""

from __future__ import annotations

import csv

from bot.danger.model import HARMLESS
from bot.danger.rules import FOLDER
from bot.intents.model import DANGER, Example


def examples() -> list[Example]:
    """All lines, in the order of the files' names."""
    found = []
    for path in sorted(FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append(Example(row["text"], row["lang"], DANGER if row["danger"] == "1" else HARMLESS))
    return found
