"""One import from files to tables."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import enum
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from desk.catalogue.importing import helsinki
from desk.catalogue.importing.cpsv import record
from desk.catalogue.importing.graph import OUR_CONTEXT, load, services
from desk.catalogue.importing.needs import check_needs
from desk.catalogue.importing.problems import ImportFailed, Problem
from desk.catalogue.importing.shapes import check
from desk.catalogue.importing.store import Stored, staying, store, taken_identifiers
from desk.catalogue.models import Service, Source
from desk.catalogue.records import ServiceRecord

READER_VERSION = "2"
"""Part of the digest of files: raised when readers learn something, so that unchanged files are read again."""


class Format(enum.Enum):
    """How files are written."""

    CPSV = "cpsv"
    HELSINKI = "helsinki"


@dataclasses.dataclass(frozen=True)
class Imported:
    """What came of an import; ``stored`` is None when the files were the same as last time."""

    source: str
    services: int
    stored: Stored | None
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True)
class Request:
    """What to import, and how."""

    files: Sequence[Path]
    format: Format
    source: str
    default_language: str = ""
    add: bool = False
    dry_run: bool = False


def run_import(request: Request, now: dt.datetime) -> Imported:
    """Import the files. Raises `ImportFailed` when nothing of them can be used."""
    content = files_digest(request)
    source = Source.objects.filter(slug=request.source, active=True).first()
    staying_sources = staying(request.source, request.add)
    leaving = Source.objects.filter(active=True).exclude(slug=request.source).exclude(pk__in=staying_sources)
    if source is not None and source.digest == content and not leaving.exists():
        count = Service.objects.filter(source=source).count()
        return Imported(request.source, count, None, ())
    records, problems = read(request)
    problems = [*problems, *taken_identifiers(request.source, records, request.add)]
    failed = {problem.service for problem in problems if problem.serious}
    good = [record for record in records if record.identifier not in failed]
    if not good:
        raise ImportFailed("no service can be used:\n" + "\n".join(map(str, problems)))
    stored = store(
        request.source,
        good,
        failed,
        now,
        add=request.add,
        dry_run=request.dry_run,
        source_digest="" if failed else content,
    )
    return Imported(request.source, len(good), stored, tuple(problems))


def read(request: Request) -> tuple[list[ServiceRecord], list[Problem]]:
    """Records and problems of all files. Raises `ImportFailed`."""
    return _read_helsinki(request.files) if request.format is Format.HELSINKI else _read_cpsv(request)


def _read_helsinki(files: Sequence[Path]) -> tuple[list[ServiceRecord], list[Problem]]:
    records: list[ServiceRecord] = []
    problems: list[Problem] = []
    for path in files:
        found, faults = helsinki.read(path)
        records.extend(found)
        problems.extend(faults)
    return records, [*problems, *check_needs(records)]


def _read_cpsv(request: Request) -> tuple[list[ServiceRecord], list[Problem]]:
    graph = load(request.files, request.default_language)
    nodes = services(graph)
    if not nodes:
        raise ImportFailed(
            "the files hold no service (cpsv:PublicService). Is it the right file, and the right --format?"
        )
    records = [record(graph, node) for node in nodes]
    problems = check(graph).problems
    told = {(problem.service, problem.property) for problem in problems}
    needs = [problem for problem in check_needs(records) if (problem.service, problem.property) not in told]
    return records, [*problems, *needs]


def guess_format(files: Sequence[Path]) -> Format:
    """Helsinki's register is a JSON list; everything else is CPSV-AP."""
    for path in files:
        if path.suffix.lower() == ".json":
            with contextlib.suppress(OSError), path.open("rb") as file:
                return Format.HELSINKI if file.read(64).lstrip().startswith(b"[") else Format.CPSV
    return Format.CPSV


def source_name(files: Sequence[Path], form: Format) -> str:
    """What a catalogue is called when nobody names it: our own files are "demo", others by their first file."""
    if form is Format.HELSINKI:
        return "helsinki"
    first = files[0].resolve()
    folder = first if first.is_dir() else first.parent
    return "demo" if folder == OUR_CONTEXT.parent else re.sub(r"[^a-z0-9_-]+", "-", first.stem.lower()).strip("-")


def files_digest(request: Request) -> str:
    """A digest of the files and of how they are read. Raises `ImportFailed` for an unreadable file."""
    sums = hashlib.sha256(f"{READER_VERSION}|{request.format.value}|{request.default_language}".encode())
    for path in request.files:
        try:
            sums.update(path.name.encode() + b"\0" + path.read_bytes())
        except OSError as error:
            raise ImportFailed(f"{path}: {error.strerror}. Check the name of the file.") from error
    return sums.hexdigest()
