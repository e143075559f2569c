"""An installation that is made once: ``python -m tests.preparing FOLDER`` trains the model and makes every vector."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from bot.settings import current
from bot.training import train
from tests.running.conftest import Counter
from tests.town import small_town

_EMBEDDING = """
import django
django.setup()
from actions.forms import likeness
from bot.search import jobs
jobs.embed_missing(processes=2)
likeness.embed_missing()
"""


def prepare(var: Path) -> None:
    """A var folder with a trained model, the demo catalogue and the small town, their vectors made.

    The model and the vectors are kept.
    """
    kept = current()
    train(kept)
    (var / "models").mkdir(parents=True)
    for model in kept.model_dir.glob("loket-*.tar.gz"):
        os.link(model, var / "models" / model.name) if _same_disk(model, var) else shutil.copy2(model, var / "models")
    if (kept.var / "vectors.db").exists():
        shutil.copy2(kept.var / "vectors.db", var / "vectors.db")
    counter = Counter(var)
    with tempfile.TemporaryDirectory(prefix="loket-town-") as folder:
        town = small_town(Path(folder) / "town")
        done = counter.loket("run", "--prepare-only", timeout=600, LOKET_TOWN=str(town))
    assert done.returncode == 0, done.stderr
    done = counter.python(_EMBEDDING, timeout=1500)
    assert done.returncode == 0, done.stderr
    shutil.copy2(var / "vectors.db", kept.var / "vectors.db")


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
