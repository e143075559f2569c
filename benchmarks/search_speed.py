"""Times of a search, printed as JSON; run by ``benchmarks.search`` in a folder that holds the imported catalogue.

Django must be set up before this module is imported.
"""

from __future__ import annotations

import dataclasses
import json
import statistics
import time
from collections.abc import Sequence

import numpy as np

from bot.encoders import Encoder, Vectors, e5, use
from bot.search.concepts import ThesaurusRows
from bot.search.finder import vector_store
from bot.search.index import Question, build, vector_kind
from bot.search.jobs import embed_missing
from bot.search.passages import Passage, passages
from bot.search.thesaurus import thesaurus
from bot.search.vectors import VectorStore, digest
from bot.search.weights import weights
from bot.settings import current
from desk.catalogue import reading

SIZES = (500, 10_000)
QUESTIONS = (
    "how much does a parking permit for my street cost",
    "my neighbour's dog is left outside in the cold",
    "Wo kann ich ein Buch zurückgeben?",
    "necesito una plaza de guardería para mi hija",
    "le lampadaire devant chez moi est cassé",
)
ROUNDS = 6
NOISE = 0.02


class PerturbedStore:
    """Vectors of copied passages: those of the originals with noise."""

    def __init__(self, store: VectorStore) -> None:
        self._store = store
        self._original: dict[bytes, bytes] = {}
        self._random = np.random.default_rng(1)

    def add(self, encoder: Encoder, original: Passage, copy: Passage) -> None:
        kind = vector_kind(encoder, original)
        self._original[digest(encoder.name, kind, copy.text)] = digest(encoder.name, kind, original.text)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        originals = self._store.get(list({self._original[key] for key in keys}))
        found: dict[bytes, Vectors] = {}
        for key in keys:
            vector = originals[self._original[key]]
            noisy = vector + NOISE * self._random.standard_normal(len(vector), dtype=np.float32)
            found[key] = noisy / np.linalg.norm(noisy)
        return found


def grown(
    index_passages: list[Passage], size: int, store: PerturbedStore, encoders: Sequence[Encoder]
) -> list[Passage]:
    """The passages of ``size`` services, copied round and round."""
    of_service: dict[str, list[Passage]] = {}
    for passage in index_passages:
        of_service.setdefault(passage.service, []).append(passage)
    services = list(of_service)
    copies = []
    for number in range(size):
        for passage in of_service[services[number % len(services)]]:
            text = f"{passage.text} {number // len(services)}"
            copy = dataclasses.replace(passage, service=f"{passage.service}-{number}", text=text)
            copies.append(copy)
            for encoder in encoders:
                store.add(encoder, passage, copy)
    return copies


def main() -> None:
    """Medians in milliseconds of embedding a question, and of searching it with its embedding."""
    embed_missing()
    encoders = (e5(), use())
    store = vector_store(current())
    originals = passages(reading.search_texts())
    rows = ThesaurusRows.read(thesaurus(), store, encoders)
    rules = weights()
    found: dict[str, float] = {}
    embedding: list[float] = []
    for size in SIZES:
        perturbed = PerturbedStore(store)
        copies = grown(originals, size, perturbed, encoders)
        index = build(copies, perturbed, encoders, rows, rules.concepts)  # type: ignore[arg-type]
        searching = []
        for turn in range(ROUNDS):
            for question in QUESTIONS:
                text = f"{question} {turn} {size}"
                start = time.perf_counter()
                vectors = {encoder.name: encoder.encode([text])[0] for encoder in encoders}
                embedded = time.perf_counter()
                rules.combine(index.features(Question(text, "en", vectors))).argmax()
                searching.append(time.perf_counter() - start)
                embedding.append(embedded - start)
        found[str(size)] = 1000 * statistics.median(searching)
        del index, copies, perturbed
    print(json.dumps({"embedding": 1000 * statistics.median(embedding), "search": found}))
