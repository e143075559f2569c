"""Which category a citizen's words mean, on lines that were written apart (tests/data/cases).

How far ahead a category must be to be taken without asking was set on the lines of ``dev-categories.tsv``; how often
that is so, and right then, is told for these too.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

from benchmarks.table import Row, at_least
from bot.settings import LAUNCH_LANGUAGES, ROOT, current

LINES = ROOT / "tests" / "data" / "cases"
_FIRST, _THREE = 0.85, 0.97


def measure() -> list[Row]:
    """First hit and first three over all languages, and the first hit of each language."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    import django

    django.setup()
    from django.db import connection, transaction

    connection.settings_dict["NAME"] = str(current().var / "bench-categories.db")
    connection.close()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from actions.forms.likeness import embed_missing
    from desk.cases.importing import import_categories

    with transaction.atomic():
        import_categories(ROOT / "data" / "town" / "categories.yml")
    embed_missing()
    return _rows()


def _rows() -> list[Row]:
    from actions.forms.reading import proposals

    hits: dict[str, list[int]] = defaultdict(list)
    for path in sorted(LINES.glob("categories-*.tsv")):
        language = path.stem.removeprefix("categories-")
        for row in _lines(path):
            found = [one.slug for one in proposals(row["text"], language, "")]
            hits[language].append(found.index(row["category"]) if row["category"] in found else len(found) + 3)
    every = [place for places in hits.values() for place in places]
    rows = [
        at_least("category from words, first, all languages", _share(every, 1), "", _FIRST),
        at_least("category from words, among three, all languages", _share(every, 3), "", _THREE),
    ]
    for language in LAUNCH_LANGUAGES:
        if hits.get(language):
            first, three = _share(hits[language], 1), _share(hits[language], 3)
            rows.append(Row(f"category from words, {language}, first", first, ""))
            rows.append(Row(f"category from words, {language}, among three", three, ""))
    return [*rows, *_taken()]


def _taken() -> list[Row]:
    """How often a category of the development lines is taken, or asked about alone, and right then."""
    from actions.forms.reading import clear, proposals, sure

    lines = _lines(LINES / "dev-categories.tsv")
    found = [(row["category"], proposals(row["text"], row["language"], "")) for row in lines]
    rows = []
    for name, holds in (("taken without asking", sure), ("asked about alone, or taken", clear)):
        right = [bool(some) and some[0].slug == meant for meant, some in found if holds(some)]
        rows.append(Row(f"development lines, category {name}", len(right) / len(found), ""))
        rows.append(Row(f"development lines, category {name}, right then", sum(right) / max(len(right), 1), ""))
    first = [bool(some) and some[0].slug == meant for meant, some in found]
    return [Row("development lines, first", sum(first) / len(first), ""), *rows]


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _share(places: list[int], most: int) -> float:
    return sum(place < most for place in places) / len(places)
