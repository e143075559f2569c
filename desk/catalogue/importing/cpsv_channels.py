"""Channels and contact points of a CPSV-AP graph as records."""

from __future__ import annotations

import datetime as dt
import re

from rdflib import Literal, URIRef
from rdflib.term import Node

from desk.catalogue.hours import HoursError, check_hours
from desk.catalogue.importing.reader import Reader
from desk.catalogue.records import ChannelKind, ChannelRecord, ChannelRole, SpecialDays, Texts
from desk.catalogue.vocabulary import CHANNEL_KINDS, CV, DCAT, DCT, FOAF, LOCN, LOKET, SCHEMA, SKOS

UNDETERMINED = "und"
"""BCP 47 for words whose language nobody told."""
_ORDER = {kind: number for number, kind in enumerate(ChannelKind)}
_WORDS = (
    (ChannelKind.PHONE, r"\btele?ph|\bphone|puhelin|\bcall\b|teléfono|telefon|هاتف|تلفون"),
    (ChannelKind.EMAIL, r"\be-?mail|courriel|correo|sähköposti|e-?post\b"),
    (ChannelKind.CHAT, r"\bchat"),
    (ChannelKind.FORM, r"\bforms?\b|formular|lomake|blankett|\bmodulo\b"),
    (ChannelKind.OFFICE, r"\boffice|\bcounter|\bdesk\b|service point|sportello|toimipiste|palvelupiste|guichet"),
    (ChannelKind.MAIL, r"\bmail\b|\bpost\b|\bletter"),
    (ChannelKind.WEB_PAGE, r"\bweb ?(page|site)|homepage"),
    (ChannelKind.E_SERVICE, r"\be-?service|\bonline|\bdigital|\binternet|\bapp\b"),
)


def in_order(records: list[ChannelRecord]) -> tuple[ChannelRecord, ...]:
    """Channels as they are told: online first, then by phone, mail and in person; contacts last."""
    return tuple(sorted(records, key=lambda c: (c.role is ChannelRole.CONTACT, _ORDER[c.kind], c.identifier)))


def channels(read: Reader, node: Node) -> tuple[ChannelRecord, ...]:
    """The channels of a service, and whom to ask about it."""
    found = [_channel(read, item, ChannelRole.CHANNEL) for item in read.sorted(node, CV.hasChannel)]
    for predicate in (CV.contactPoint, CV.hasContactPoint):
        found.extend(_channel(read, item, ChannelRole.CONTACT) for item in read.sorted(node, predicate))
    return in_order([channel for channel in found if not _says_nothing(channel)])


def _says_nothing(channel: ChannelRecord) -> bool:
    words = (channel.name, channel.description, channel.url, channel.address, channel.hours_text)
    return not any((*words, channel.phone, channel.email, channel.hours))


def _channel(read: Reader, node: Node, role: ChannelRole) -> ChannelRecord:
    phone = read.plain(node, CV.telephone, SCHEMA.telephone).removeprefix("tel:")[:200]
    email = read.plain(node, CV.email, SCHEMA.email).removeprefix("mailto:").split(", ")[0][:254]
    url = read.addresses(node, CV.contactPage, FOAF.page, DCAT.landingPage, SCHEMA.url)
    address = read.texts(node, LOKET.address) or _address(read, node)
    name = read.texts(node, DCT.title) or read.texts(node, SKOS.prefLabel)
    hours, hours_text = _hours(read, node)
    held: dict[ChannelKind, object] = {
        ChannelKind.PHONE: phone,
        ChannelKind.EMAIL: email,
        ChannelKind.WEB_PAGE: url,
        ChannelKind.OFFICE: address,
    }
    return ChannelRecord(
        identifier=read.identifier(node),
        kind=_kind(read, node, name, held),
        role=role,
        name=name,
        description=read.texts(node, DCT.description),
        url=url,
        phone=phone,
        email=email,
        address=address,
        hours=hours,
        hours_text=hours_text,
        special=special_days(read, node),
    )


def _kind(read: Reader, node: Node, name: Texts, held: dict[ChannelKind, object]) -> ChannelKind:
    """The kind by dct:type, else by its words, else by what the channel holds."""
    types = list(read.graph.objects(node, DCT.type))
    for code in types:
        known = CHANNEL_KINDS.get(re.split(r"[/#]", str(code).rstrip("/"))[-1].lower().replace("_", "-"))
        if known is not None:
            return known
    labels = [text for code in types for text in (str(code), *read.texts(code, SKOS.prefLabel).values())]
    words = " ".join([*labels, *name.values()])
    for kind, pattern in _WORDS:
        if re.search(pattern, words, re.IGNORECASE):
            return kind
    return next((kind for kind, value in held.items() if value), ChannelKind.OFFICE)


def _address(read: Reader, node: Node) -> Texts:
    for place in read.sorted(node, LOCN.address):
        full = read.texts(place, LOCN.fullAddress)
        if full:
            return full
        parts = [read.texts(place, term) for term in (LOCN.thoroughfare, LOCN.postName)]
        return {code: ", ".join(part[code] for part in parts if code in part) for code in parts[0]}
    return {}


def _hours(read: Reader, node: Node) -> tuple[str, Texts]:
    """Hours for the machine ("" unless readable in words that are meant for people) and in words."""
    expressions = [str(value) for value in read.graph.objects(node, LOKET.openingHours)]
    words: Texts = {}
    for period in read.sorted(node, CV.openingHours):
        expressions.extend(str(value) for value in read.graph.objects(period, LOKET.openingHours))
        words.update(read.texts(period, DCT.description))
    if not expressions:
        literals = _literal_hours(read, node)
        expressions = [text for text in literals if _readable(text)]
        for text in literals:
            if not _readable(text):
                words[UNDETERMINED] = text
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in expressions)), words


def _literal_hours(read: Reader, node: Node) -> list[str]:
    terms = (SCHEMA.openingHours, CV.openingHours)
    return sorted(
        str(value) for term in terms for value in read.graph.objects(node, term) if isinstance(value, Literal)
    )


def _readable(text: str) -> bool:
    try:
        check_hours(text)
    except HoursError:
        return False
    return True


def special_days(read: Reader, node: Node) -> tuple[SpecialDays, ...]:
    """Days with other hours than in an ordinary week; periods without dates are left to their words."""
    found = []
    for period in read.sorted(node, CV.specialOpeningHoursSpecification):
        first = _day(read, period, LOKET.firstDay)
        if first is not None:
            hours = read.plain(period, LOKET.openingHours).replace(", ", ",")
            last = _day(read, period, LOKET.lastDay) or first
            found.append(
                SpecialDays(
                    first, last, "" if hours in ("off", "closed") else hours, read.texts(period, DCT.description)
                )
            )
    return tuple(sorted(found, key=lambda days: (days.first, days.last, days.hours)))


def _day(read: Reader, period: Node, predicate: URIRef) -> dt.date | None:
    value = read.graph.value(period, predicate)
    try:
        return dt.date.fromisoformat(str(value)) if value is not None else None
    except ValueError:
        return None
