"""The town's own contacts and emergency numbers, from ``data/town`` (``LOKET_TOWN``)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import SettingsError, current


@dataclasses.dataclass(frozen=True)
class Contacts:
    """Where a citizen reaches a person; ``hours`` in OSM opening_hours syntax."""

    name: Mapping[str, str]
    phone: str
    email: str
    page: str
    address: str
    hours: str


@dataclasses.dataclass(frozen=True)
class Helpline:
    """A number to call for a kind of danger; ``languages`` that it answers in, empty for any."""

    name: Mapping[str, str]
    number: str
    hours: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]


def _read(name: str) -> dict[str, Any]:
    path = Path(current().town) / name
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SettingsError(f"cannot read {path}: {error}. Mend it, or set LOKET_TOWN to the town's folder.") from error
    if not isinstance(content, dict):
        raise SettingsError(f"{path} must hold a mapping; see data/town/{name} for an example.")
    return content


@lru_cache(maxsize=1)
def contacts() -> Contacts:
    """The town's contacts. Raises `SettingsError` where contacts.yml cannot be used."""
    content = _read("contacts.yml")
    try:
        return Contacts(**{field.name: content[field.name] for field in dataclasses.fields(Contacts)})
    except KeyError as error:
        raise SettingsError(f"contacts.yml lacks {error}.") from error


@lru_cache(maxsize=1)
def _emergency() -> tuple[str, tuple[Helpline, ...]]:
    content = _read("emergency.yml")
    try:
        lines = tuple(
            Helpline(
                dict(line["name"]),
                str(line["number"]),
                str(line.get("hours") or ""),
                tuple(line["kinds"]),
                tuple(line.get("languages") or ()),
            )
            for line in content["helplines"]
        )
        return str(content["number"]), lines
    except (KeyError, TypeError) as error:
        raise SettingsError(f"emergency.yml is not usable ({error}); data/town/emergency.yml shows how.") from error


def helplines(kind: str, language: str) -> tuple[str, tuple[Helpline, ...]]:
    """The emergency number, and the helplines for a kind of danger (`bot.danger.rules.Kind`) that speak ``language``.

    Raises `SettingsError` where emergency.yml cannot be used.
    """
    number, lines = _emergency()
    fitting = [line for line in lines if kind in line.kinds and (not line.languages or language in line.languages)]
    return number, tuple(fitting)
