"""Lines that tell what is wrong and ask nothing ("the bar downstairs thumps until three"): ``data/matters/*.tsv``,
written by us in the launch languages.

They are learnt as classes of their own, one for each kind of case that begins with them, which count for the intents
that file it (`bot.intents.model.MATTERS`). Danger is not learnt beside them: some of what they tell sounds like it, and
two held-out dangers were then missed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from bot.intents.model import MATTERS, Example
from bot.settings import ROOT

FOLDER = ROOT / "data" / "matters"


def examples() -> Iterator[Example]:
    """All lines; each file is one language's, with the columns kind and text."""
    classes = {intent.removeprefix("file_"): told for told, intent in MATTERS.items()}
    for path in sorted(FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Example(row["text"], path.stem, classes[row["kind"]])
