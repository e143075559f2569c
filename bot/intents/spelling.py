"""Logistic regressions over what a text is spelt with, and its hints: no encoder is asked, so they take no time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.intents.features import Numbers
from bot.intents.networks import Indices
from bot.intents.ngrams import BUCKETS, ngrams

_PENALTY = 10.0  # scikit-learn's C
_ROUNDS = 30
_TOLERANCE = 0.05


@dataclass(frozen=True)
class Spelling:
    """Weights of n-grams (buckets, classes) and of hints (hints, classes; none where it sees no hints), and what each
    class starts with.
    """

    weights: Numbers
    hints: Numbers
    bias: Numbers

    def probabilities(self, text: str, hinted: Numbers) -> Numbers:
        buckets, weights = ngrams(text)
        scores = self.bias + hinted @ self.hints if len(self.hints) else self.bias
        if buckets:
            scores = scores + np.array(weights, dtype=np.float32) @ self.weights[buckets]
        # Each class was learnt against the rest.
        each = 1.0 / (1.0 + np.exp(-scores))
        if len(each) == 1:
            return np.array([1.0 - each[0], each[0]], dtype=np.float32)
        found: Numbers = (each / each.sum()).astype(np.float32)
        return found

    def arrays(self, name: str) -> dict[str, Numbers]:
        """What to keep, under names that begin with ``name``; half precision changes no decision, and halves it."""
        return {
            f"{name}.weights": self.weights.astype(np.float16),
            f"{name}.hints": self.hints,
            f"{name}.bias": self.bias,
        }

    @classmethod
    def kept(cls, arrays: Mapping[str, Numbers], name: str) -> Spelling:
        """The regression whose `arrays` were kept under ``name``."""
        return cls(arrays[f"{name}.weights"].astype(np.float32), arrays[f"{name}.hints"], arrays[f"{name}.bias"])


def fit(texts: Sequence[str], hinted: Numbers, wanted: Indices) -> Spelling:
    """A regression that tells the classes in ``wanted`` apart, 0 to the highest; each must be there."""
    import warnings

    from scipy.sparse import csr_matrix, hstack
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    buckets: list[int] = []
    weights: list[float] = []
    ends = [0]
    for text in texts:
        own, heavy = ngrams(text)
        buckets += own
        weights += heavy
        ends.append(len(buckets))
    spelt = csr_matrix((np.array(weights, dtype=np.float32), buckets, ends), shape=(len(texts), BUCKETS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is chosen, not a limit that was hit
        # One class against the rest, each: five times as quick as all at once, and more certain where it is certain.
        fitted = LogisticRegression(
            C=_PENALTY, solver="liblinear", dual=True, max_iter=_ROUNDS, tol=_TOLERANCE, random_state=0
        ).fit(hstack([spelt, csr_matrix(hinted)]).tocsr(), wanted)
    columns, starts = fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)
    return Spelling(np.ascontiguousarray(columns[:BUCKETS]), np.ascontiguousarray(columns[BUCKETS:]), starts)
