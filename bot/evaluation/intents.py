"""How often the intent is right: the trained assistant on Rasa's own form of test data."""

from __future__ import annotations

import re
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import yaml

from bot import language
from bot.danger import judge
from bot.danger.model import DangerModel
from bot.evaluation import FileError, Report, Values
from bot.intents.model import DANGER, INTENT_SURE, IntentModel, Stage, without_danger
from bot.settings import current
from bot.training import trained_model

_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class _Case:
    """A line, the intent it should have and the one that was found; ``plain`` when no encoder was asked."""

    wanted: str
    found: str
    plain: bool


def evaluate(*paths: Path) -> Report:
    """Intents of the examples in ``paths``, files or folders of them. "accuracy", "f1" (macro), "n" and "plain", the
    share that was understood without a sentence encoder, by language.

    The language of a file's examples is the name of its folder when that is a language's code, else each example's is
    found. Raises `FileError`, also when no assistant has been trained.
    """
    models = trained_models()
    if models is None:
        raise FileError("no assistant has been trained yet: run `loket train`.")
    judged: dict[str, list[_Case]] = defaultdict(list)
    for code, wanted, text in _examples(paths):
        written = language.identify(text).written
        judged[code or written].append(_understood(models, wanted, text, written))
    return {
        "all": _rates([one for several in judged.values() for one in several]),
        "languages": {code: _rates(several) for code, several in sorted(judged.items())},
    }


def _understood(models: Models, wanted: str, text: str, written: str) -> _Case:
    sure = current().intent_sure or INTENT_SURE
    judged = models.intents.believed(text, written, sure)
    plain = judged.stage is Stage.SPELLING
    belief = models.danger.belief(text, written, plain, judged.gloss)
    found = judged.ranking[0][0]
    if judge(text, written, lambda: belief.probability) is not None:
        found = DANGER
    elif found == DANGER:
        found = without_danger(judged.ranking, sure)[0][0]
    return _Case(wanted, found, plain and belief.stage is Stage.SPELLING)


@dataclass(frozen=True)
class Models:
    """What the trained assistant understands a text by."""

    intents: IntentModel
    danger: DangerModel


@lru_cache(maxsize=1)
def trained_models() -> Models | None:
    """The classifiers of the trained assistant, or None before the first training."""
    archive = trained_model(current())
    if archive is None:
        return None
    wanted = {f"{part}.{kind}" for part in ("intents", "danger") for kind in ("npz", "json")}
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as model:
        for member in model.getmembers():
            name = PurePosixPath(member.name).name
            stream = model.extractfile(member) if name in wanted else None
            if stream is not None:
                (Path(folder) / name).write_bytes(stream.read())
        return Models(IntentModel.load(Path(folder)), DangerModel.load(Path(folder)))


def _examples(paths: tuple[Path, ...]) -> Iterator[tuple[str | None, str, str]]:
    """Language, intent and text of each example."""
    for path in paths:
        for file in sorted(path.rglob("*.yml")) if path.is_dir() else [path]:
            code = file.parent.name if re.fullmatch(r"[a-z]{2,3}", file.parent.name) else None
            try:
                # All plain scalars are texts, as Rasa reads them: the intents "yes" and "no" are no truth values.
                blocks = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["nlu"]
            except (yaml.YAMLError, KeyError, TypeError) as error:
                raise FileError(f"{file.name} is no Rasa NLU data: {error}. See data/nlu for examples.") from error
            for block in blocks:
                for line in str(block.get("examples", "")).splitlines():
                    text = _ANNOTATION.sub(r"\1", line.strip().removeprefix("-").strip())
                    if text:
                        yield code, str(block["intent"]), text


def _rates(judged: list[_Case]) -> Values:
    scores = [_f1(judged, intent) for intent in {case.wanted for case in judged}]
    return {
        "accuracy": round(sum(case.wanted == case.found for case in judged) / len(judged), 4),
        "f1": round(sum(scores) / len(scores), 4),
        "n": len(judged),
        "plain": round(sum(case.plain for case in judged) / len(judged), 4),
    }


def _f1(judged: list[_Case], intent: str) -> float:
    both = sum(case.wanted == case.found == intent for case in judged)
    either = sum(case.wanted == intent for case in judged) + sum(case.found == intent for case in judged)
    return 2 * both / either if either else 0.0
