"""The intent classifier: logistic regression over a sentence encoder's vector and hints.

Two heads, because no encoder is both quick and good everywhere: texts in the languages that USE knows are judged by
USE's vector alone (3 ms), all others by E5's (some 16 ms). Training vectors are kept by digest and never made twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot import encoders
from bot.encoders import Encoder, Kind
from bot.intents.features import Numbers, hints
from bot.search.vectors import VectorStore, digest

_VECTOR_WEIGHT = 3.0
_HINT_WEIGHT = 2.0
_INVERSE_PENALTY = 3.0  # scikit-learn's C
_ITERATIONS = 80
# Below this an intent is not believed. Calibrated by cross-validation on the training lines: nine in ten of those
# above it are right, and of texts that belong to no intent most fall below.
INTENT_SURE = 0.3
FALLBACK = "nlu_fallback"  # Rasa's own name
_RANKED = 6


@dataclass(frozen=True)
class Example:
    """A training line; ``language`` is the one it is written in."""

    text: str
    language: str
    intent: str


@dataclass(frozen=True)
class Head:
    """Weights of a softmax over intents: (features, intents); ``centre`` is taken from each vector first."""

    weights: Numbers
    bias: Numbers
    centre: Numbers

    def probabilities(self, vector: Numbers, hinted: Numbers) -> Numbers:
        scores = _row(vector, self.centre, hinted) @ self.weights + self.bias
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum(), dtype=np.float32)


def _row(vector: Numbers, centre: Numbers, hinted: Numbers) -> Numbers:
    centred = vector - centre
    length = float(np.linalg.norm(centred))
    if length:
        centred = centred / length
    return np.concatenate([centred * _VECTOR_WEIGHT, hinted * _HINT_WEIGHT])


class IntentModel:
    """Says which intent a text has, with probabilities that sum to one."""

    def __init__(self, intents: tuple[str, ...], heads: dict[str, Head]) -> None:
        self.intents = intents
        self._heads = heads

    def rank(self, text: str, language: str) -> list[tuple[str, float]]:
        """All intents with their probability, likeliest first. ``language`` is the one the text is written in."""
        encoder = encoder_of(language)
        head = self._heads[_family(encoder)]
        found = head.probabilities(encoder.encode([text])[0], hints(text, language, self.intents))
        order = np.argsort(-found, kind="stable")
        return [(self.intents[index], float(found[index])) for index in order]

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
        arrays = {
            f"{name}.{part}": getattr(head, part)
            for name, head in self._heads.items()
            for part in ("weights", "bias", "centre")
        }
        np.savez(folder / "intents.npz", **arrays)
        content = {"intents": list(self.intents), "heads": sorted(self._heads), "encoders": encoder_versions()}
        (folder / "intents.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Raises ValueError where the model was trained with other encoders than are installed."""
        content = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        if content["encoders"] != encoder_versions():
            raise ValueError(
                f"the model needs the encoders {content['encoders']}, not {encoder_versions()}: run `loket train`."
            )
        with np.load(folder / "intents.npz") as arrays:
            heads = {
                name: Head(arrays[f"{name}.weights"], arrays[f"{name}.bias"], arrays[f"{name}.centre"])
                for name in content["heads"]
            }
        return cls(tuple(content["intents"]), heads)


def encoder_of(language: str) -> Encoder:
    """The encoder that judges texts of a language: the quick one where it knows the language."""
    quick = encoders.use()
    return quick if quick.languages is None or language in quick.languages else encoders.e5()


def _family(encoder: Encoder) -> str:
    return encoder.name.split("/")[0]


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
    store = VectorStore(vectors)
    try:
        quick, any_language = encoders.use(), encoders.e5()
        known = [line for line in examples if quick.languages is None or line.language in quick.languages]
        heads = {
            _family(quick): _fit(known, quick, intents, store, progress),
            _family(any_language): _fit(examples, any_language, intents, store, progress),
        }
    finally:
        store.close()
    return IntentModel(intents, heads)


def _fit(
    examples: Sequence[Example],
    encoder: Encoder,
    intents: tuple[str, ...],
    store: VectorStore,
    progress: Callable[[int, int], None],
) -> Head:
    from sklearn.linear_model import LogisticRegression

    store.embed(encoder, [(Kind.QUERY, line.text) for line in examples], progress)
    keys = [digest(encoder.name, Kind.QUERY, line.text) for line in examples]
    stored = store.get(list(dict.fromkeys(keys)))
    rows = np.stack([stored[key] for key in keys])
    centre = rows.mean(axis=0).astype(np.float32)
    features = np.stack(
        [_row(row, centre, hints(line.text, line.language, intents)) for row, line in zip(rows, examples, strict=True)]
    )
    wanted = np.array([intents.index(line.intent) for line in examples])
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=_ITERATIONS, tol=1e-3).fit(features, wanted)
    weights = np.zeros((features.shape[1], len(intents)), dtype=np.float32)
    # An intent that this head has no example of is never chosen by it.
    bias = np.full(len(intents), -30.0, dtype=np.float32)
    weights[:, fitted.classes_] = fitted.coef_.T
    bias[fitted.classes_] = fitted.intercept_
    return Head(weights, bias, centre)
