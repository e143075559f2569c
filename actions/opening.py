""" "Is it open now, on Sunday, on Christmas Eve?": computed from the catalogue's hours."""

from __future__ import annotations

import datetime as dt

from actions.answers import answer, channel_name
from actions.base import Asked, Message
from bot import formats
from desk.catalogue import reading
from desk.catalogue.reading import ChannelInfo, Opening, ServiceView
from desk.catalogue.town import town


def _day_asked(asked: Asked) -> dt.date | None:
    value = asked.turn.entity("date")
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _now_line(channel: ChannelInfo, opening: Opening, today: dt.date, asked: Asked) -> str:
    name = channel_name(channel, asked)
    if opening.open:
        if opening.until is None:
            return asked.say("open-now-always", channel=name)
        return asked.say("open-now", channel=name, time=formats.time(opening.until, asked.language))
    if opening.next_open is None:
        return asked.say("open-not-now-unknown", channel=name)
    return asked.say(
        "open-not-now",
        channel=name,
        day=formats.day(opening.next_open.date(), asked.language, today),
        time=formats.time(opening.next_open, asked.language),
    )


def _day_line(channel: ChannelInfo, opening: Opening, day: dt.date, today: dt.date, asked: Asked) -> str:
    name, said = channel_name(channel, asked), formats.day(day, asked.language, today)
    if opening.day:
        return asked.say("open-on-day", channel=name, day=said, hours=formats.spans(opening.day, asked.language))
    if opening.holiday:
        return asked.say("open-closed-holiday", channel=name, day=said, holiday=opening.holiday)
    return asked.say("open-closed-day", channel=name, day=said)


def opening_answer(service: ServiceView, asked: Asked) -> Message:
    """Whether each channel of a service with known hours is open when asked; the general hours where none is known."""
    zone = town().zone
    now = asked.now().astimezone(zone)
    day = _day_asked(asked)
    moment = now if day is None or day == now.date() else dt.datetime.combine(day, dt.time(12), zone)
    lines = []
    channels = {channel.id: channel for channel in service.channels}
    every = reading.opening(service.id, moment, asked.language)
    # "Is it open?" is about the place; phone hours only answer for a service that has none.
    for found in [found for found in every if found.kind == "office"] or every:
        channel, opening = channels.get(found.channel), found.opening
        if channel is None or opening.open is None:
            continue
        if day is None:
            lines.append(_now_line(channel, opening, now.date(), asked))
        else:
            lines.append(_day_line(channel, opening, day, now.date(), asked))
    if not lines:
        return answer(service, "hours", asked)
    general = answer(service, "hours", asked)
    return Message("\n".join([*dict.fromkeys(lines), asked.say("open-source")]), general.buttons, general.card)
