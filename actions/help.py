"""Where a person helps: the town's contacts, danger, and what the counter cannot take itself."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Card, CounterAction, Message, Reply
from bot import formats
from bot.town import contacts, helplines
from desk.catalogue.hours import opening_at
from desk.catalogue.town import town


def _hours_lines(asked: Asked) -> list[str]:
    here, place = contacts(), town()
    now = asked.now().astimezone(place.zone)
    hours = formats.opening_hours(here.hours, asked.language)
    opening = opening_at(here.hours, (), now, place.zone, place.country)
    lines = [asked.say("human-hours", hours=hours)] if hours else []
    if opening.open and opening.until is not None:
        lines.append(asked.say("human-open-now", time=formats.time(opening.until, asked.language)))
    elif opening.open is False and opening.next_open is not None:
        day = formats.day(opening.next_open.date(), asked.language, now.date())
        lines.append(asked.say("human-closed-now", day=day, time=formats.time(opening.next_open, asked.language)))
    return lines


def contact_message(asked: Asked, heading: str) -> Message:
    """How to reach a person, and whether somebody is there now."""
    here = contacts()
    name = here.name.get(asked.language) or here.name["en"]
    lines = [
        asked.say(heading),
        name,
        asked.say("contact-phone", number=here.phone),
        asked.say("contact-email", address=here.email),
        *_hours_lines(asked),
    ]
    card = Card(name, links=((name, here.page),)) if asked.variant == "web" else None
    return Message("\n".join(lines), card=card)


def person_reply(asked: Asked) -> Reply:
    return Reply((contact_message(asked, "human"),), dataclasses.replace(asked.context, offer="", choices=()))


class ActionHuman(CounterAction):
    """How to reach a person."""

    def name(self) -> str:
        return "action_human"

    def respond(self, asked: Asked) -> Reply:
        return person_reply(asked)


class ActionReport(CounterAction):
    """What a citizen wants to report goes to where the city takes it; nothing is pretended to be filed."""

    def name(self) -> str:
        return "action_report"

    def respond(self, asked: Asked) -> Reply:
        return Reply((contact_message(asked, "case-not-here"),), asked.context)


class ActionTrack(CounterAction):
    """Where a citizen learns how a case stands."""

    def name(self) -> str:
        return "action_track"

    def respond(self, asked: Asked) -> Reply:
        return Reply((contact_message(asked, "track-not-here"),), asked.context)


class ActionDanger(CounterAction):
    """The emergency number and the right helplines, before anything else."""

    def name(self) -> str:
        return "action_danger"

    def respond(self, asked: Asked) -> Reply:
        kind = asked.turn.danger or "other"
        number, lines = helplines(kind, asked.language)
        said = [asked.say(f"danger-{kind}", number=number)]
        for line in lines:
            name = line.name.get(asked.language) or line.name["en"]
            hours = formats.opening_hours(line.hours, asked.language) if line.hours else None
            if hours:
                said.append(asked.say("danger-helpline-hours", name=name, number=line.number, hours=hours))
            else:
                said.append(asked.say("danger-helpline", name=name, number=line.number))
        said.append(asked.say("danger-after"))
        return Reply((Message("\n".join(said)),), asked.context)
