"""An answer about one facet of one service, put together from the catalogue alone.

What the catalogue lacks is said, with the description, which may tell it all the same, and the service's contact;
nothing is invented. A screen gets links and the source on a card, SMS and speech get everything as text.
"""

from __future__ import annotations

import dataclasses
import re

from actions.base import Asked, Button, Card, Message
from bot import formats
from bot.turn import FACETS
from desk.catalogue.reading import ChannelInfo, Cost, ServiceView, Text

ABOUT_LENGTH = 600
# Where it stands for what was asked, only so much of a description is told.
INSTEAD_LENGTH = 350
# Registers often tell in the description alone how something is got, for whom, at what price and how fast.
_MAY_BE_DESCRIBED = ("steps", "audience", "documents", "cost", "time")
FACET_BUTTONS = 4
ONLINE_KINDS = ("e_service", "web_page", "form")


@dataclasses.dataclass(frozen=True)
class Facts:
    """The lines that answer a facet, and the languages they are really in."""

    lines: tuple[str, ...]
    languages: frozenset[str] = frozenset()


def _facts(*texts: Text | None) -> Facts:
    present = [text for text in texts if text is not None and text.value.strip()]
    return Facts(tuple(text.value.strip() for text in present), frozenset(text.language for text in present))


def _cost_line(cost: Cost, asked: Asked) -> str:
    if cost.value is None:
        return cost.description.value if cost.description else ""
    free = cost.value == 0
    amount = asked.say("answer-cost-free") if free else formats.money(cost.value, cost.currency, asked.language)
    words = cost.description.value.strip() if cost.description else ""
    if not words:
        return amount
    # A good description names the amount itself; saying it twice would only confuse.
    named = re.search(rf"(?<!\d){cost.value:g}(?![\d.,]*\d)", words.replace(",", "."))
    return words if free or named else f"{amount}: {words}"


def hours_text(channel: ChannelInfo, asked: Asked) -> str:
    """A channel's hours in words, or "" where it has none."""
    said = formats.opening_hours(channel.hours, asked.language) if channel.hours else None
    if said:
        return said
    return channel.hours_text.value if channel.hours_text else ""


def channel_name(channel: ChannelInfo, asked: Asked) -> str:
    return channel.name.value if channel.name and channel.name.value else asked.say(f"channel-{channel.kind}")


def _unique(lines: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in lines if line.strip()))


def _cost(service: ServiceView, asked: Asked) -> Facts:
    languages = frozenset(cost.description.language for cost in service.costs if cost.description)
    return Facts(_unique([_cost_line(cost, asked) for cost in service.costs]), languages)


def _time(service: ServiceView, asked: Asked) -> Facts:
    if service.processing_text is not None and service.processing_text.value.strip():
        return _facts(service.processing_text)
    if service.processing_time is None:
        return Facts(())
    if not service.processing_time:
        return Facts((asked.say("answer-time-at-once"),))
    return Facts((formats.duration(service.processing_time, asked.language),))


def _documents(service: ServiceView, asked: Asked) -> Facts:
    lines, languages = [], set()
    for document in service.documents:
        languages.add(document.name.language)
        more = document.description.value.strip() if document.description else ""
        lines.append(f"{document.name.value}: {more}" if more else document.name.value)
    return Facts(_unique(lines), frozenset(languages))


def _hours(service: ServiceView, asked: Asked) -> Facts:
    lines, languages = [], set()
    for channel in service.channels:
        hours = hours_text(channel, asked)
        if hours:
            lines.append(asked.say("answer-hours-channel", channel=channel_name(channel, asked), hours=hours))
            if not formats.opening_hours(channel.hours, asked.language) and channel.hours_text:
                languages.add(channel.hours_text.language)
    return Facts(_unique(lines), frozenset(languages))


def _place(service: ServiceView, asked: Asked) -> Facts:
    lines, languages = [], set()
    for channel in service.channels:
        if channel.address is not None and channel.address.value.strip():
            languages.add(channel.address.language)
            name = channel_name(channel, asked)
            lines.append(asked.say("contact-office", name=name, address=channel.address.value.strip()))
    return Facts(_unique(lines), frozenset())


def _contact(service: ServiceView, asked: Asked) -> Facts:
    lines = []
    for channel in service.channels:
        if channel.phone:
            lines.append(asked.say("contact-phone", number=channel.phone))
        if channel.email:
            lines.append(asked.say("contact-email", address=channel.email))
    return Facts(_unique(lines))


def links(service: ServiceView, asked: Asked) -> tuple[tuple[str, str], ...]:
    """The service's addresses online as (title, address), each once."""
    found: dict[str, str] = {}
    for channel in service.channels:
        if channel.url and channel.kind in ONLINE_KINDS:
            found.setdefault(channel.url, channel_name(channel, asked))
    return tuple((title, url) for url, title in found.items())


def _described(service: ServiceView) -> Facts:
    """The description, unless it is the name once more, as registers have it where nothing else was written."""
    text = service.description
    if text is not None and text.value.strip(" .\n").casefold() == service.name.value.strip(" .\n").casefold():
        return Facts(())
    return _facts(text)


def facts(service: ServiceView, facet: str, asked: Asked) -> Facts:
    """What the catalogue says of a facet; no lines where it says nothing. Raises KeyError for an unknown facet."""
    makers = {
        "about": lambda: _described(service),
        "audience": lambda: _facts(service.audience),
        "steps": lambda: _facts(service.steps),
        "documents": lambda: _documents(service, asked),
        "cost": lambda: _cost(service, asked),
        "time": lambda: _time(service, asked),
        "hours": lambda: _hours(service, asked),
        "place": lambda: _place(service, asked),
        "contact": lambda: _contact(service, asked),
        "link": lambda: Facts(tuple(f"{title}: {url}" for title, url in links(service, asked))),
    }
    return makers[facet]()


def facets_told(service: ServiceView, asked: Asked) -> tuple[str, ...]:
    """The facets that the catalogue has something about."""
    return tuple(facet for facet in FACETS if facts(service, facet, asked).lines)


def shortened(text: str, length: int = ABOUT_LENGTH) -> str:
    """The first whole sentences of a text, at least one, about ``length`` characters at the most."""
    if len(text) <= length:
        return text
    kept = ""
    for sentence in re.split(r"(?<=[.!?؟…])\s+", text):
        if kept and len(kept) + len(sentence) > length:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def facet_button(service_id: str, facet: str, asked: Asked) -> Button:
    return Button(asked.say(f"facet-{facet}"), f"ask_{facet}", (("service", service_id),))


def _next_buttons(service: ServiceView, facet: str, asked: Asked) -> tuple[Button, ...]:
    shown = {*asked.context.shown, facet} if asked.context.service == service.id else {facet}
    order = ("steps", "cost", "documents", "hours", "contact", "link", "audience", "time", "place", "about")
    has = facets_told(service, asked)
    open_facets = [name for name in order if name in has and name not in shown]
    return tuple(facet_button(service.id, name, asked) for name in open_facets[:FACET_BUTTONS])


def _source(service: ServiceView, asked: Asked) -> tuple[str, str] | None:
    url = service.page or next((url for _, url in links(service, asked)), "")
    return (service.name.value, url) if url else None


def _instead(service: ServiceView, facet: str, asked: Asked) -> Facts:
    """What of the description stands for a facet that the catalogue lacks; no lines where it was told already."""
    shown = asked.context.shown if asked.context.service == service.id else ()
    told = any(
        name == "about" or (name in _MAY_BE_DESCRIBED and not facts(service, name, asked).lines) for name in shown
    )
    if told or facet not in _MAY_BE_DESCRIBED:
        return Facts(())
    found = facts(service, "about", asked)
    return dataclasses.replace(found, lines=tuple(shortened(line, INSTEAD_LENGTH) for line in found.lines[:1]))


def _missing(service: ServiceView, facet: str, instead: Facts, asked: Asked) -> list[str]:
    described = facet == "steps" and instead.lines
    name = "answer-about" if described else f"answer-missing-{facet}"
    lines = [asked.say(name, service=service.name.value), *instead.lines]
    contact = facts(service, "contact", asked).lines or facts(service, "link", asked).lines
    if contact and facet not in ("contact", "link"):
        lines.append(asked.say("answer-missing-ask", contact=contact[0]))
    return lines


def answer(service: ServiceView, facet: str, asked: Asked) -> Message:
    """The answer to "what about this facet of this service?"."""
    found = facts(service, facet, asked)
    instead = Facts(()) if found.lines else _instead(service, facet, asked)
    told = found if found.lines else instead
    foreign = sorted((told.languages | {service.name.language}) - {asked.language})
    lines = [asked.say(f"answer-{facet}", service=service.name.value)]
    if not found.lines:
        lines = _missing(service, facet, instead, asked)
    elif facet == "about":
        lines.append(shortened(found.lines[0]))
    elif len(found.lines) == 1:
        lines.append(found.lines[0])
    else:
        lines += [f"• {line}" if asked.variant == "web" else line for line in found.lines]
    if told.lines and foreign:
        lines.append(asked.say("answer-other-language", language=formats.language_name(foreign[0], asked.language)))
    return _worded(service, facet, lines, bool(told.lines), asked)


def _worded(service: ServiceView, facet: str, lines: list[str], complete: bool, asked: Asked) -> Message:
    source = _source(service, asked)
    buttons = _next_buttons(service, facet, asked) if complete else ()
    if asked.variant != "web":
        if source and complete and asked.variant == "sms":
            lines = [*lines, source[1]]
        return Message("\n".join(lines), buttons)
    shown = (
        () if facet == "link" else tuple(pair for pair in links(service, asked) if not source or pair[1] != source[1])
    )
    card = Card(service.name.value, links=shown[:3], source=source) if source or shown else None
    return Message("\n".join(lines), buttons, card)
