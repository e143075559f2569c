"""What the search keeps for the next start finds the same, and is never believed when something changed or broke."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.encoders import e5, use
from bot.search.concepts import texts_to_embed
from bot.search.finder import Catalogue, Finder, Result
from bot.search.rows import Scores
from bot.search.shelf import Shelf
from bot.search.thesaurus import FOLDER, read
from bot.search.vectors import VectorStore
from bot.search.weights import weights
from bot.settings import Settings
from desk.catalogue.reading import SearchText, TextKind

WORDS = """
terms:
  library: [library, book loan]
  parking: [parking, car park]
said:
  library: [I would like to read more]
  parking: [where can my car stay overnight]
"""
NAMES = {"library": "Library card", "parking": "Parking permit", "daycare": "Early education"}
QUESTIONS = ("how can I borrow books", "a place for my car", "care for my child", "zzz")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "thesaurus"
    folder.mkdir()
    (folder / "en.yml").write_text(WORDS, encoding="utf-8")
    return folder


def _finder(
    folder: Path, source: Path, texts: dict[str, str], kept: bool = True, theirs: frozenset[str] = frozenset()
) -> Finder:
    shelf = Shelf(folder / "cache")
    catalogue = Catalogue(
        lambda: [SearchText(key, "en", TextKind.NAME, name) for key, name in texts.items()], lambda: 1, lambda: theirs
    )
    store = VectorStore(folder / "vectors.db")
    words = shelf.thesaurus(source) if kept else read(source)
    for encoder in (e5(), use()):
        store.embed(encoder, texts_to_embed(words, encoder))
    settings = Settings(var=folder)
    return Finder(catalogue, store, (e5(), use()), words, weights(), settings, shelf=shelf if kept else None)


def _answers(finder: Finder) -> list[Result]:
    return [finder.find(question, "en") for question in QUESTIONS]


def _files(folder: Path) -> set[str]:
    return {path.name.split("-")[0] for path in (folder / "cache").iterdir()}


def test_a_second_start_finds_the_same_without_any_stored_vector(tmp_path: Path, source: Path) -> None:
    wanted = _answers(_finder(tmp_path, source, NAMES, kept=False))
    assert _answers(_finder(tmp_path, source, NAMES)) == wanted
    assert _files(tmp_path) == {"index", "rows", "thesaurus"}
    again = _finder(tmp_path, source, NAMES)
    again._store._connection.execute("DELETE FROM vectors")
    assert _answers(again) == wanted
    assert not list(again._store._connection.execute("SELECT * FROM vectors")), "what was kept was made again"


def test_a_changed_text_of_the_catalogue_is_found_after_a_start(tmp_path: Path, source: Path) -> None:
    _answers(_finder(tmp_path, source, NAMES))
    changed = {**NAMES, "daycare": "Swimming hall"}
    found = _finder(tmp_path, source, changed).find("Swimming hall", "en")
    assert found.hits[0].id == "daycare"


def test_whom_services_are_for_is_kept_and_a_change_of_it_found_after_a_start(tmp_path: Path, source: Path) -> None:
    def behind(theirs: frozenset[str]) -> Scores:
        index = _finder(tmp_path, source, NAMES, theirs=theirs)._current()
        return index.concepts.arrays()["organisations"]

    for _ in range(2):
        assert list(behind(frozenset({"parking"}))) == [name == "parking" for name in NAMES]
        assert not behind(frozenset()).any()


def test_a_changed_word_of_the_thesaurus_is_found_after_a_start(tmp_path: Path, source: Path) -> None:
    assert "gigot" not in str(Shelf(tmp_path / "cache").thesaurus(source).terms)
    (source / "en.yml").write_text(WORDS.replace("book loan", "gigot"), encoding="utf-8")
    assert "gigot" in str(Shelf(tmp_path / "cache").thesaurus(source).terms)


@pytest.mark.parametrize("kind", ["index", "rows", "thesaurus"])
def test_a_broken_file_is_made_anew(tmp_path: Path, source: Path, kind: str) -> None:
    wanted = _answers(_finder(tmp_path, source, NAMES))
    (path,) = (tmp_path / "cache").glob(f"{kind}-*")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert _answers(_finder(tmp_path, source, NAMES)) == wanted
    assert path.read_bytes() == whole


def test_a_thesaurus_comes_back_as_it_was_read(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first, again = shelf.thesaurus(FOLDER), shelf.thesaurus(FOLDER)
    assert (first.concepts, first.terms, first.sayings) == (again.concepts, again.terms, again.sayings)
    assert dict(first.broader) == dict(again.broader)
    assert first.digest == again.digest == read(FOLDER).digest
