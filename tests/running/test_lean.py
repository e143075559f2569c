"""What the assistant loads to answer: Rasa without what only training needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT

HEAVY = ("tensorflow", "jax", "sklearn", "matplotlib", "skops")


def _python(code: str, var: Path) -> str:
    environment = {**os.environ, "LOKET_VAR": str(var)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_rasa_is_imported_without_what_only_training_needs(tmp_path: Path) -> None:
    code = f"import sys, bot.assistant; print([name for name in {HEAVY} if name in sys.modules])"
    assert _python(code, tmp_path).strip() == "[]"


def test_what_was_left_out_is_there_when_it_is_asked_for(tmp_path: Path) -> None:
    code = """
import bot.assistant, rasa.core.policies.rule_policy, rasa.utils.tensorflow.model_data as data, sys
first, second = data.train_test_split(list(range(10)), test_size=0.5, random_state=1)
print(len(first), len(second))
from sklearn.model_selection import StratifiedKFold
import pymongo.collection, rasa.core.tracker_store
print(StratifiedKFold.__name__, pymongo.collection.ReturnDocument.__name__)
print(rasa.core.tracker_store.Key("sender").eq("x").get_expression()["operator"])
print(callable(rasa.core.test.emulate_loop_rejection))
"""
    assert _python(code, tmp_path).split("\n")[:4] == ["5 5", "StratifiedKFold ReturnDocument", "=", "True"]
