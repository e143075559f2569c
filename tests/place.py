"""Where tests keep what is costly to make (models, vectors): a folder of its own, named before any settings are read.

Loaded by ``-p tests.place`` (pyproject.toml), since Django's settings are read before any conftest.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("LOKET_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
