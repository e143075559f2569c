"""Choices without buttons: each has a number, and whoever writes the number has chosen."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from bot.folding import fold
from desk.messages.models import Outbound

REST_OF = "m_"
"""The rest of a message that was asked for with MORE is stored under such a turn."""
_LINE = re.compile(r"^\s*(\d{1,2})[.)]?\s+(\S.*)$", re.MULTILINE)
_NUMBER = re.compile(r"\s*[#(]?\s*(\d{1,2})\s*[.)]?\s*")


@dataclasses.dataclass(frozen=True)
class Offered:
    """A message and its buttons, (id, title)."""

    text: str
    buttons: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True)
class Numbered:
    """``lines`` tell the choices that the text does not tell; ``choices`` finds an id by its number."""

    lines: tuple[str, ...]
    choices: dict[int, str]


def number(messages: Sequence[Offered]) -> list[Numbered]:
    """The numbers of the choices of one answer's messages, none twice.

    A choice that the text lists with a number keeps it; one whose title is a number has that one.
    """
    found = []
    last = 0
    for message in messages:
        listed = [(int(match[1]), fold(match[2])) for match in _LINE.finditer(message.text)]
        last = max([last, *(count for count, _ in listed)])
        choices: dict[int, str] = {}
        lines = []
        for id, title in message.buttons:
            own = next((n for n, line in listed if line.startswith(fold(title)) and n not in choices), None)
            if own is None and title.strip().isdigit():
                own = int(title)
                last = max(last, own)
            if own is None:
                own = last = last + 1
                lines.append(f"{own}. {title}")
            choices[own] = id
        found.append(Numbered(tuple(lines), choices))
    return found


def of_turn(turn: str) -> list[tuple[int, Offered]]:
    """The messages of a turn with their keys, in order."""
    rows = Outbound.objects.filter(turn=turn).order_by("ordinal").prefetch_related("choices")
    return [
        (row.pk, Offered(row.text, tuple((choice.public_id, choice.title) for choice in row.choices.all())))
        for row in rows
    ]


def lines_of(message: int) -> tuple[str, ...]:
    """What is to be added to a message so that its choices can be chosen."""
    turn = Outbound.objects.values_list("turn", flat=True).get(pk=message)
    rows = of_turn(turn)
    position = [key for key, _ in rows].index(message)
    return number([offered for _, offered in rows])[position].lines


def chosen(conversation: int, text: str) -> str | None:
    """The id of the choice that a reply means, by number or by title; only what was offered last can be chosen."""
    last = Outbound.objects.filter(conversation=conversation).exclude(turn__startswith=REST_OF).order_by("-seq").first()
    if last is None:
        return None
    messages = [offered for _, offered in of_turn(last.turn)]
    match = _NUMBER.fullmatch(text)
    if match:
        every = {count: id for numbered in number(messages) for count, id in numbered.choices.items()}
        return every.get(int(match[1]))
    said = fold(text).strip(" .!")
    return next((id for offered in messages for id, title in offered.buttons if fold(title).strip(" .!") == said), None)
