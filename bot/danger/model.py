"""How likely a text tells of danger: a classifier of its own, beside the one of intents.

It learns what is danger, what only sounds like it, and what else a line can be (its intent): told only "danger or
not", it knows Finnish, Swedish and Ukrainian worse. The same encoders and stages as for intents, see
`bot.intents.model`; an encoder is only asked where what it would see can matter.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot import encoders
from bot.glossary import Gloss
from bot.intents import spelling
from bot.intents.features import as_taught, hints
from bot.intents.model import DANGER, Example, Stage, check_encoders, encoder_versions, fit_heads, is_quick
from bot.intents.networks import Head
from bot.intents.spelling import Spelling

HARMLESS = "harmless"  # the class of lines that only sound like danger
_NETWORKS = 4
_EPOCHS = 12
_SPELLING_SHARE = 0.5  # weight of the spelling's log odds beside a network's
_USE_SHARE = 0.35  # weight of USE's log odds, the rest being E5's: docs/decisions/0003-intents.md
# Where a stage believes less than this in danger, the next one is not asked: by cross-validation on `data/nlu` and
# `data/danger`, see docs/decisions/0003-intents.md.
_NOTHING_SPELT = 0.05
_NOTHING = 0.003


@dataclass(frozen=True)
class Belief:
    """How likely a text tells of danger, and the last ``stage`` that was asked."""

    probability: float
    stage: Stage


class DangerModel:
    """Says how likely a text tells of danger. ``classes`` are the intents, `DANGER` and `HARMLESS`."""

    def __init__(
        self, classes: tuple[str, ...], hinted: tuple[str, ...], heads: dict[Stage, Head], spelt: Spelling
    ) -> None:
        self._classes = classes
        self._hinted = hinted
        self._heads = heads
        self._spelt = spelt

    def belief(self, text: str, language: str, plain: bool = False, gloss: Gloss | None = None) -> Belief:
        """How likely ``text`` tells of danger, or its ``gloss`` does: the mean of their log odds.

        ``plain``: what it wants was certain from its spelling alone, so that it is not worth an encoder to ask
        whether it tells of danger, unless its spelling sounds so.
        """
        if not any(sign.isalnum() for sign in text):
            return Belief(0.0, Stage.SPELLING)
        text = as_taught(text)
        if gloss is None:
            return self._belief(text, language, plain)
        own, english = self._belief(text, gloss.language, plain), self._belief(gloss.english, "en", plain)
        odds = (_log_odds(own.probability) + _log_odds(english.probability)) / 2
        return Belief(1.0 / (1.0 + math.exp(-odds)), own.stage)

    def _belief(self, text: str, language: str, plain: bool) -> Belief:
        hinted = hints(text, language, self._hinted)
        spelt = float(self._spelt.probabilities(text, hinted)[1])
        if plain and spelt < _NOTHING_SPELT:
            return Belief(spelt, Stage.SPELLING)
        danger = self._classes.index(DANGER)
        rest = _SPELLING_SHARE * _log_odds(spelt)
        found = Belief(spelt, Stage.SPELLING)
        odds = 0.0
        for stage in (Stage.USE, Stage.E5) if is_quick(language) else (Stage.E5,):
            vector = (encoders.use() if stage is Stage.USE else encoders.e5()).encode([text])[0]
            told = _log_odds(float(self._heads[stage].probabilities(vector, hinted)[danger]))
            odds = told if found.stage is Stage.SPELLING else _USE_SHARE * odds + (1 - _USE_SHARE) * told
            found = Belief(1.0 / (1.0 + math.exp(-odds - rest)), stage)
            if found.probability < _NOTHING:
                break
        return found

    def save(self, folder: Path) -> None:
        """Weights as ``danger.npz``, names as ``danger.json``."""
        arrays = self._spelt.arrays("spelling")
        for stage, head in self._heads.items():
            arrays |= head.arrays(stage.value)
        np.savez(folder / "danger.npz", **arrays)
        content = {"classes": list(self._classes), "hints": list(self._hinted), "encoders": encoder_versions()}
        (folder / "danger.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> DangerModel:
        """Raises ValueError where the model was trained with other encoders than are installed."""
        content = json.loads((folder / "danger.json").read_text(encoding="utf-8"))
        check_encoders(content["encoders"])
        with np.load(folder / "danger.npz") as stored:
            arrays = dict(stored)
        heads = {stage: Head.kept(arrays, stage.value) for stage in (Stage.USE, Stage.E5)}
        return cls(tuple(content["classes"]), tuple(content["hints"]), heads, Spelling.kept(arrays, "spelling"))


def _log_odds(probability: float) -> float:
    bound = min(max(probability, 1e-6), 1.0 - 1e-6)
    return math.log(bound / (1.0 - bound))


def train(
    examples: Sequence[Example],
    vectors: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> DangerModel:
    """A model of ``examples``, whose intents may be `HARMLESS`; ``vectors`` is the file of stored vectors."""
    classes = tuple(sorted({example.intent for example in examples}))
    names = tuple(name for name in classes if name != HARMLESS)
    hinted = np.stack([hints(line.text, line.language, names) for line in examples])
    wanted = np.array([classes.index(line.intent) for line in examples])
    heads = fit_heads(examples, vectors, hinted, wanted, len(classes), _NETWORKS, _EPOCHS, progress)
    told = (wanted == classes.index(DANGER)).astype(np.int64)
    return DangerModel(classes, names, heads, spelling.fit([line.text for line in examples], hinted[:, :0], told))
