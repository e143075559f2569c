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
        urgent = dataclasses.replace(asked.context, danger=True)
        first = Reply((Message("\n".join(said)),), urgent)
        return self._with_case(dataclasses.replace(asked, context=urgent), first)

    @staticmethod
    def _with_case(asked: Asked, first: Reply) -> Reply:
        """Help is named first; then what the words file or answer goes on, as urgent."""
        from actions.forms import filing

        if asked.context.form.get("asking") == "what":
            after = filing.answered(asked)
        elif not asked.context.form and asked.turn.second.startswith(filing.FILE):
            after = filing.begin(asked, asked.turn.second.removeprefix(filing.FILE))
        else:
            return first
        return Reply((*first.messages, *after.messages), after.context)
