"""Public evaluation sets that nobody here wrote or trained on, beside the floors that character n-grams reach on them.

The sets are read where LOKET_SHARED points; where it is absent, this benchmark says so and has no rows. What each set
is and where it comes from stands in its own README there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row
from bot.encoders import e5, use
from bot.search.finder import Catalogue, Finder, vector_store
from bot.search.index import vector_kind
from bot.search.passages import passages
from bot.search.thesaurus import thesaurus
from bot.search.weights import weights
from bot.settings import Settings, current
from desk.catalogue.reading import SearchText, TextKind

ANSWER_LENGTH = 2000


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _covid(folder: Path, language: str) -> tuple[list[SearchText], list[tuple[str, str]]]:
    """Official questions as texts, citizens' paraphrases as (official question, paraphrase)."""
    path = folder / "covid_gov_faq_de_en_it_pl_sv" / f"eval_question_similarity_{language}.csv"
    pairs = [(row["question_1"], row["question_2"]) for row in _rows(path) if row["similar"] == "1"]
    numbers = {question: str(number) for number, question in enumerate(dict.fromkeys(first for first, _ in pairs))}
    texts = [SearchText(number, language, TextKind.NAME, question) for question, number in numbers.items()]
    return texts, [(numbers[first], second) for first, second in pairs]


def _answers(path: Path, language: str) -> tuple[list[SearchText], list[tuple[str, str]]]:
    """Answers as texts, questions as (number of the right answer, question)."""
    rows = list(_rows(path))
    texts = [
        SearchText(str(number), language, TextKind.DESCRIPTION, row["answer"][:ANSWER_LENGTH])
        for number, row in enumerate(rows)
    ]
    return texts, [(str(number), row["question"]) for number, row in enumerate(rows)]


def _first_rate(settings: Settings, texts: list[SearchText], questions: list[tuple[str, str]], language: str) -> float:
    store = vector_store(settings)
    for encoder in (e5(), use()):
        store.embed(encoder, [(vector_kind(encoder, passage), passage.text) for passage in passages(texts)])
    finder = Finder(Catalogue(lambda: texts, lambda: 1), store, (e5(), use()), thesaurus(), weights(), settings)
    right = 0
    for wanted, question in questions:
        hits = finder.find(question, language, 1).hits
        right += bool(hits) and hits[0].id == wanted
    return right / len(questions)


def measure() -> list[Row]:
    """First-hit rates; a row each set, its floor as the goal."""
    settings = current()
    folder = settings.shared / "data" / "evaluation"
    if not folder.is_dir():
        print(f"The evaluation sets are absent ({folder}): set LOKET_SHARED.")
        return []
    swefaq, rijk = folder / "swefaq_sv", folder / "rijksoverheid_nl"
    sets = (
        ("covid paraphrase to official question, de", _covid(folder, "de"), "de", 0.31),
        ("covid paraphrase to official question, en", _covid(folder, "en"), "en", 0.62),
        ("rijksoverheid question to answer, nl", _answers(rijk / "faq_nl.csv", "nl"), "nl", 0.60),
        ("swefaq question to answer, test, sv", _answers(swefaq / "swefaq_test.csv", "sv"), "sv", 0.50),
        ("swefaq question to answer, dev, sv", _answers(swefaq / "swefaq_dev.csv", "sv"), "sv", 0.57),
    )
    rows = []
    for name, (texts, questions), language, floor in sets:
        rate = _first_rate(settings, texts, questions, language)
        peer = f"character n-grams {floor:.2f}"
        rows.append(Row(name, rate, "first", peer, rate / floor, "more than character n-grams", rate > floor))
    return rows
