"""What an answer needs of a service beyond what the official shapes ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from desk.catalogue.durations import parse_duration
from desk.catalogue.hours import HoursError, check_hours, check_spans
from desk.catalogue.importing.problems import Problem
from desk.catalogue.records import ChannelRecord, ServiceRecord, digest


def check_needs(records: Sequence[ServiceRecord]) -> list[Problem]:
    """Everything that would leave a question about these services without a right answer."""
    times = Counter(record.identifier for record in records)
    problems = [problem for record in records for problem in _of_service(record, times[record.identifier])]
    problems.extend(_shared_names(records))
    return problems


def _of_service(record: ServiceRecord, times: int) -> Iterator[Problem]:
    def problem(name: str, remedy: str, serious: bool = True) -> Problem:
        return Problem(record.identifier, record.label(), name, remedy, serious)

    if times > 1:
        yield problem("dct:identifier", f"{times} services have this identifier: give each its own")
    if not any(wording.name for wording in record.wordings.values()):
        yield problem("dct:title", "has no name in any language: add one, or import with --default-language")
    if not any(wording.description or wording.steps for wording in record.wordings.values()):
        yield problem("dct:description", "nothing tells what it is: add a description", serious=False)
    if record.authority is None:
        yield problem("cv:hasCompetentAuthority", "nobody answers for it: add the public organisation")
    elif not record.authority.name:
        yield problem("skos:prefLabel", f"the organisation {record.authority.identifier} has no name: add one", False)
    if not record.channels and not record.page:
        yield problem("cv:hasChannel", "no way to it: add a channel, a contact point or a web page", serious=False)
    if record.processing_time:
        try:
            parse_duration(record.processing_time)
        except ValueError as error:
            yield problem("cv:processingTime", f"{error}: write P14D for 14 days")
    for channel in record.channels:
        for name, remedy, serious in _of_channel(channel):
            yield problem(f"channel {channel.identifier}: {name}", remedy, serious)


def _of_channel(channel: ChannelRecord) -> Iterator[tuple[str, str, bool]]:
    try:
        check_hours(channel.hours)
        for days in channel.special:
            check_spans(days.hours)
    except HoursError as error:
        yield "opening hours", str(error), True
    for days in channel.special:
        if days.last < days.first:
            yield "special hours", f"{days.last} lies before {days.first}: swap the days", True
    if channel.email and ("@" not in channel.email or " " in channel.email):
        yield "cv:email", f"{channel.email!r} is no e-mail address: correct it", False
    for url in channel.url.values():
        if not url.startswith(("http://", "https://")):
            yield "web address", f"{url!r} does not begin with https://: correct it", False


def _shared_names(records: Sequence[ServiceRecord]) -> Iterator[Problem]:
    """One identifier for two different channels, organisations or groups would make one of them vanish."""
    first: dict[tuple[str, str], str] = {}
    for record in records:
        for kind, identifier, part in _parts(record):
            known = first.setdefault((kind, identifier), digest(part))
            if known != digest(part):
                yield Problem(
                    record.identifier,
                    record.label(),
                    f"{kind} {identifier}",
                    "another one in the file has the same identifier: give each its own",
                )


def _parts(record: ServiceRecord) -> Iterable[tuple[str, str, Any]]:
    if record.authority is not None:
        yield "organisation", record.authority.identifier, record.authority
    for channel in record.channels:
        yield "channel", channel.identifier, channel
    for concept in record.concepts:
        yield concept.kind.value, concept.identifier, concept
