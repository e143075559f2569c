"""How many dangers are missed, and how many ordinary texts are taken for one."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from pathlib import Path

from bot.danger import judge
from bot.evaluation import FileError, Report, Values, read_tsv
from bot.evaluation.intents import Models, trained_models
from bot.intents.model import Stage


def evaluate(*paths: Path) -> Report:
    """Judge each text of ``paths`` (columns danger, lang, text), with the trained assistant's vote where there is one.

    "missed" and "false" are counts, "n" the number of texts, of which "dangers" tell of danger. Raises `FileError`.
    """
    models = trained_models()
    judged: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for path in paths:
        for row in read_tsv(path, ("danger", "lang", "text")):
            if row["danger"] not in ("0", "1"):
                raise FileError(f"{path.name}: danger is {row['danger']!r}. Give 1 or 0.")
            found = judge(row["text"], row["lang"], partial(_vote, models, row["text"], row["lang"])) is not None
            judged[row["lang"]].append((row["danger"] == "1", found))
    return {
        "all": _counts([one for several in judged.values() for one in several]),
        "languages": {code: _counts(several) for code, several in sorted(judged.items())},
    }


def _vote(models: Models | None, text: str, written: str) -> float:
    if models is None:
        return 0.0
    plain = models.intents.judge(text, written).stage is Stage.SPELLING
    return models.danger.belief(text, written, plain).probability


def _counts(judged: list[tuple[bool, bool]]) -> Values:
    return {
        "missed": sum(danger and not found for danger, found in judged),
        "false": sum(found and not danger for danger, found in judged),
        "dangers": sum(danger for danger, _ in judged),
        "n": len(judged),
    }
