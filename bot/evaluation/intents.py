"""How often the intent is right: the trained assistant on Rasa's own form of test data."""

from __future__ import annotations

import re
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

import yaml

from bot import language
from bot.danger import judge
from bot.evaluation import FileError, Report, Values
from bot.intents.model import DANGER, INTENT_SURE, IntentModel, without_danger
from bot.settings import current
from bot.training import trained_model

_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


def evaluate(*paths: Path) -> Report:
    """Intents of the examples in ``paths``, files or folders of them. "accuracy", "f1" (macro) and "n" by language.

    The language of a file's examples is the name of its folder when that is a language's code, else each example's is
    found. Raises `FileError`, also when no assistant has been trained.
    """
    model = trained_intents()
    if model is None:
        raise FileError("no assistant has been trained yet: run `loket train`.")
    sure = current().intent_sure or INTENT_SURE
    judged: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, wanted, text in _examples(paths):
        written = language.identify(text).written
        ranking = model.believed(text, written, sure)
        found = ranking[0][0]
        if judge(text, written, dict(ranking).get("danger", 0.0)) is not None:
            found = DANGER
        elif found == DANGER:
            found = without_danger(ranking, sure)[0][0]
        judged[code or written].append((wanted, found))
    return {
        "all": _rates([one for several in judged.values() for one in several]),
        "languages": {code: _rates(several) for code, several in sorted(judged.items())},
    }


@lru_cache(maxsize=1)
def trained_intents() -> IntentModel | None:
    """The intent classifier of the trained assistant, or None before the first training."""
    archive = trained_model(current())
    if archive is None:
        return None
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as model:
        for member in model.getmembers():
            name = PurePosixPath(member.name).name
            stream = model.extractfile(member) if name in ("intents.npz", "intents.json") else None
            if stream is not None:
                (Path(folder) / name).write_bytes(stream.read())
        return IntentModel.load(Path(folder))


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


def _rates(judged: list[tuple[str, str]]) -> Values:
    right = sum(wanted == found for wanted, found in judged)
    scores = [_f1(judged, intent) for intent in {wanted for wanted, _ in judged}]
    return {
        "accuracy": round(right / len(judged), 4),
        "f1": round(sum(scores) / len(scores), 4),
        "n": len(judged),
    }


def _f1(judged: list[tuple[str, str]], intent: str) -> float:
    both = sum(wanted == found == intent for wanted, found in judged)
    either = sum(wanted == intent for wanted, _ in judged) + sum(found == intent for _, found in judged)
    return 2 * both / either if either else 0.0
