"""The demo town with few of its citizens' phrases: tens of thousands take minutes to learn that most tests need not."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

TOWN = ROOT / "data" / "town"
_PHRASES = 20
"""For each category and language; of fewer the counter would learn keywords and descriptions, too."""


def small_town(folder: Path) -> Path:
    """A town in ``folder``, which is made: all that the demo town has, its categories with few phrases."""
    shutil.copytree(TOWN, folder)
    for name, content in _thinned().items():
        (folder / "categories" / name).write_text(content, encoding="utf-8")
    return folder


@lru_cache(maxsize=1)
def _thinned() -> dict[str, str]:
    """The texts of the categories' files by their names."""
    found = {}
    for path in sorted((TOWN / "categories").glob("*.yml")):
        texts: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for category in texts["categories"].values():
            category["phrases"] = category["phrases"][:_PHRASES]
        found[path.name] = yaml.dump(texts, Dumper=yaml.CSafeDumper, allow_unicode=True)
    return found
