"""``loket train``."""

from __future__ import annotations

import argparse
import time

from bot.settings import current
from bot.training import ANNOUNCED, model_path, train

HELP = "Train the assistant if its data changed (a digest of the data decides)."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")


def run(args: argparse.Namespace) -> int:
    settings = current()
    if model_path(settings).exists() and not args.force:
        print(f"The model {model_path(settings).name} is up to date.")
        return 0
    print(ANNOUNCED, flush=True)
    start = time.monotonic()
    path = train(settings, args.force)
    print(f"Trained {path.name} in {time.monotonic() - start:.0f} s.")
    return 0
