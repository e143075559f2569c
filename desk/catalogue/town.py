"""The town whose services these are: its country, time zone and currency, from town.yml."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from django.conf import settings

TOWN_FILE = "town.yml"
OFFICE_HOURS = "Mo-Fr 08:00-16:00; PH off"


class TownError(ValueError):
    """town.yml is missing or wrong; the text says which line to mend."""


@dataclasses.dataclass(frozen=True)
class Town:
    """``country`` is an ISO 3166-1 code of two letters, ``currency`` ISO 4217, ``office_hours`` OSM opening_hours: the
    hours in which the clocks of cases run.
    """

    name: dict[str, str]
    country: str
    zone: ZoneInfo
    currency: str
    office_hours: str = OFFICE_HOURS


def read_town(folder: Path) -> Town:
    """The town described in ``folder``. Raises `TownError`."""
    path = folder / TOWN_FILE
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise TownError(
            f"cannot read {path}: {error}. Mend it, or set LOKET_TOWN to the folder that holds it."
        ) from error
    try:
        return Town(
            dict(content["name"]),
            content["country"],
            ZoneInfo(content["time_zone"]),
            content["currency"],
            str(content.get("office_hours") or OFFICE_HOURS),
        )
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise TownError(f"{path}: name, country, time_zone and currency are needed; not usable: {error}.") from error


@lru_cache(maxsize=4)
def _town(folder: Path) -> Town:
    return read_town(folder)


def town() -> Town:
    """The town of this installation (read once)."""
    return _town(Path(settings.TOWN_FOLDER))
