"""Promises of the search as a whole, with the real encoders over a small town."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.encoders import e5, use
from bot.search.finder import Catalogue, Finder, Verdict
from bot.search.thesaurus import thesaurus
from bot.search.vectors import VectorStore
from bot.search.weights import weights
from bot.settings import Settings
from desk.catalogue.reading import SearchText, TextKind

NAMES = {
    "parking": {"en": "Residents' parking permit", "fi": "Asukaspysäköintitunnus"},
    "daycare": {"en": "Early childhood education", "fi": "Varhaiskasvatus"},
    "library": {"en": "Libraries and their opening hours", "fi": "Kirjastot ja aukioloajat"},
    "building": {"en": "Building permit", "fi": "Rakennuslupa"},
    "dentist": {"en": "Dental care", "fi": "Hammashoito"},
    "waste": {"en": "Waste collection", "fi": "Jätehuolto"},
    "pool": {"en": "Swimming hall", "fi": "Uimahalli"},
    "funeral": {"en": "Funeral grant", "fi": "Hautausavustus"},
    "boats": {"en": "Boat berths", "fi": "Venepaikat"},
    "food": {"en": "Food premises notification", "fi": "Ilmoitus elintarvikehuoneistosta"},
}


class _Town:
    """A catalogue that can be changed."""

    def __init__(self) -> None:
        self.texts = [
            SearchText(service, language, TextKind.NAME, name)
            for service, names in NAMES.items()
            for language, name in names.items()
        ]
        self.number = 1

    def add(self, service: str, name: str) -> None:
        self.texts.append(SearchText(service, "en", TextKind.NAME, name))
        self.number += 1


def _finder(town: _Town, folder: Path, settings: Settings | None = None) -> Finder:
    catalogue = Catalogue(lambda: list(town.texts), lambda: town.number)
    store = VectorStore(folder / "vectors.db")
    return Finder(catalogue, store, (e5(), use()), thesaurus(), weights(), settings or Settings(var=folder))


@pytest.fixture(scope="module")
def town() -> _Town:
    return _Town()


@pytest.fixture(scope="module")
def finder(town: _Town, tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return _finder(town, tmp_path_factory.mktemp("search"))


@pytest.mark.parametrize(
    ("language", "question", "service"),
    [
        ("en", "how much is it to park on my own street", "parking"),
        ("fi", "mistä saan päivähoitopaikan", "daycare"),
        ("sv", "hur länge har biblioteket öppet", "library"),
        ("de", "Ich möchte eine Garage bauen", "building"),
        ("fr", "j'ai mal aux dents", "dentist"),
        ("es", "no han recogido la basura", "waste"),
        ("ar", "أين يمكنني السباحة", "pool"),
        ("uk", "немає грошей на похорон", "funeral"),
        ("en", "I need a mooring for my bote", "boats"),
        ("it", "vorrei aprire un ristorante", "food"),
    ],
)
def test_a_question_in_own_words_and_language_finds_the_service(
    finder: Finder, language: str, question: str, service: str
) -> None:
    assert finder.find(question, language).hits[0].id == service


def test_a_plain_name_is_answered_at_once(finder: Finder) -> None:
    result = finder.find("building permit", "en")
    assert result.verdict is Verdict.SURE and result.hits[0].id == "building"


@pytest.mark.parametrize("text", ["", "  ", "?!", "\n\n"])
def test_nothing_asked_is_lost_not_an_error(finder: Finder, text: str) -> None:
    assert finder.find(text, "en").verdict is Verdict.LOST


def test_likelihoods_are_between_nothing_and_all_and_fall(finder: Finder) -> None:
    scores = [hit.score for hit in finder.find("permit for my house", "en").hits]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.001


def test_settings_overrule_the_calibrated_thresholds(town: _Town, tmp_path: Path) -> None:
    strict = _finder(town, tmp_path, Settings(var=tmp_path, search_sure=0.9999, search_unsure=0.9998))
    assert strict.find("something about permits", "en").verdict is Verdict.LOST


def test_the_service_just_spoken_of_can_be_preferred(finder: Finder) -> None:
    plain = finder.find("permit", "en").hits[0].id
    other = "parking" if plain != "parking" else "building"
    assert finder.find("permit", "en", boost={other: 20.0}).hits[0].id == other


def test_a_new_service_is_found_by_its_name_within_a_second_and_a_half(tmp_path: Path) -> None:
    town = _Town()
    finder = _finder(town, tmp_path)
    finder.find("beekeeping in the city", "en")
    town.add("bees", "Beekeeping notification")
    time.sleep(0.6)
    start = time.monotonic()
    assert finder.find("beekeeping in the city", "en").hits[0].id == "bees"
    assert time.monotonic() - start < 1.5


def test_an_empty_catalogue_is_lost(tmp_path: Path) -> None:
    town = _Town()
    town.texts.clear()
    assert _finder(town, tmp_path).find("parking", "en").verdict is Verdict.LOST


def test_threads_find_what_one_thread_finds(finder: Finder) -> None:
    questions = [name for names in NAMES.values() for name in names.values()]
    alone = [finder.find(question, "en").hits for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda question: finder.find(question, "en").hits, questions)) == alone
