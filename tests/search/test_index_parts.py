"""Promises of the parts of the index: passages, rows, kept vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.encoders import Kind, ModelEncoder, Vectors, use
from bot.search import rows
from bot.search.concepts import ConceptIndex, ThesaurusRows, matrices
from bot.search.passages import Field, passages
from bot.search.rows import TermRows, VectorRows, text_terms
from bot.search.thesaurus import thesaurus
from bot.search.vectors import VectorStore, digest
from bot.search.weights import weights
from desk.catalogue.reading import SearchText, TextKind


def _unit(random: np.random.Generator, count: int, dimension: int) -> Vectors:
    vectors = random.standard_normal((count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_each_service_gets_its_nearest_text_and_one_without_text_gets_none() -> None:
    random = np.random.default_rng(3)
    vectors, query = _unit(random, 6, 8), _unit(random, 1, 8)[0]
    services = np.array([2, 0, 2, 0, 3, 2])
    best = VectorRows(vectors, services, 4).best(query)
    likeness = vectors @ query
    assert np.isnan(best[1])
    for service in (0, 2, 3):
        assert best[service] == pytest.approx(likeness[services == service].max())


def test_many_vectors_are_searched_nearly_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(4)
    vectors = _unit(random, 3000, 128)
    # Texts of people lie in few directions, unlike noise.
    vectors = vectors * np.geomspace(3, 0.01, 128).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    services = np.arange(3000) // 3
    monkeypatch.setattr(rows, "SOME", 5000)
    exact = VectorRows(vectors, services, 1000)
    monkeypatch.setattr(rows, "SOME", 100)
    monkeypatch.setattr(rows, "MANY", 100)
    made = VectorRows(vectors, services, 1000)
    assert "mean" in made.arrays()  # the main directions are in use
    near = VectorRows.restored(made.arrays(), 1000)
    for query in vectors[::300]:
        first, second = exact.best(query), near.best(query)
        assert list(np.argsort(-first)[:5]) == list(np.argsort(-second)[:5])
        assert np.abs(first - second).max() < 0.1


def test_rare_words_count_more_than_common_ones() -> None:
    found = TermRows([["permit", "parking"], ["permit", "boat"], ["permit", "noise"]], [1, 0, 2], 4)
    best = found.best(["permit", "boat"])
    assert best[0] == best.max() and best[1] > 0 and best[3] == 0
    assert not found.best(["unknown"]).any()


def test_no_texts_find_nothing() -> None:
    assert not TermRows([], [], 2).best(["word"]).any()
    assert np.isnan(
        VectorRows(np.zeros((0, 4), np.float32), np.zeros(0, np.int64), 2).best(np.ones(4, np.float32))
    ).all()


def _text(service: str, kind: TextKind, text: str) -> SearchText:
    return SearchText(service, "en", kind, text)


def test_a_name_that_many_services_share_tells_none_of_them_apart() -> None:
    texts = [_text(str(number), TextKind.CHANNEL, "Website") for number in range(5)]
    texts.append(_text("1", TextKind.CHANNEL, "Library of things"))
    assert [passage.text for passage in passages(texts)] == ["Library of things"]


def test_a_service_is_split_into_names_sentences_and_a_whole() -> None:
    texts = [
        _text("1", TextKind.NAME, "Parking permit"),
        _text("1", TextKind.DESCRIPTION, "For people who live here. It costs money.\n- Apply on the web page"),
        _text("1", TextKind.QUESTION, "can I park on my street"),
    ]
    found = {(passage.field, passage.text) for passage in passages(texts)}
    assert (Field.NAME, "Parking permit") in found
    assert (Field.SENTENCE, "Apply on the web page") in found
    assert (Field.QUESTION, "can I park on my street") in found
    assert any(field is Field.WHOLE and text.startswith("Parking permit. For people") for field, text in found)


class _Counting:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.texts.extend(texts)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_no_text_is_embedded_twice_even_after_a_restart(tmp_path: Path) -> None:
    model = _Counting()
    encoder = ModelEncoder("counting/1", 2, None, model)
    texts = [(Kind.QUERY, "one"), (Kind.QUERY, "two"), (Kind.QUERY, "one")]
    heard: list[tuple[int, int]] = []
    store = VectorStore(tmp_path / "vectors.db")
    assert store.embed(encoder, texts, lambda done, total: heard.append((done, total))) == 2
    store.close()
    again = VectorStore(tmp_path / "vectors.db")
    assert again.embed(encoder, texts) == 0
    assert model.texts == ["one", "two"] and heard[-1] == (2, 2)


def test_another_version_of_an_encoder_has_vectors_of_its_own(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "vectors.db")
    store.embed(ModelEncoder("counting/1", 2, None, _Counting()), [(Kind.QUERY, "one")])
    assert store.missing(ModelEncoder("counting/2", 2, None, _Counting()), [(Kind.QUERY, "one")])
    assert store.missing(ModelEncoder("counting/1", 2, None, _Counting()), [(Kind.PASSAGE, "one")])


def test_vectors_made_in_several_processes_are_the_same(tmp_path: Path) -> None:
    texts = [(Kind.QUERY, f"question number {number}") for number in range(520)]
    store = VectorStore(tmp_path / "vectors.db")
    assert store.embed(use(), texts, processes=2) == 520
    last = digest(use().name, Kind.QUERY, "question number 519")
    made = store.get([last])[last]
    store.close()
    assert np.allclose(made, use().encode(["question number 519"])[0], atol=1e-3)


def _concepts(names: Sequence[str], organisations: Sequence[int] = ()) -> ConceptIndex:
    """Services of these names; those at ``organisations`` are for organisations alone."""
    words = thesaurus()
    found = passages(_text(str(number), TextKind.NAME, name) for number, name in enumerate(names))
    numbers = {str(number): number for number in range(len(names))}
    theirs = np.isin(np.arange(len(names)), organisations).astype(np.float32)
    rows = ThesaurusRows(words, [], {}, {}, {})
    return ConceptIndex(rows, weights().concepts, *matrices(words, found, numbers), theirs)


def _about(names: Sequence[str], question: str) -> tuple[float, float]:
    """What the thesaurus adds to the first of services with these names, and to the most of another."""
    index = _concepts(names)
    strengths = index.strengths(question, ["en"], {})
    scores = index.about(strengths) - 0.5 * index.besides(strengths)
    return float(scores[0]), float(max(scores[1:], default=0.0))


def test_services_for_organisations_stand_behind_unless_the_question_is_about_theirs() -> None:
    index = _concepts(["Day care place", "Food premises", "Parking permit", "Notice by a private daycare"], (1, 3))

    def behind(question: str) -> list[float]:
        return [float(one) for one in index.for_others(index.strengths(question, ["en"], {}))]

    ours, theirs, permit, notice = behind("a day care place")
    assert ours == permit == 0 and theirs == notice > 0.5
    assert max(behind("I open a restaurant")) < 0.1
    assert behind("xyzzy") == [0, 1, 0, 1]


STARS = ("Why the sky is dark", "How far is a quasar", "What a comet's tail is made of", "The rings of Saturn")


def test_the_thesaurus_is_believed_only_where_it_knows_the_register() -> None:
    town, other = _about(("Parking permit", "Swimming hall", "Building permit", "Day care place"), "resident parking")
    assert town > 5 * max(other, 0.1)
    stars, _ = _about(("A parking permit for satellites in orbit", *STARS), "resident parking")
    assert 0 < stars < town / 5
    assert _about(STARS, "resident parking") == (0.0, 0.0)


def test_a_word_is_found_in_its_forms_and_inside_a_compound() -> None:
    texts = ["Päivähoitopaikan hakeminen kunnalta", "Rakennusluvan hakeminen", "Venepaikan vuokraus"]
    found = TermRows([text_terms(text) for text in texts], [0, 1, 2], 3)
    assert found.best(text_terms("päivähoito")).argmax() == 0
    assert found.best(text_terms("mistä saan luvan rakennukselle")).argmax() == 1
    assert found.best(text_terms("venepaikkoja")).argmax() == 2
