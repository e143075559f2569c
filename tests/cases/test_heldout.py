"""The data that numbers on cases are measured with keeps its shape: eight lines a category, fifty people a language."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

TREE = Path(__file__).resolve().parents[2]
HELD_OUT = TREE / "tests" / "data" / "cases"
LANGUAGES = ("en", "fi", "sv", "de", "fr", "es", "ar", "uk")
KINDS = {
    "question": 3,
    "service_request": 18,
    "suggestion": 5,
    "praise": 4,
    "complaint": 14,
    "appeal": 2,
    "accessibility_feedback": 2,
    "data_request": 2,
}
ANSWERS = {"what", "where", "when", "evidence", "remedy", "contact"}
SAID = {"what", "where", "when", "remedy", "contact"}


def slugs() -> set[str]:
    """Every category of the demo town."""
    tree = yaml.safe_load((TREE / "data" / "town" / "categories.yml").read_text(encoding="utf-8"))
    return {category["slug"] for group in tree["groups"] for category in group["categories"]}


def citizens(language: str) -> list[dict[str, Any]]:
    """The people who file a case in this language."""
    people: list[dict[str, Any]] = yaml.safe_load((HELD_OUT / f"citizens-{language}.yml").read_text(encoding="utf-8"))
    return people


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_has_eight_different_lines(language: str) -> None:
    with (HELD_OUT / f"categories-{language}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert Counter(row["category"] for row in rows) == dict.fromkeys(slugs(), 8)
    assert len({row["text"].strip().casefold() for row in rows}) == len(rows)
    assert all(row["text"].strip() for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifty_citizens_of_every_kind_know_what_they_want(language: str) -> None:
    people = citizens(language)
    assert Counter(person["kind"] for person in people) == KINDS
    assert {person["category"] for person in people} == slugs()
    assert len({person["opening"] for person in people}) == len(people) == 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_citizens_have_an_answer_to_whatever_they_are_asked(language: str) -> None:
    for person in citizens(language):
        assert set(person) == {"opening", "kind", "category", "said", "answers"}
        assert set(person["said"]) <= SAID
        assert set(person["answers"]) == ANSWERS
        assert all(isinstance(answer, str) and answer.strip() for answer in person["answers"].values())
