"""What several folders of tests need: an installation that is made once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bot.settings import current
from bot.training import train
from tests.running.conftest import Counter


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var folder with a trained model and the demo catalogue, its vectors made; the model and vectors are kept."""
    kept = current()
    train(kept)
    var = tmp_path_factory.mktemp("counter")
    (var / "models").mkdir()
    for model in kept.model_dir.glob("loket-*.tar.gz"):
        os.link(model, var / "models" / model.name) if _same_disk(model, var) else shutil.copy2(model, var / "models")
    if (kept.var / "vectors.db").exists():
        shutil.copy2(kept.var / "vectors.db", var / "vectors.db")
    counter = Counter(var)
    done = counter.loket("run", "--prepare-only", timeout=600)
    assert done.returncode == 0, done.stderr
    embedding = "import django; django.setup(); from bot.search.jobs import embed_missing; embed_missing(processes=2)"
    done = counter.python(embedding, timeout=1500)
    assert done.returncode == 0, done.stderr
    shutil.copy2(var / "vectors.db", kept.var / "vectors.db")
    return var


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev
