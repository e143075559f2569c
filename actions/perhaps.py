"""Services that words may be about, offered beside what goes first: an emergency, a report, a likelier answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from actions.base import Asked, Button, Reply
from bot.turn import CHOOSE_SERVICE
from desk.catalogue import reading

CHOICES = 3
PERHAPS = 0.01
"""A service with this score or more is worth a look: of 28 development questions without a button for the right
service, though the search had it among its first three, 24 get one, 15 more than from 0.03 on. A sure answer has 0.9
buttons beside it on average, instead of 0.6."""


def likely_services(asked: Asked) -> list[str]:
    """The ids of the services that the words may be about, the likeliest first."""
    return [service for service, score in asked.turn.services[:CHOICES] if score >= PERHAPS]


def named_services(ids: Iterable[str], asked: Asked) -> list[tuple[str, str]]:
    """(id, name) of those services that are still there."""
    names = [(service_id, reading.name(service_id, asked.language)) for service_id in ids]
    return [(service_id, name.value) for service_id, name in names if name is not None]


def perhaps(asked: Asked, reply: Reply, ids: Sequence[str]) -> Reply:
    """The reply with a button for each service, where there are buttons to see, and no form was open before."""
    if asked.variant != "web" or asked.context.form or not reply.messages:
        return reply
    buttons = tuple(
        Button(asked.say("perhaps-service", service=name), CHOOSE_SERVICE, (("service", service_id),))
        for service_id, name in named_services(ids, asked)
    )
    last = dataclasses.replace(reply.messages[-1], buttons=(*reply.messages[-1].buttons, *buttons))
    return dataclasses.replace(reply, messages=(*reply.messages[:-1], last))
