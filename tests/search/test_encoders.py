"""Promises of the sentence encoders, kept by the real models."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot import encoders
from bot.encoders import Encoder, Kind


@pytest.fixture(params=["use", "e5"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    loaded: Encoder = getattr(encoders, request.param)()
    return loaded


def test_vectors_have_unit_length_and_the_promised_shape(encoder: Encoder) -> None:
    rows = encoder.encode(["Where is the library?", "رسوم وقوف السيارات"])
    assert rows.shape == (2, encoder.dimension) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_a_blank_text_gives_a_zero_vector_and_leaves_the_others_alone(encoder: Encoder) -> None:
    rows = encoder.encode(["", "library", " \n\t"])
    assert not rows[0].any() and not rows[2].any()
    assert np.allclose(rows[1], encoder.encode(["library"])[0], atol=1e-5)


def test_a_very_long_text_is_cut_before_it_costs_time(encoder: Encoder) -> None:
    long = "parking permit " * 1000
    assert np.allclose(encoder.encode([long]), encoder.encode([long[: encoders.LONGEST_TEXT]]), atol=1e-5)


def test_the_same_meaning_in_another_language_is_nearer_than_another_meaning(encoder: Encoder) -> None:
    here, there, other = encoder.encode(
        ["parking permit for residents", "Anwohnerparkausweis", "Schwimmkurs für Kinder"]
    )
    assert here @ there > here @ other


def test_threads_get_what_one_thread_gets(encoder: Encoder) -> None:
    texts = [f"question number {number} about day care" for number in range(12)]
    alone = [encoder.encode([text], Kind.PASSAGE)[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: encoder.encode([text, "x"], Kind.PASSAGE)[0], texts))
    assert np.allclose(alone, together, atol=1e-4)


def test_a_remembered_vector_cannot_be_changed_by_its_reader(encoder: Encoder) -> None:
    with pytest.raises(ValueError):
        encoder.encode(["library card"])[0, 0] = 5.0
