"""How many dangers are missed, and how many ordinary texts are taken for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.danger import in_doubt, judge
from bot.evaluation import FileError, Report, Values, read_tsv
from bot.evaluation.intents import Models, trained_models
from bot.intents.model import Stage


@dataclass(frozen=True)
class _Judged:
    """Whether a text tells of ``danger``, whether one was ``named`` in it, and whether it was only in doubt."""

    danger: bool
    named: bool
    doubted: bool


def evaluate(*paths: Path) -> Report:
    """Judge each text of ``paths`` (columns danger, lang, text), with the trained assistant's vote where there is one.

    "missed" and "false" are counts, "n" the number of texts, of which "dangers" tell of danger; "doubted dangers" and
    "doubted" ordinary texts are told the emergency number and answered besides. Raises `FileError`.
    """
    models = trained_models()
    judged: dict[str, list[_Judged]] = defaultdict(list)
    for path in paths:
        for row in read_tsv(path, ("danger", "lang", "text")):
            if row["danger"] not in ("0", "1"):
                raise FileError(f"{path.name}: danger is {row['danger']!r}. Give 1 or 0.")
            judged[row["lang"]].append(_judged(models, row))
    return {
        "all": _counts([one for several in judged.values() for one in several]),
        "languages": {code: _counts(several) for code, several in sorted(judged.items())},
    }


def _judged(models: Models | None, row: Mapping[str, str]) -> _Judged:
    believed = 0.0
    if models is not None:
        judged = models.intents.judge(row["text"], row["lang"])
        plain = judged.stage is Stage.SPELLING
        believed = models.danger.belief(row["text"], row["lang"], plain, judged.gloss).probability
    found = judge(row["text"], row["lang"], lambda: believed)
    return _Judged(row["danger"] == "1", found is not None, in_doubt(found, believed))


def _counts(judged: list[_Judged]) -> Values:
    return {
        "missed": sum(one.danger and not one.named and not one.doubted for one in judged),
        "doubted dangers": sum(one.danger and one.doubted for one in judged),
        "false": sum(one.named and not one.danger for one in judged),
        "doubted": sum(one.doubted and not one.danger for one in judged),
        "dangers": sum(one.danger for one in judged),
        "n": len(judged),
    }
