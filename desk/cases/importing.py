"""Categories and streets from files. Importing twice changes nothing; a category that is gone is retired, not deleted.

A categories file (data/town/categories.yml is the example) holds ``groups``, each with ``slug``, ``labels`` and
``categories``; texts may lie beside it, one file a language, in a folder of the same name.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Max

from desk.cases.clocks import Rule
from desk.cases.kinds import Field, Kind, Severity
from desk.cases.models import Category, CategoryGroup, Street

# Ten thousand lines take 5 s with the loader in Python, which is the only one where PyYAML was built without libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXTS = ("labels", "descriptions", "keywords", "phrases")
_IN_LANGUAGE_FILE = {"label": "labels", "description": "descriptions", "keywords": "keywords", "phrases": "phrases"}
_RULES = {
    "team": "",
    "kinds": [],
    "public": False,
    "anonymous_allowed": True,
    "clocks": {},
    "retention_days": 730,
    "reopen_allowed": True,
    "fields": [],
    "questions": [],
}


class UnusableFile(ValueError):
    """A file cannot be used; the text says which entry and what to mend."""


@dataclasses.dataclass(frozen=True)
class Imported:
    added: int
    changed: int
    unchanged: int
    retired: int


def import_categories(path: Path) -> Imported:
    """Make the file's categories the town's. All or nothing. Raises `UnusableFile`."""
    groups, categories = _read(path)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    with transaction.atomic():
        rows = {
            slug: CategoryGroup.objects.update_or_create(slug=slug, defaults=values)[0]
            for slug, values in groups.items()
        }
        newest = (Category.objects.aggregate(last=Max("revision"))["last"] or 0) + 1
        for slug, (group, values) in categories.items():
            counts[_store(slug, {**values, "group": rows[group], "active": True}, newest)] += 1
        retired = Category.objects.filter(active=True).exclude(slug__in=categories)
        number = retired.update(active=False, revision=newest)
    return Imported(**counts, retired=number)


def _store(slug: str, values: Mapping[str, Any], revision: int) -> str:
    row = Category.objects.filter(slug=slug).first()
    if row is None:
        Category.objects.create(slug=slug, revision=revision, **values)
        return "added"
    if all(getattr(row, name) == value for name, value in values.items()):
        return "unchanged"
    for name, value in values.items():
        setattr(row, name, value)
    row.revision = revision
    row.save()
    return "changed"


def _read(path: Path) -> tuple[dict[str, dict[str, Any]], dict[str, tuple[str, dict[str, Any]]]]:
    content = _yaml(path)
    texts = _texts(path.with_suffix(""))
    groups: dict[str, dict[str, Any]] = {}
    categories: dict[str, tuple[str, dict[str, Any]]] = {}
    for place, group in enumerate(content.get("groups") or []):
        slug = str(group.get("slug") or "")
        if not slug:
            raise UnusableFile(f"{path}: group {place + 1} has no slug")
        labels = {language: told["groups"][slug] for language, told in texts.items() if slug in told.get("groups", {})}
        groups[slug] = {"labels": {**labels, **group.get("labels", {})}, "position": place}
        for number, entry in enumerate(group.get("categories") or []):
            name, values = _category(path, entry, number, texts)
            if name in categories:
                raise UnusableFile(f"{path}: the category {name} is there twice")
            categories[name] = (slug, values)
    if not categories:
        raise UnusableFile(f"{path}: no groups with categories in it; data/town/categories.yml shows how to write them")
    return groups, categories


def _category(
    path: Path, entry: Mapping[str, Any], number: int, texts: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    slug = str(entry.get("slug") or "")
    where = f"{path}: category {slug or number + 1}"
    if not slug:
        raise UnusableFile(f"{where} has no slug")
    values: dict[str, Any] = {name: entry.get(name, usual) for name, usual in _RULES.items()}
    values["position"] = number
    try:
        values["severity"] = Severity[str(entry.get("severity", "low")).upper()]
        values["kinds"] = [Kind(kind).value for kind in values["kinds"]]
        values["fields"] = [Field(field).value for field in values["fields"]]
        values["clocks"] = {Kind(kind).value: Rule.of(rule).as_data() for kind, rule in values["clocks"].items()}
    except (KeyError, ValueError) as error:
        raise UnusableFile(f"{where}: {error}") from error
    if not values["team"]:
        raise UnusableFile(f"{where}: name the team that owns it (team: …)")
    for name in _TEXTS:
        values[name] = dict(entry.get(name, {}))
    for language, told in texts.items():
        for name, value in (told.get("categories", {}).get(slug) or {}).items():
            if name not in _IN_LANGUAGE_FILE:
                raise UnusableFile(f"{where}, {language}: {name} is not one of {', '.join(_IN_LANGUAGE_FILE)}")
            values[_IN_LANGUAGE_FILE[name]].setdefault(language, value)
    if not values["labels"]:
        raise UnusableFile(f"{where} has no label in any language")
    return slug, values


def _texts(folder: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: _yaml(path) for path in sorted(folder.glob("*.yml"))} if folder.is_dir() else {}


def _yaml(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnusableFile(f"cannot read {path}: {error}") from error
    if not isinstance(content, dict):
        raise UnusableFile(f"{path}: a mapping is expected; data/town/categories.yml shows how to write it")
    return content


def import_streets(path: Path) -> Imported:
    """Make the file's streets the town's: CSV with a heading, column ``name``, and any of ``name_<language>``,
    ``district``, ``postcode``, ``latitude``, ``longitude``. Streets of cases stay. Raises `UnusableFile`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [_street(path, number, row) for number, row in enumerate(csv.DictReader(file), start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnusableFile(f"cannot read {path}: {error}. UTF-8 text with commas is expected.") from error
    if not rows:
        raise UnusableFile(f"{path}: no street in it. The first line names the columns: name,district,postcode")
    return _store_streets(rows)


def _store_streets(rows: Iterable[Mapping[str, Any]]) -> Imported:
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    known = {row.name: row for row in Street.objects.all()}
    named: set[str] = set()
    with transaction.atomic():
        for values in rows:
            if values["name"] in named:
                continue
            named.add(values["name"])
            row = known.get(values["name"])
            if row is None:
                Street.objects.create(**values)
                counts["added"] += 1
            elif any(getattr(row, name) != value for name, value in values.items()):
                Street.objects.filter(pk=row.pk).update(**values)
                counts["changed"] += 1
            else:
                counts["unchanged"] += 1
        gone = Street.objects.filter(name__in=set(known) - named, cases=None)
        retired = gone.count()
        gone.delete()
    return Imported(**counts, retired=retired)


def _street(path: Path, number: int, row: Mapping[str, str | None]) -> dict[str, Any]:
    name = (row.get("name") or "").strip()
    if not name:
        raise UnusableFile(f"{path}, line {number}: no name. The first line names the columns: name,district,postcode")
    try:
        coordinates = {key: _decimal(row.get(key)) for key in ("latitude", "longitude")}
    except InvalidOperation as error:
        raise UnusableFile(f"{path}, line {number}: latitude and longitude are numbers such as 60.169856") from error
    return {
        "name": name[:120],
        "names": {
            key.removeprefix("name_"): value.strip()
            for key, value in row.items()
            if key and key.startswith("name_") and value and value.strip()
        },
        "district": (row.get("district") or "").strip()[:80],
        "postcode": (row.get("postcode") or "").strip()[:12],
        **coordinates,
    }


def _decimal(text: str | None) -> Decimal | None:
    return round(Decimal(text.strip()), 6) if text and text.strip() else None
