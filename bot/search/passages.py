"""What the search compares a question with: names, single sentences, and whole texts of services."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections import defaultdict
from collections.abc import Iterable

from bot.encoders import Kind
from desk.catalogue.reading import SearchText, TextKind

# Longer descriptions say little more about which service it is, and every sentence costs some 20 ms once.
_MOST_SENTENCES = 12
_SHORTEST_SENTENCE = 12
_LONGEST_NAME = 120
# A channel's name such as "Website", or a life event, stands at many services and tells none of them apart.
_MOST_SERVICES_OF_A_NAME = 3
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+|\s*\n+\s*|\s*[•●▪]\s*")
_LIST_MARK = re.compile(r"^\s*(?:[-–*]|\d{1,2}[.)])\s+")


class Field(enum.Enum):
    """How a passage is compared: as a name (the service's own or another), a sentence of many, or the whole text."""

    NAME = "name"
    ALIAS = "alias"
    SENTENCE = "sentence"
    WHOLE = "whole"
    QUESTION = "question"


# What is as short as a question and compared as a name is.
SHORT = (Field.NAME, Field.ALIAS, Field.QUESTION)


@dataclasses.dataclass(frozen=True)
class Passage:
    service: str
    language: str
    field: Field
    text: str

    @property
    def kind(self) -> Kind:
        """What E5 is told about the text; names are as short as questions, and are found better as such (measured)."""
        return Kind.QUERY if self.field in SHORT else Kind.PASSAGE


_FIELDS = {TextKind.NAME: Field.NAME, TextKind.QUESTION: Field.QUESTION}
_OWN_NAMES = (TextKind.NAME, TextKind.SYNONYM)
_SHARED_NAMES = (TextKind.KEYWORD, TextKind.CHANNEL, TextKind.LIFE_EVENT)


def sentences(text: str) -> list[str]:
    """The sentences and list items of ``text``, without the marks of lists."""
    parts = (_LIST_MARK.sub("", part).strip() for part in _SENTENCE_END.split(text))
    return [part for part in parts if len(part) >= _SHORTEST_SENTENCE][:_MOST_SENTENCES]


def passages(texts: Iterable[SearchText]) -> list[Passage]:
    """The passages of a catalogue, names first, so that a new service is found by its names at once."""
    known = list(texts)
    found: dict[Passage, None] = {}
    for text in [*_telling_names(known), *(text for text in known if text.kind is TextKind.QUESTION)]:
        field = _FIELDS.get(text.kind, Field.ALIAS)
        if value := text.text.strip()[:_LONGEST_NAME]:
            found[Passage(text.service, text.language, field, value)] = None
    names = {(text.service, text.language): text.text for text in known if text.kind is TextKind.NAME}
    for text in known:
        if text.kind is TextKind.DESCRIPTION:
            whole = f"{names.get((text.service, text.language), '')}. {text.text}".lstrip(". ")
            found[Passage(text.service, text.language, Field.WHOLE, whole)] = None
        if text.kind in (TextKind.DESCRIPTION, TextKind.STEPS):
            for sentence in sentences(text.text):
                found[Passage(text.service, text.language, Field.SENTENCE, sentence)] = None
    return list(found)


def _telling_names(texts: list[SearchText]) -> list[SearchText]:
    """Names of services, and those other names that few services share."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if text.kind in _SHARED_NAMES:
            bearers[text.text.casefold()].add(text.service)
    return [
        text
        for text in texts
        if text.kind in _OWN_NAMES
        or (text.kind in _SHARED_NAMES and len(bearers[text.text.casefold()]) <= _MOST_SERVICES_OF_A_NAME)
    ]
