"""Choices without buttons: each has a number, and whoever writes the number has chosen."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from bot.folding import fold
from desk.composed import Given, composed
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


@composed
def _of_turn(turn: Given) -> Any:
    rows = Outbound.objects.filter(turn=turn).order_by("ordinal", "choices__ordinal")
    return rows.values_list("pk", "text", "choices__public_id", "choices__title")


@composed
def _turn_of(message: Given) -> Any:
    return Outbound.objects.filter(pk=message).values_list("turn")


@composed
def _last_turn(conversation: Given) -> Any:
    rows = Outbound.objects.filter(conversation=conversation).exclude(turn__startswith=REST_OF)
    return rows.order_by("-seq").values_list("turn")[:1]


def of_turn(turn: str) -> list[tuple[int, Offered]]:
    """The messages of a turn with their keys, in order."""
    texts: dict[int, str] = {}
    buttons: dict[int, list[tuple[str, str]]] = {}
    for key, text, choice, title in _of_turn(turn):
        texts[key] = text
        if choice is not None:
            buttons.setdefault(key, []).append((choice, title))
    return [(key, Offered(text, tuple(buttons.get(key, ())))) for key, text in texts.items()]


def lines_of(message: int) -> tuple[str, ...]:
    """What is to be added to a message so that its choices can be chosen."""
    rows = of_turn(_turn_of(message)[0][0])
    position = [key for key, _ in rows].index(message)
    return number([offered for _, offered in rows])[position].lines


def chosen(conversation: int, text: str) -> str | None:
    """The id of the choice that a reply means, by number or by title; only what was offered last can be chosen."""
    last = _last_turn(conversation)
    if not last:
        return None
    messages = [offered for _, offered in of_turn(last[0][0])]
    match = _NUMBER.fullmatch(text)
    if match:
        every = {count: id for numbered in number(messages) for count, id in numbered.choices.items()}
        return every.get(int(match[1]))
    said = fold(text).strip(" .!")
    return next((id for offered in messages for id, title in offered.buttons if fold(title).strip(" .!") == said), None)
