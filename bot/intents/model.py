"""The intent classifier: small neural networks over sentence vectors and hints, and a regression over n-grams.

No encoder is both quick and good everywhere, so there are three heads. Texts in the languages that USE knows are judged
by USE's vector (3 ms); only where that leaves doubt, E5's is added. All other texts are judged by E5's (some 16 ms).
Training vectors are kept by digest and never made twice.
"""

from __future__ import annotations

import enum
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot import encoders
from bot.encoders import Encoder, Kind
from bot.intents.features import Numbers, hints
from bot.intents.ngrams import BUCKETS, ngrams
from bot.search.vectors import VectorStore, digest

_VECTOR_WEIGHT = 3.0
_HINT_WEIGHT = 2.0
_HIDDEN = 256
_NETWORKS = 4  # of different random starts, averaged: steadier, and better calibrated than one
_EPOCHS = 15
_NGRAM_SHARE = 0.5  # weight of the n-grams' log probabilities beside the networks'
_NGRAM_PENALTY = 10.0  # scikit-learn's C
# From here on the quick head is believed without a look at E5. By five-fold cross-validation on the training lines.
_CERTAIN = 0.9
# Below this an intent is not believed. By the same cross-validation: of those below, fewer than half are right.
INTENT_SURE = 0.4
FALLBACK = "nlu_fallback"  # Rasa's own name
DANGER = "danger"
# Lines that only sound like danger: learnt as a class of their own, so that what is like them does not count as danger.
HARMLESS = "harmless"
_RANKED = 6
_LEAST = 1e-6  # the least probability, before its logarithm is taken


@dataclass(frozen=True)
class Example:
    """A training line; ``language`` is the one it is written in."""

    text: str
    language: str
    intent: str


class HeadName(enum.Enum):
    """What a head sees besides hints."""

    QUICK = "use"
    FULL = "use+e5"
    ANY = "e5"


@dataclass(frozen=True)
class Layers:
    """A network of one hidden layer: (features, hidden), (hidden,), (hidden, intents), (intents,)."""

    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: Numbers

    def probabilities(self, row: Numbers) -> Numbers:
        hidden = np.maximum(row @ self.inner + self.inner_bias, 0.0)
        return _softmax(hidden @ self.outer + self.outer_bias)


@dataclass(frozen=True)
class Head:
    """Networks whose probabilities are averaged. ``centres``, one an encoder, are taken from the vectors first."""

    networks: tuple[Layers, ...]
    centres: tuple[Numbers, ...]

    def probabilities(self, vectors: Sequence[Numbers], hinted: Numbers) -> Numbers:
        row = _row(vectors, self.centres, hinted)
        total = np.zeros_like(self.networks[0].outer_bias)
        for network in self.networks:
            total += network.probabilities(row)
        total /= len(self.networks)
        return total


@dataclass(frozen=True)
class Spelling:
    """A regression over hashed n-grams: (buckets, intents), (intents,)."""

    weights: Numbers
    bias: Numbers

    def log_probabilities(self, text: str) -> Numbers:
        buckets, weights = ngrams(text)
        scores = self.bias + np.array(weights, dtype=np.float32) @ self.weights[buckets] if buckets else self.bias
        logs = _softmax(scores)
        found: Numbers = np.log(logs + _LEAST)
        return found


def _softmax(scores: Numbers) -> Numbers:
    raised: Numbers = np.exp(scores - scores.max()).astype(np.float32)
    raised /= raised.sum()
    return raised


def _row(vectors: Sequence[Numbers], centres: Sequence[Numbers], hinted: Numbers) -> Numbers:
    parts = []
    for vector, centre in zip(vectors, centres, strict=True):
        centred = vector - centre
        length = float(np.linalg.norm(centred))
        parts.append(centred * (_VECTOR_WEIGHT / length) if length else centred)
    joined: Numbers = np.concatenate([*parts, hinted * _HINT_WEIGHT]).astype(np.float32)
    return joined


def without_danger(ranking: Sequence[tuple[str, float]], sure: float) -> list[tuple[str, float]]:
    """A ranking once danger is ruled out: the others share what was believed of it, led by `FALLBACK` where none is as
    likely as ``sure``.
    """
    believed = dict(ranking).get(DANGER, 0.0)
    rest = [(name, share / max(1.0 - believed, 1e-6)) for name, share in ranking if name not in (DANGER, FALLBACK)]
    if not rest or rest[0][1] < sure:
        return [(FALLBACK, 1.0 - (rest[0][1] if rest else 0.0)), *rest]
    return rest


class IntentModel:
    """Says which intent a text has, with probabilities that sum to one.

    ``intents`` are the classes learnt; `HARMLESS` is among them when danger was learnt with what only sounds like it.
    """

    def __init__(self, intents: tuple[str, ...], heads: dict[HeadName, Head], spelling: Spelling) -> None:
        self.intents = intents
        self._wanted = np.array([intent != HARMLESS for intent in intents])
        self._heads = heads
        self._spelling = spelling

    def rank(self, text: str, language: str) -> list[tuple[str, float]]:
        """All intents with their probability, likeliest first. ``language`` is the one the text is written in."""
        found = self._shared_out(self._probabilities(text, language))
        order = [index for index in np.argsort(-found, kind="stable") if self._wanted[index]]
        return [(self.intents[index], float(found[index])) for index in order]

    def _shared_out(self, found: Numbers) -> Numbers:
        """``found`` without `HARMLESS`: its share goes to the other intents, but danger gets nothing of it."""
        ordinary = self._wanted & np.array([intent != DANGER for intent in self.intents])
        share = float(found[ordinary].sum())
        if self._wanted.all() or share <= 0.0:
            return found
        danger = float(found[self._wanted & ~ordinary].sum())
        return np.where(ordinary, found * ((1.0 - danger) / share), found).astype(np.float32)

    def _probabilities(self, text: str, language: str) -> Numbers:
        hinted = hints(text, language, self.intents)
        spelt = self._spelling.log_probabilities(text)

        def judged(name: HeadName, *vectors: Numbers) -> Numbers:
            meant = np.log(self._heads[name].probabilities(vectors, hinted) + _LEAST)
            return _softmax(meant + _NGRAM_SHARE * spelt)

        if not is_quick(language):
            return judged(HeadName.ANY, encoders.e5().encode([text])[0])
        quick = encoders.use().encode([text])[0]
        found = judged(HeadName.QUICK, quick)
        if found[self._wanted].max() >= _CERTAIN:
            return found
        return judged(HeadName.FULL, quick, encoders.e5().encode([text])[0])

    def believed(self, text: str, language: str, sure: float) -> list[tuple[str, float]]:
        """The likeliest intents, led by `FALLBACK` where none is as likely as ``sure`` or nothing is written."""
        if not any(sign.isalnum() for sign in text):
            return [(FALLBACK, 1.0)]
        ranking = self.rank(text, language)[:_RANKED]
        if ranking[0][1] < sure:
            return [(FALLBACK, 1.0 - ranking[0][1]), *ranking]
        return ranking

    def save(self, folder: Path) -> None:
        """Weights as ``intents.npz``, names as ``intents.json``."""
        arrays: dict[str, Numbers] = {}
        for name, head in self._heads.items():
            arrays.update({f"{name.value}.centre{index}": centre for index, centre in enumerate(head.centres)})
            for index, network in enumerate(head.networks):
                arrays.update({f"{name.value}.{index}.{part}": getattr(network, part) for part in _PARTS})
        arrays |= {"spelling.weights": self._spelling.weights.astype(np.float16), "spelling.bias": self._spelling.bias}
        np.savez(folder / "intents.npz", **arrays)
        content = {"intents": list(self.intents), "networks": _NETWORKS, "encoders": encoder_versions()}
        (folder / "intents.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Raises ValueError where the model was trained with other encoders than are installed."""
        content = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        if content["encoders"] != encoder_versions():
            raise ValueError(
                f"the model needs the encoders {content['encoders']}, not {encoder_versions()}: run `loket train`."
            )
        heads = {}
        with np.load(folder / "intents.npz") as arrays:
            for name in HeadName:
                networks = tuple(
                    Layers(*(arrays[f"{name.value}.{index}.{part}"] for part in _PARTS))
                    for index in range(content["networks"])
                )
                centres = tuple(arrays[f"{name.value}.centre{index}"] for index in range(1 + (name is HeadName.FULL)))
                heads[name] = Head(networks, centres)
            spelling = Spelling(arrays["spelling.weights"].astype(np.float32), arrays["spelling.bias"])
        return cls(tuple(content["intents"]), heads, spelling)


_PARTS = ("inner", "inner_bias", "outer", "outer_bias")


def is_quick(language: str) -> bool:
    """Whether the quick encoder knows a language."""
    known = encoders.use().languages
    return known is None or language in known


def encoder_versions() -> str:
    """Names and versions of the encoders; part of what a model is made of."""
    return f"{encoders.use().name} {encoders.e5().name}"


def train(
    examples: Sequence[Example],
    vectors: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> IntentModel:
    """A model of ``examples``; ``vectors`` is the file of stored vectors. The same examples give the same model."""
    intents = tuple(sorted({example.intent for example in examples}))
    known = [line for line in examples if is_quick(line.language)]
    store = VectorStore(vectors)
    try:
        quick = _embedded(known, encoders.use(), store, progress)
        everything = _embedded(examples, encoders.e5(), store, progress)
        both = _embedded(known, encoders.e5(), store, progress)
    finally:
        store.close()
    return IntentModel(
        intents,
        {
            HeadName.QUICK: _fit(known, [quick], intents),
            HeadName.FULL: _fit(known, [quick, both], intents),
            HeadName.ANY: _fit(examples, [everything], intents),
        },
        _spelling(examples, intents),
    )


def _embedded(
    examples: Sequence[Example], encoder: Encoder, store: VectorStore, progress: Callable[[int, int], None]
) -> Numbers:
    store.embed(encoder, [(Kind.QUERY, line.text) for line in examples], progress, os.cpu_count() or 1)
    keys = [digest(encoder.name, Kind.QUERY, line.text) for line in examples]
    stored = store.get(list(dict.fromkeys(keys)))
    return np.stack([stored[key] for key in keys])


def _fit(examples: Sequence[Example], vectors: Sequence[Numbers], intents: tuple[str, ...]) -> Head:
    """Each line is learnt with its hints and without, so that languages that have no list of hints are understood."""
    centres = tuple(rows.mean(axis=0).astype(np.float32) for rows in vectors)
    none = np.zeros(len(intents), dtype=np.float32)
    rows = []
    for index, line in enumerate(examples):
        own = [part[index] for part in vectors]
        rows += [_row(own, centres, hints(line.text, line.language, intents)), _row(own, centres, none)]
    wanted = np.repeat([intents.index(line.intent) for line in examples], 2)
    features = np.stack(rows)
    return Head(tuple(_network(features, wanted, len(intents), seed) for seed in range(_NETWORKS)), centres)


def _network(features: Numbers, wanted: npt.NDArray[np.int64], count: int, seed: int) -> Layers:
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of epochs is chosen, not a limit that was hit
        fitted = MLPClassifier(
            (_HIDDEN,), alpha=1e-3, max_iter=_EPOCHS, random_state=seed, batch_size=128, learning_rate_init=2e-3
        ).fit(features, wanted)
    # An intent that no example of this head has is never chosen by it.
    outer = np.zeros((_HIDDEN, count), dtype=np.float32)
    outer_bias = np.full(count, -30.0, dtype=np.float32)
    outer[:, fitted.classes_] = fitted.coefs_[1]
    outer_bias[fitted.classes_] = fitted.intercepts_[1]
    return Layers(fitted.coefs_[0].astype(np.float32), fitted.intercepts_[0].astype(np.float32), outer, outer_bias)


def _spelling(examples: Sequence[Example], intents: tuple[str, ...]) -> Spelling:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    buckets: list[int] = []
    weights: list[float] = []
    ends = [0]
    for line in examples:
        own, heavy = ngrams(line.text)
        buckets += own
        weights += heavy
        ends.append(len(buckets))
    features = csr_matrix((np.array(weights, dtype=np.float32), buckets, ends), shape=(len(examples), BUCKETS))
    wanted = [intents.index(line.intent) for line in examples]
    fitted = LogisticRegression(C=_NGRAM_PENALTY, max_iter=60, tol=1e-2).fit(features, wanted)
    return Spelling(np.ascontiguousarray(fitted.coef_.T, dtype=np.float32), fitted.intercept_.astype(np.float32))
