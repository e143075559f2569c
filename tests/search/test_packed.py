"""Promises of vectors packed into 8 bits: the same likenesses, nearly, however they were kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot import kept
from bot.encoders import Vectors
from bot.search import rows
from bot.search.packed import PackedVectors
from bot.search.rows import VectorRows


def _vectors(count: int, width: int) -> Vectors:
    made = np.random.default_rng(5).standard_normal((count, width)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("width", [384, 512, 100])
def test_likenesses_are_those_of_floats_but_for_little(width: int) -> None:
    vectors = _vectors(3000, width)
    packed = PackedVectors.of(vectors)
    for query in _vectors(20, width):
        off = np.abs(packed.products(query) - vectors @ query)
        assert off.max() < 0.005 and off.mean() < 0.001


def test_a_vector_of_zeros_is_like_nothing() -> None:
    vectors = _vectors(4, 384)
    vectors[2] = 0
    assert PackedVectors.of(vectors).products(vectors[0])[2] == pytest.approx(0.0, abs=1e-6)


def test_what_was_kept_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "SOME", 10)
    vectors = _vectors(60, 384)
    made = VectorRows(vectors, np.arange(60) % 7, 8)
    kept.put(tmp_path / "rows", None, made.arrays())
    found = kept.get(tmp_path / "rows")
    assert found is not None
    again = VectorRows.restored(found[1], 8)
    for query in vectors[:10]:
        best = made.best(query)
        assert np.array_equal(again.best(query), best, equal_nan=True)
        assert np.isnan(best[7]) and best[:7].max() == pytest.approx(1.0, abs=0.002)
