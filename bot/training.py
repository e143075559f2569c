"""Training the assistant, only when something that decides the model has changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT, Settings, SettingsError

# What a model is made of: change one of these and it is trained again.
INGREDIENTS = (
    "config.yml",
    "domain.yml",
    "data/nlu/**/*.yml",
    "data/rules/*.yml",
    "bot/components/*.py",
    "bot/intents/*.py",
    "data/cues/*.yml",
    "data/danger/*.tsv",
    "data/matters/*.tsv",
    "data/thesaurus/??.yml",
    "bot/danger/lines.py",
    "bot/danger/model.py",
    "bot/encoders.py",
    "bot/e5/*.py",
    "requirements.lock",
)
KEPT_MODELS = 3
ANNOUNCED = "Training the assistant (some six minutes on two cores) …"


def digest(root: Path = ROOT) -> str:
    """A digest of everything that decides the model."""
    total = hashlib.sha256()
    for pattern in INGREDIENTS:
        for path in sorted(root.glob(pattern)):
            total.update(str(path.relative_to(root)).encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def model_path(settings: Settings) -> Path:
    """Where the model of the present data lies, or will."""
    return settings.model_dir / f"loket-{digest()}.tar.gz"


def trained_model(settings: Settings) -> Path | None:
    """The model of the present data; else the newest there is, to answer while another is trained."""
    wanted = model_path(settings)
    if wanted.exists():
        return wanted
    found = sorted(settings.model_dir.glob("loket-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def train(settings: Settings, force: bool = False) -> Path:
    """Train if needed, in a process of its own (it takes a gigabyte); returns the model's path.

    Raises `SettingsError` where training fails or the folder cannot be written.
    """
    wanted = model_path(settings)
    if wanted.exists() and not force:
        return wanted
    try:
        settings.model_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"cannot write to {settings.model_dir} ({error.strerror}): set LOKET_VAR.") from error
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TQDM_DISABLE": "1",
    }
    name = wanted.name.removesuffix(".tar.gz")
    command = [sys.executable, "-W", "ignore", "-m", "bot.training", str(settings.model_dir), name]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode or not wanted.exists():
        raise SettingsError("training failed; what Rasa said stands above.")
    for old in sorted(settings.model_dir.glob("loket-*.tar.gz"), key=lambda path: path.stat().st_mtime)[:-KEPT_MODELS]:
        old.unlink()
    return wanted


def _train_here(folder: str, name: str) -> int:
    import skops.io  # noqa: F401  (before Rasa: it scans every module that is loaded by then)
    from rasa.model_training import train as rasa_train
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(30)
    result = rasa_train(
        domain="domain.yml",
        config="config.yml",
        training_files=["data/nlu", "data/rules"],
        output=folder,
        # Rasa's cache does not see the code of our components; our own digest does, and has found a change.
        force_training=True,
        fixed_model_name=name,
    )
    return int(result.code)


if __name__ == "__main__":
    raise SystemExit(_train_here(sys.argv[1], sys.argv[2]))
