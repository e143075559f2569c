"""The peer's model: Rasa's default pipeline and policies, trained on the same data."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from bot.settings import ROOT, Settings

PEER_CONFIG = Path(__file__).parent / "peer" / "config.yml"
_TRAIN = """
import sys
from rasa.model_training import train
from rasa.utils.log_utils import configure_structlog
configure_structlog(30)
data = ["data/nlu", "data/rules", sys.argv[4]]
train("domain.yml", sys.argv[1], data, output=sys.argv[2], fixed_model_name=sys.argv[3])
"""


def _stories() -> str:
    """Each rule as a story too: the default policies learn from stories, and idle where there are none."""
    told = []
    for path in sorted(ROOT.glob("data/rules/*.yml")):
        rules = yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
        told += [{"story": str(rule["rule"]), "steps": rule["steps"]} for rule in rules]
    return str(yaml.safe_dump({"version": "3.1", "stories": told}, allow_unicode=True))


def peer_model(settings: Settings) -> Path:
    """The peer's model, trained if its data changed (a digest decides); that takes some ten minutes on two cores.

    Raises subprocess.CalledProcessError where training fails.
    """
    stories = _stories()
    total = hashlib.sha256(PEER_CONFIG.read_bytes() + stories.encode())
    for path in sorted([ROOT / "domain.yml", *ROOT.glob("data/nlu/**/*.yml"), *ROOT.glob("data/rules/*.yml")]):
        total.update(path.read_bytes())
    name = f"peer-{total.hexdigest()[:16]}"
    folder = settings.var / "bench"
    model = folder / f"{name}.tar.gz"
    if not model.exists():
        print("Training the peer, Rasa's default pipeline, on the same data …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "TQDM_DISABLE": "1"}
        environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"}
        with tempfile.NamedTemporaryFile("w", suffix=".yml", encoding="utf-8") as told:
            told.write(stories)
            told.flush()
            command = [sys.executable, "-W", "ignore", "-c", _TRAIN, str(PEER_CONFIG), str(folder), name, told.name]
            subprocess.run(command, cwd=ROOT, env={**environment, **quiet}, check=True, stdout=subprocess.DEVNULL)
    return model
