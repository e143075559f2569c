"""Helsinki's Service Description Register in the city's own JSON (errandservices.json).

Source: github.com/City-of-Helsinki/drupal-tpr-aggregator. A list of services; each holds "fi", "sv" and "en", and a
missing language is [] instead of an object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from desk.catalogue.importing.cpsv_channels import in_order
from desk.catalogue.importing.helsinki_hours import UnreadableHours, to_osm
from desk.catalogue.importing.helsinki_words import AUTHORITY, LIFE_EVENTS, TARGET_GROUPS
from desk.catalogue.importing.problems import ImportFailed, Problem
from desk.catalogue.records import (
    ChannelKind,
    ChannelRecord,
    ConceptKind,
    ConceptRecord,
    CostRecord,
    OrganisationRecord,
    ServiceRecord,
    Texts,
    Wording,
    tidy_words,
    web_address,
)

LANGUAGES = ("fi", "sv", "en")
_KINDS = {
    "ESERVICE": ChannelKind.E_SERVICE,
    "WEBPAGE": ChannelKind.WEB_PAGE,
    "TELEPHONE": ChannelKind.PHONE,
    "EMAIL": ChannelKind.EMAIL,
    "PRINTABLE_FORM": ChannelKind.FORM,
    "CHAT": ChannelKind.CHAT,
    "LOCAL": ChannelKind.OFFICE,
    "MAIL": ChannelKind.MAIL,
}
_AUTHORITY = OrganisationRecord("helsinki", AUTHORITY, "https://www.hel.fi/")
_EUROS = re.compile(r"(?:€|EUR) ?(\d+(?:[.,]\d{1,2})?)|(\d+(?:[.,]\d{1,2})?) ?(?:€|euroa?\b|EUR\b|euros?\b)")
_DAYS = re.compile(r"(\d+) (?:days|vuorokautta|päivää|dagar|dygn)\b")

_LINK_RANKS = {"INTERNET": 0, "FORM": 1}
_LINK_NOTE = re.compile(r"\s*\(in \w+\)\s*$")


def read(path: Path) -> tuple[list[ServiceRecord], list[Problem]]:
    """Every service of the file. Raises `ImportFailed` when it is not such a file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ImportFailed(f"{path}: not readable as JSON ({error}). Download the file again.") from error
    if not isinstance(content, list):
        raise ImportFailed(f"{path}: a list of services is expected. Is it another format? Then leave out --format.")
    records: list[ServiceRecord] = []
    problems: list[Problem] = []
    for number, item in enumerate(content):
        try:
            records.append(_service(item))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            name = str(item.get("id", "")) if isinstance(item, Mapping) else ""
            remedy = f"entry {number + 1} of the list is not as the register writes it ({error!r}); mend or remove it"
            problems.append(Problem(name, "", "entry", remedy))
    return records, problems


def _service(item: Mapping[str, Any]) -> ServiceRecord:
    texts = {language: item[language] for language in LANGUAGES if isinstance(item[language], Mapping)}
    channels = _channels(texts)
    costs = _texts(texts, "costs")
    return ServiceRecord(
        identifier=str(item["id"]),
        wordings={language: _wording(text) for language, text in texts.items()},
        authority=_AUTHORITY,
        channels=channels,
        costs=(CostRecord(f"cost-{item['id']}", _amount(costs), "EUR", costs),) if costs else (),
        concepts=_concepts(texts.values()),
        processing_time=_processing_time(_texts(texts, "processing_time")),
        page=next((channel.url for channel in channels if channel.kind is ChannelKind.WEB_PAGE and channel.url), {}),
    )


def _wording(text: Mapping[str, Any]) -> Wording:
    name = _clean(text["name"])
    description = _clean(text.get("description"))
    return Wording(
        name=name,
        description=description if description != name else "",
        steps=_clean(text.get("process_description")),
        processing=_clean(text.get("processing_time")),
        information=_paragraphs(text.get("information"), text.get("expiration_time")),
        synonyms=tidy_words(re.split(r"[,;\n]", text.get("name_synonyms", ""))),
    )


def _channels(texts: Mapping[str, Mapping[str, Any]]) -> tuple[ChannelRecord, ...]:
    by_id: dict[int, dict[str, Mapping[str, Any]]] = {}
    for language, text in texts.items():
        for channel in text["channels"]:
            by_id.setdefault(channel["id"], {})[language] = channel
    return in_order([_channel(str(number), channel) for number, channel in by_id.items()])


def _channel(identifier: str, texts: Mapping[str, Mapping[str, Any]]) -> ChannelRecord:
    any_text = next(iter(texts.values()))
    lines = {language: _hour_lines(text) for language, text in texts.items()}
    return ChannelRecord(
        identifier=identifier,
        kind=_KINDS[any_text["type"]],
        name={language: _clean(text["name"]) for language, text in texts.items() if text.get("name")},
        description=_filled(
            {
                language: _paragraphs(
                    text.get("prerequisites"),
                    text.get("information"),
                    text.get("process_description"),
                    text.get("call_charge_info"),
                )
                for language, text in texts.items()
            }
        ),
        url=_one_address(_filled({language: _link(text["links"]) for language, text in texts.items()})),
        phone=" ".join(_first(texts.values(), "phone").split()),
        email=_first(texts.values(), "email"),
        address=_filled({language: _address(text) for language, text in texts.items()}),
        hours=_hours(lines.values(), online=any_text["type"] == "ESERVICE"),
        hours_text=_filled({language: "\n".join(text) for language, text in lines.items()}),
    )


def _hour_lines(channel: Mapping[str, Any]) -> list[str]:
    return [_clean(item["availability_string"]) for item in channel["availabilities"] if isinstance(item, Mapping)]


def _hours(languages: Iterable[list[str]], online: bool) -> str:
    for lines in languages:
        try:
            return to_osm(lines, online)
        except UnreadableHours:
            continue
    return ""


def _concepts(texts: Iterable[Mapping[str, Any]]) -> tuple[ConceptRecord, ...]:
    codes: dict[tuple[ConceptKind, str], None] = {}
    for text in texts:
        codes.update(dict.fromkeys((ConceptKind.AUDIENCE, code) for code in text["target_groups"]))
        codes.update(dict.fromkeys((ConceptKind.LIFE_EVENT, code) for code in text["life_events"]))
    names = {ConceptKind.AUDIENCE: TARGET_GROUPS, ConceptKind.LIFE_EVENT: LIFE_EVENTS}
    found = [
        ConceptRecord(
            code.lower().replace("_", "-"), kind, names[kind].get(code, {"en": code.replace("_", " ").capitalize()})
        )
        for kind, code in codes
    ]
    return tuple(sorted(found, key=lambda concept: (concept.kind.value, concept.identifier)))


def _amount(costs: Texts) -> Decimal | None:
    """The fee when every language names exactly one and the same sum of euros."""
    sums: set[str] = set()
    for text in costs.values():
        sums.update((first or second).replace(",", ".") for first, second in _EUROS.findall(text))
    return Decimal(sums.pop()) if len(sums) == 1 else None


def _processing_time(texts: Texts) -> str:
    days = {number for text in texts.values() for number in _DAYS.findall(text)}
    return f"P{days.pop()}D" if len(days) == 1 else ""


def _link(links: list[Mapping[str, Any]]) -> str:
    """The address that leads to the service itself; some come with a note such as "(in Finnish)"."""
    ranked = sorted(links, key=lambda link: _LINK_RANKS.get(link["type"], len(_LINK_RANKS)))
    return web_address(_LINK_NOTE.sub("", str(ranked[0]["url"]))) if ranked else ""


def _one_address(urls: Texts) -> Texts:
    """One entry when every language has the same address."""
    return {"": next(iter(urls.values()))} if len(set(urls.values())) == 1 else urls


def _address(text: Mapping[str, Any]) -> str:
    street, code, city = (
        _clean(text.get(f"personal_service_{part}")) for part in ("street_addr", "postal_code", "city")
    )
    return ", ".join(part for part in (street, f"{code} {city}".strip()) if part)


def _texts(texts: Mapping[str, Mapping[str, Any]], key: str) -> Texts:
    return _filled({language: _clean(text.get(key)) for language, text in texts.items()})


def _filled(texts: Texts) -> Texts:
    return {language: text for language, text in texts.items() if text}


def _first(texts: Iterable[Mapping[str, Any]], key: str) -> str:
    return next((_clean(text[key]) for text in texts if text.get(key)), "")


def _paragraphs(*parts: str | None) -> str:
    return "\n\n".join(dict.fromkeys(text for text in map(_clean, parts) if text))


def _clean(text: str | None) -> str:
    """Text without zero-width signs, trailing blanks, and runs of empty lines."""
    plain = (text or "").replace("\u200b", "").replace("\r\n", "\n").replace("\t", " ")
    lines = "\n".join(line.strip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
