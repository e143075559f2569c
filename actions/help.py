"""Where a person helps: the town's contacts, danger, and what the counter cannot take itself."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Button, Card, CounterAction, Message, Reply
from actions.perhaps import likely_services, perhaps
from bot import formats
from bot.forms.deciding import FREE
from bot.town import contacts, helplines
from desk.catalogue.hours import opening_at
from desk.catalogue.town import town

_NO_REPORT = frozenset(("violence", "self_harm", "medical", "fire"))
"""Dangers beside which nobody is offered to file a report."""
_UNNAMED = "other"
"""The kind of what the classifier takes for danger and no rule knows: half of it is a trouble told in plain words."""


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


def report_button(asked: Asked) -> tuple[Button, ...]:
    """The way to have the words of this turn dealt with by the city, whatever the counter made of them."""
    kind = asked.turn.kinds[0] if asked.turn.kinds else ""
    report = (("command", "report"), ("value", kind))
    return (Button(asked.say("form-button-report"), "form_command", report),)


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
        kind = asked.turn.danger or _UNNAMED
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
        buttons = () if asked.context.form or kind in _NO_REPORT else report_button(asked)
        first = Reply((Message("\n".join(said), buttons),), urgent)
        reply = self._with_case(dataclasses.replace(asked, context=urgent), first)
        # Beside a danger that has a name nothing else is offered: of "I want to die" a search makes a funeral.
        unnamed = kind == _UNNAMED and asked.turn.verdict != "lost"
        return perhaps(asked, reply, likely_services(asked)) if unnamed else reply

    @staticmethod
    def _with_case(asked: Asked, first: Reply) -> Reply:
        """Help is named first; then what the words file or answer goes on, as urgent."""
        from actions.forms import beginning, filing

        if asked.context.form.get("asking") in FREE:
            after = filing.answered(asked)
        elif not asked.context.form and (kind := beginning.kind_beside_danger(asked)):
            after = beginning.begin(asked, kind)
        else:
            return first
        said = tuple(dataclasses.replace(message, buttons=()) for message in first.messages)
        return Reply((*said, *after.messages), after.context)
