"""How often the service that is meant comes first, and among the first three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bot.cli.desk import open_desk
from bot.evaluation import FileError, Report, Values, read_tsv

_FIRST_FEW = 3
_NOWHERE = 1_000_000


def evaluate(*paths: Path) -> Report:
    """Search the active catalogue for each question of ``paths`` (columns ids, lang, question).

    "first" and "three" are the shares of questions for which an acceptable service came first, and among the first
    three; "n" is their number. Raises `FileError`, also when no service of the file is in the catalogue.
    """
    open_desk()
    from bot.search.finder import finder
    from desk.catalogue import reading

    rows = [row for path in paths for row in read_tsv(path, ("ids", "lang", "question"))]
    known = {identifier for identifier, _ in reading.services("en")}
    wanted = [{identifier.strip() for identifier in row["ids"].split(",")} for row in rows]
    if not any(ids & known for ids in wanted):
        raise FileError("no service of the file is in the active catalogue: import the catalogue that it was made for.")
    places: dict[str, list[int]] = defaultdict(list)
    for row, ids in zip(rows, wanted, strict=True):
        hits = finder().find(row["question"], row["lang"]).hits
        places[row["lang"]].append(next((place for place, hit in enumerate(hits) if hit.id in ids), _NOWHERE))
    return {
        "all": _rates(place for several in places.values() for place in several),
        "languages": {language: _rates(several) for language, several in sorted(places.items())},
    }


def _rates(places: Iterable[int]) -> Values:
    each = list(places)
    return {
        "first": round(sum(place == 0 for place in each) / len(each), 4),
        "three": round(sum(place < _FIRST_FEW for place in each) / len(each), 4),
        "n": len(each),
    }
