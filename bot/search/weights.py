"""How the ways of seeing a question add up, and from when on a find is believed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.search.concepts import ConceptWeights
from bot.search.rows import Scores
from bot.settings import Settings

_CONCEPTS = ("concepts", "besides", "for_others")
FILE = Path(__file__).with_name("weights.json")


@dataclasses.dataclass(frozen=True)
class Weights:
    """``features``: weight of each feature, in standard deviations over the services (those of concepts in their unit).

    ``temperature`` and ``nothing`` make likelihoods of scores: a service whose score is ``nothing`` above what the best
    of so many services reaches by chance is as likely as that no service fits. ``sure``, ``unsure`` and ``margin`` are
    likelihoods.
    """

    features: Mapping[str, float]
    concepts: ConceptWeights
    temperature: float
    nothing: float
    sure: float
    unsure: float
    margin: float

    def with_settings(self, settings: Settings) -> Weights:
        """The same with the thresholds of ``settings`` where they are set."""
        return dataclasses.replace(
            self,
            sure=settings.search_sure or self.sure,
            unsure=settings.search_unsure or self.unsure,
            margin=settings.search_margin or self.margin,
        )

    def combine(self, features: Mapping[str, Scores]) -> Scores:
        """One score for each service."""
        total = np.zeros(len(features["concepts"]), dtype=np.float32)
        weight = 0.0
        for name, values in features.items():
            share = self.features[name]
            if name in _CONCEPTS:
                continue
            total += share * _standard(values)
            weight += share
        concepts = sum(self.features[name] * features[name] for name in _CONCEPTS)
        return np.asarray(total / weight + concepts, dtype=np.float32)

    def likelihoods(self, scores: Scores, services: int) -> Scores:
        """How likely each of the best of ``services`` is the one meant; together at most 1, the rest is "none"."""
        # The greatest of n normal deviations is about sqrt(2 ln n).
        chance = np.sqrt(2 * np.log(max(2, services)))
        powers = np.exp((scores - scores.max()) / self.temperature)
        none = np.exp((self.nothing + chance - scores.max()) / self.temperature)
        return np.asarray(powers / (powers.sum() + none), dtype=np.float32)


def _standard(values: Scores) -> Scores:
    """In standard deviations from the mean; 0 for a service without a value."""
    known = ~np.isnan(values)
    number = np.float32(np.count_nonzero(known))
    if not number:
        return np.zeros_like(values)
    off = values - values.sum(where=known) / number
    if number < len(values):
        off[~known] = 0.0
    deviation = np.sqrt(off @ off / number)
    return off / deviation if deviation else np.zeros_like(values)


def read(path: Path) -> Weights:
    content = json.loads(path.read_text(encoding="utf-8"))
    return Weights(**{**content, "concepts": ConceptWeights(**content["concepts"])})


@lru_cache(maxsize=1)
def weights() -> Weights:
    return read(FILE)
