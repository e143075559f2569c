"""Small neural networks over sentence vectors and hints, trained here in seconds: one hidden layer, Adam, averaged.

Written in plain numpy because scikit-learn's takes ten times as long: it must see each line twice, with its hints and
without. Here hints are left out of every other look at a line, so that languages without a list of hints are
understood too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.intents.features import Numbers

Indices = npt.NDArray[np.int64]

_VECTOR_WEIGHT = 3.0
_HINT_WEIGHT = 2.0
_HIDDEN = 512
_BATCH = 128  # lines
_RATE = 2e-3  # of Adam at the start; falls to zero along a cosine
_PENALTY = 1e-3
_MEAN, _SQUARE = 0.9, 0.999  # Adam's own memory
_HINTS_KEPT = 0.5
_HIDDEN_KEPT = 0.7  # share of the hidden values that a line's look is learnt by; the others are dropped
_SMOOTHED = 0.03  # of a line's certainty that is shared out among all classes: lines can be labelled wrongly
_PARTS = ("inner", "inner_bias", "outer", "outer_bias")


@dataclass(frozen=True)
class Layers:
    """A network of one hidden layer: (features, hidden), (hidden,), (hidden, classes), (classes,)."""

    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: Numbers

    def probabilities(self, row: Numbers) -> Numbers:
        hidden = np.maximum(row @ self.inner + self.inner_bias, 0.0)
        return softmax(hidden @ self.outer + self.outer_bias)


@dataclass(frozen=True)
class Head:
    """Networks whose probabilities are averaged. ``centre`` is taken from an encoder's vector first."""

    networks: tuple[Layers, ...]
    centre: Numbers

    def probabilities(self, vector: Numbers, hinted: Numbers) -> Numbers:
        row = _rows(vector[None], self.centre, hinted[None])[0]
        total = np.zeros_like(self.networks[0].outer_bias)
        for network in self.networks:
            total += network.probabilities(row)
        total /= len(self.networks)
        return total

    def arrays(self, name: str) -> dict[str, Numbers]:
        """What to keep of this head, under names that begin with ``name``."""
        kept = {f"{name}.centre": self.centre}
        for index, network in enumerate(self.networks):
            kept.update({f"{name}.{index}.{part}": getattr(network, part) for part in _PARTS})
        return kept

    @classmethod
    def kept(cls, arrays: Mapping[str, Numbers], name: str) -> Head:
        """The head whose `arrays` were kept under ``name``."""

        def networks() -> Iterator[Layers]:
            index = 0
            while f"{name}.{index}.inner" in arrays:
                yield Layers(*(arrays[f"{name}.{index}.{part}"] for part in _PARTS))
                index += 1

        return cls(tuple(networks()), arrays[f"{name}.centre"])


def softmax(scores: Numbers) -> Numbers:
    """Probabilities of ``scores``, along the last axis."""
    raised: Numbers = np.exp(scores - scores.max(axis=-1, keepdims=True)).astype(np.float32)
    raised /= raised.sum(axis=-1, keepdims=True)
    return raised


def fit(vectors: Numbers, hinted: Numbers, wanted: Indices, count: int, networks: int, epochs: int) -> Head:
    """A head that tells ``count`` classes apart.

    ``vectors`` are (lines, dimension), ``hinted`` (lines, hints), ``wanted`` the class of each line. The same lines
    give the same head.
    """
    centre = vectors.mean(axis=0).astype(np.float32)
    rows = _rows(vectors, centre, hinted)
    kept = tuple(_network(rows, hinted.shape[1], wanted, count, epochs, seed) for seed in range(networks))
    return Head(kept, centre)


def _rows(vectors: Numbers, centre: Numbers, hinted: Numbers) -> Numbers:
    centred = vectors - centre
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    # A blank text has no direction.
    scaled = centred * np.where(lengths > 0.0, _VECTOR_WEIGHT / np.maximum(lengths, 1e-12), 1.0)
    rows: Numbers = np.concatenate([scaled, hinted * _HINT_WEIGHT], axis=1).astype(np.float32)
    return rows


def _network(rows: Numbers, hints: int, wanted: Indices, count: int, epochs: int, seed: int) -> Layers:
    chance = np.random.default_rng(seed)
    parameters = [
        _glorot(chance, rows.shape[1], _HIDDEN),
        np.zeros(_HIDDEN, dtype=np.float32),
        _glorot(chance, _HIDDEN, count),
        np.zeros(count, dtype=np.float32),
    ]
    adam = _Adam(parameters, steps=epochs * math.ceil(len(rows) / _BATCH))
    for _ in range(epochs):
        order = chance.permutation(len(rows))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            batch = rows[chosen]
            batch[chance.random(len(chosen)) >= _HINTS_KEPT, rows.shape[1] - hints :] = 0.0
            kept = chance.random((len(chosen), _HIDDEN), dtype=np.float32) < _HIDDEN_KEPT
            adam.step(_gradients(parameters, batch, wanted[chosen], kept / np.float32(_HIDDEN_KEPT)))
    # An intent that no example of this head has keeps its start weights, and must never be chosen.
    parameters[3][np.setdiff1d(np.arange(count), wanted)] = -30.0
    return Layers(*parameters)


def _glorot(chance: np.random.Generator, before: int, after: int) -> Numbers:
    bound = math.sqrt(6 / (before + after))
    return chance.uniform(-bound, bound, (before, after)).astype(np.float32)


def _gradients(parameters: Sequence[Numbers], batch: Numbers, wanted: Indices, kept: Numbers) -> list[Numbers]:
    """Of the mean cross-entropy of a batch, with respect to each of ``parameters``; ``kept`` scales hidden values."""
    inner, inner_bias, outer, outer_bias = parameters
    hidden = np.maximum(batch @ inner + inner_bias, 0.0) * kept
    error = softmax(hidden @ outer + outer_bias) - _SMOOTHED / len(outer_bias)
    error[np.arange(len(batch)), wanted] -= 1.0 - _SMOOTHED
    error /= len(batch)
    passed = (error @ outer.T) * kept
    passed[hidden <= 0.0] = 0.0
    penalty = _PENALTY / _BATCH
    return [
        batch.T @ passed + penalty * inner,
        passed.sum(axis=0),
        hidden.T @ error + penalty * outer,
        error.sum(axis=0),
    ]


class _Adam:
    """Kingma and Ba, Adam: a method for stochastic optimization (2015), algorithm 1. Changes ``parameters``."""

    def __init__(self, parameters: Sequence[Numbers], steps: int) -> None:
        self._parameters = parameters
        self._means = [np.zeros_like(one) for one in parameters]
        self._squares = [np.zeros_like(one) for one in parameters]
        self._steps = steps
        self._done = 0

    def step(self, gradients: Sequence[Numbers]) -> None:
        self._done += 1
        rate = _RATE * 0.5 * (1.0 + math.cos(math.pi * self._done / self._steps))
        rate *= math.sqrt(1.0 - _SQUARE**self._done) / (1.0 - _MEAN**self._done)
        every = zip(self._parameters, gradients, self._means, self._squares, strict=True)
        for parameter, gradient, mean, square in every:
            mean *= _MEAN
            mean += (1.0 - _MEAN) * gradient
            square *= _SQUARE
            square += (1.0 - _SQUARE) * gradient * gradient
            parameter -= rate * mean / (np.sqrt(square) + 1e-8)
