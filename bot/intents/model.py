"""The intent classifier: what a text is spelt with, and small neural networks over sentence vectors and hints.

No encoder is both quick and good everywhere, and greetings, thanks, yes and no need none. So a text is judged in
stages, and each stage only asks on where it is in doubt: by its spelling (no time); with USE's vector, in the languages
that USE knows (5 ms); with E5's (20 ms and more). Training vectors are kept by digest and never made twice.
"""

from __future__ import annotations

import enum
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot import encoders, glossary
from bot.encoders import Encoder, Kind
from bot.glossary import Gloss
from bot.intents import networks, spelling
from bot.intents.features import Numbers, as_taught, hints
from bot.intents.networks import Head, softmax
from bot.intents.spelling import Spelling
from bot.search.vectors import VectorStore, digest
from bot.settings import LAUNCH_LANGUAGES

_NETWORKS = 4  # of different random starts, averaged: steadier, and better calibrated than one
_EPOCHS = 20
# Weights of log probabilities. In the first stage: of the spelling without hints beside that with hints.
_BARE_SHARE = 0.5
# In the others: of USE's and E5's networks where both are asked, and of each of the spelling's two regressions.
_BOTH_SHARES = np.array((0.36, 0.84), dtype=np.float32)
_SPELLING_SHARE = 0.25
# Of a text of which a glossary makes English: as it stands, and as English.
_GLOSS_SHARES = np.array((0.5, 0.8), dtype=np.float32)
# From here on a stage is believed without a look at the next. By five-fold cross-validation on the training lines.
_SPELT_CERTAIN = 0.9
_CERTAIN = 0.9
# What is said of the conversation itself: these intents' words are few, so that the spelling can be certain of them.
# What is said of services is too various; and there the search needs the encoders anyway.
_TALK = """
    back bye capabilities change_language choose_nth correct faster greet human louder more no repeat robot slower spell
    stop swearing thanks unsure yes
"""
TALK = frozenset(_TALK.split())
# Below this an intent is not believed. By the same cross-validation: of those below, fewer than half are right.
INTENT_SURE = 0.4
FALLBACK = "nlu_fallback"  # Rasa's own name
DANGER = "danger"
# Classes of their own for lines that tell a need, or what is wrong, and ask nothing; what is believed of one counts for
# the intent beside it.
NEED, NEED_ASKS = "need", "ask_about"
MATTERS = {"matter_service_request": "file_service_request", "matter_complaint": "file_complaint"}
# They have up to twenty times the lines of an intent, which says nothing about how often people write so. Where no line
# of a language was learnt, all that is strange would look like one of them. See docs/decisions/0003-intents.md.
_WEIGHTS = {NEED: 0.1, **dict.fromkeys(MATTERS, 0.2)}
_WEIGHT_ELSEWHERE = 0.002
_RANKED = 6
_LEAST = 1e-6  # the least probability, before its logarithm is taken


@dataclass(frozen=True)
class Example:
    """A training line; ``language`` is the one it is written in."""

    text: str
    language: str
    intent: str


class Stage(enum.Enum):
    """By what a text was judged; each stage sees what the ones before it saw, too."""

    SPELLING = "spelling"
    USE = "use"
    E5 = "e5"


@dataclass(frozen=True)
class Judged:
    """Intents with their probability, likeliest first, the last ``stage`` that was asked, and the ``gloss`` of the text
    where a glossary made one.
    """

    ranking: list[tuple[str, float]]
    stage: Stage
    gloss: Gloss | None = None


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
    """Says which intent a text has, with probabilities that sum to one. ``words`` are those of the training lines,
    folded.
    """

    def __init__(
        self,
        intents: tuple[str, ...],
        heads: dict[Stage, Head],
        spelt: Spelling,
        spelt_hinted: Spelling,
        words: frozenset[str] = frozenset(),
    ) -> None:
        self.intents = intents
        self._words = words
        self._heads = heads
        self._spelt = spelt
        self._spelt_hinted = spelt_hinted
        counts_for = {NEED: NEED_ASKS, **MATTERS}
        self._telling = {
            intents.index(told): intents.index(intent) for told, intent in counts_for.items() if told in intents
        }

    def judge(self, text: str, language: str) -> Judged:
        """All intents of ``text``. ``language`` is the one it is written in."""
        text = as_taught(text)
        gloss = glossary.gloss(text, language, self._words)
        if gloss is None:
            found, stage = self._found(text, language)
        else:
            found, stage = self._found(gloss.english, "en")
            if stage is not Stage.SPELLING:
                own, stage = self._found(text, gloss.language)
                found = softmax(_GLOSS_SHARES @ np.log(np.stack((own, found)) + _LEAST))
        order = [index for index in np.argsort(-found, kind="stable") if index not in self._telling]
        return Judged([(self.intents[index], float(found[index])) for index in order], stage, gloss)

    def _found(self, text: str, language: str) -> tuple[Numbers, Stage]:
        """The probability of each intent, and the stage that was certain or the last."""
        for stage, raw in self._stages(text, language):
            found = self._counted(raw, language)
            best = int(found.argmax())
            if stage is Stage.SPELLING and self.intents[best] not in TALK:
                continue
            if found[best] >= (_SPELT_CERTAIN if stage is Stage.SPELLING else _CERTAIN):
                break
        return found, stage

    def _counted(self, found: Numbers, language: str) -> Numbers:
        """``found`` with what is believed of needs and matters given to the intents that they count for."""
        told = found.copy()
        for index in self._telling:
            told[index] *= _WEIGHTS[self.intents[index]] if language in LAUNCH_LANGUAGES else _WEIGHT_ELSEWHERE
        told /= told.sum()
        for index, intent in self._telling.items():
            told[intent] += told[index]
            told[index] = 0.0
        return told

    def _stages(self, text: str, language: str) -> Iterator[tuple[Stage, Numbers]]:
        hinted = hints(text, language, self.intents)
        bare = np.log(self._spelt.probabilities(text, hinted) + _LEAST)
        full = np.log(self._spelt_hinted.probabilities(text, hinted) + _LEAST)
        yield Stage.SPELLING, softmax(full + _BARE_SHARE * bare)
        # Without a hint, the regression that relies on hints knows less than the other.
        own = _SPELLING_SHARE * (bare + full if hinted.any() else bare)
        logs: list[Numbers] = []
        for stage in (Stage.USE, Stage.E5) if is_quick(language) else (Stage.E5,):
            vector = (encoders.use() if stage is Stage.USE else encoders.e5()).encode([text])[0]
            logs.append(np.log(self._heads[stage].probabilities(vector, hinted) + _LEAST))
            yield stage, softmax(own + (logs[0] if len(logs) == 1 else _BOTH_SHARES @ np.stack(logs)))

    def believed(self, text: str, language: str, sure: float) -> Judged:
        """The likeliest intents; `FALLBACK` leads where none is as likely as ``sure`` (0 to 1), and where the text
        holds no letter or digit.
        """
        if not any(sign.isalnum() for sign in text):
            return Judged([(FALLBACK, 1.0)], Stage.SPELLING)
        judged = self.judge(text, language)
        ranking = judged.ranking[:_RANKED]
        if ranking[0][1] < sure:
            ranking = [(FALLBACK, 1.0 - ranking[0][1]), *ranking]
        return Judged(ranking, judged.stage, judged.gloss)

    def save(self, folder: Path) -> None:
        """Weights as ``intents.npz``, names and words as ``intents.json``."""
        arrays = self._spelt.arrays("spelling") | self._spelt_hinted.arrays("hinted")
        for stage, head in self._heads.items():
            arrays |= head.arrays(stage.value)
        np.savez(folder / "intents.npz", **arrays)
        content = {"intents": list(self.intents), "encoders": encoder_versions(), "words": sorted(self._words)}
        (folder / "intents.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Raises ValueError where the model was trained with other encoders than are installed."""
        content = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        check_encoders(content["encoders"])
        with np.load(folder / "intents.npz") as stored:
            arrays = dict(stored)
        heads = {stage: Head.kept(arrays, stage.value) for stage in (Stage.USE, Stage.E5)}
        spelt, spelt_hinted = Spelling.kept(arrays, "spelling"), Spelling.kept(arrays, "hinted")
        return cls(tuple(content["intents"]), heads, spelt, spelt_hinted, frozenset(content["words"]))


def is_quick(language: str) -> bool:
    """Whether the quick encoder knows a language."""
    known = encoders.use().languages
    return known is None or language in known


def encoder_versions() -> str:
    """Names and versions of the encoders; part of what a model is made of."""
    return f"{encoders.use().name} {encoders.e5().name}"


def check_encoders(trained_with: str) -> None:
    """Raises ValueError where a model was ``trained_with`` other encoders than are installed."""
    if trained_with != encoder_versions():
        raise ValueError(f"the model needs the encoders {trained_with}, not {encoder_versions()}: run `loket train`.")


def train(
    examples: Sequence[Example],
    vectors: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> IntentModel:
    """A model of ``examples``; ``vectors`` is the file of stored vectors. The same examples give the same model."""
    intents = tuple(sorted({example.intent for example in examples}))
    hinted = np.stack([hints(line.text, line.language, intents) for line in examples])
    wanted = np.array([intents.index(line.intent) for line in examples])
    heads = fit_heads(examples, vectors, hinted, wanted, len(intents), _NETWORKS, _EPOCHS, progress)
    texts = [line.text for line in examples]
    spelt, spelt_hinted = spelling.fit(texts, hinted[:, :0], wanted), spelling.fit(texts, hinted, wanted)
    return IntentModel(intents, heads, spelt, spelt_hinted, glossary.words_of(texts))


def fit_heads(
    examples: Sequence[Example],
    vectors: Path,
    hinted: Numbers,
    wanted: networks.Indices,
    count: int,
    starts: int,
    epochs: int,
    progress: Callable[[int, int], None],
) -> dict[Stage, Head]:
    """A head over USE's vectors of the ``examples`` in its languages, and one over E5's of all.

    ``hinted`` and ``wanted`` are the examples' hints and which of the ``count`` classes they are; ``starts`` the number
    of networks.
    """
    known = np.flatnonzero([is_quick(line.language) for line in examples])
    store = VectorStore(vectors)
    try:
        quick = _embedded([examples[index] for index in known], encoders.use(), store, progress)
        every = _embedded(examples, encoders.e5(), store, progress)
    finally:
        store.close()
    return {
        Stage.USE: networks.fit(quick, hinted[known], wanted[known], count, starts, epochs),
        Stage.E5: networks.fit(every, hinted, wanted, count, starts, epochs),
    }


def _embedded(
    examples: Sequence[Example], encoder: Encoder, store: VectorStore, progress: Callable[[int, int], None]
) -> Numbers:
    store.embed(encoder, [(Kind.QUERY, line.text) for line in examples], progress, os.cpu_count() or 1)
    keys = [digest(encoder.name, Kind.QUERY, line.text) for line in examples]
    stored = store.get(list(dict.fromkeys(keys)))
    return np.stack([stored[key] for key in keys])
