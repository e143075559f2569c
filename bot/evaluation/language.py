"""How often a text's language is found, without knowing the conversation."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from bot import language
from bot.evaluation import Report, Values, read_tsv


def evaluate(*paths: Path) -> Report:
    """Identify each text of ``paths`` (columns lang, text): "accuracy" and "n" by language. Raises `FileError`."""
    right: dict[str, list[bool]] = defaultdict(list)
    for path in paths:
        for row in read_tsv(path, ("lang", "text")):
            right[row["lang"]].append(language.identify(row["text"]).written == row["lang"])
    return {
        "all": _rates([one for several in right.values() for one in several]),
        "languages": {code: _rates(several) for code, several in sorted(right.items())},
    }


def _rates(right: list[bool]) -> Values:
    return {"accuracy": round(sum(right) / len(right), 4), "n": len(right)}
