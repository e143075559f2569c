"""Promises of what the thesaurus teaches: wording is told from meaning, and nothing is learnt of nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot import kept
from bot.encoders import Vectors
from bot.search.learnt import Learnt, Numbers

COUNT, WIDTH, OF_EACH = 12, 48, 20


def _texts(seed: int) -> tuple[Vectors, Numbers]:
    """Texts of `COUNT` concepts that differ much by wording (the last half of the numbers), and little by meaning."""
    random = np.random.default_rng(seed)
    concepts = np.repeat(np.arange(COUNT, dtype=np.int64), OF_EACH)
    meanings = np.random.default_rng(1).standard_normal((COUNT, WIDTH // 2))
    meaning = meanings[concepts] + 0.3 * random.standard_normal((len(concepts), WIDTH // 2))
    wording = 3 * random.standard_normal((len(concepts), WIDTH // 2))
    vectors = np.concatenate([meaning, wording], axis=1).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32), concepts


def _right(likeness: Vectors, of_texts: Numbers, wanted: Numbers) -> float:
    return float((of_texts[likeness.argmax(axis=1)] == wanted).mean())


def test_the_nearest_text_is_one_of_the_same_meaning_whatever_the_wording() -> None:
    vectors, concepts = _texts(2)
    asked, wanted = _texts(3)
    learnt = Learnt.of(vectors, concepts, COUNT, turning=True)
    before = _right(asked @ vectors.T, concepts, wanted)
    after = _right(learnt.turned(asked) @ learnt.turned(vectors).T, concepts, wanted)
    assert before < 0.5 < 0.7 < after


def test_a_text_near_to_no_other_bears_its_concepts_mark() -> None:
    vectors, concepts = _texts(2)
    asked, wanted = _texts(3)
    learnt = Learnt.of(vectors, concepts, COUNT, turning=False)
    marked = [int(learnt.marks(vector).argmax()) for vector in asked]
    assert np.mean(np.array(marked) == wanted) > 0.9


def test_one_question_is_turned_as_many_are() -> None:
    vectors, concepts = _texts(2)
    learnt = Learnt.of(vectors, concepts, COUNT, turning=True)
    assert np.allclose(learnt.turned(vectors[5]), learnt.turned(vectors)[5], atol=1e-5)
    assert np.allclose(np.linalg.norm(learnt.turned(vectors), axis=1), 1.0, atol=1e-5)


def test_of_no_vectors_nothing_is_learnt_and_vectors_stay() -> None:
    nothing = np.zeros((0, WIDTH), dtype=np.float32)
    learnt = Learnt.of(nothing, np.zeros(0, dtype=np.int64), COUNT, turning=True)
    asked, _ = _texts(3)
    assert np.array_equal(learnt.turned(asked), asked)
    assert not learnt.marks(asked[0]).any()


def test_concepts_of_one_text_each_turn_nothing() -> None:
    vectors, _ = _texts(2)
    learnt = Learnt.of(vectors[:COUNT], np.arange(COUNT), COUNT, turning=True)
    assert np.array_equal(learnt.turned(vectors), vectors)


def test_what_was_learnt_is_kept_whole(tmp_path: Path) -> None:
    for turning in (True, False):
        learnt = Learnt.of(*_texts(2), COUNT, turning)
        kept.put(tmp_path / "learnt", None, learnt.arrays())
        found = kept.get(tmp_path / "learnt")
        assert found is not None
        again = Learnt.restored(found[1])
        asked, _ = _texts(3)
        assert np.array_equal(again.turned(asked), learnt.turned(asked))
        assert np.array_equal(again.marks(asked[0]), learnt.marks(asked[0]))
