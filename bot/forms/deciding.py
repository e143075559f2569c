"""Whether a message answers what was asked, is a command, or is a question in between."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.begun import about_begun
from bot.entities import find_ordinal
from bot.folding import fold
from bot.forms.past import names_time
from bot.forms.place import find_where
from bot.forms.words import (
    Command,
    asks,
    case_act,
    command,
    contact_wish,
    contradicts,
    field_named,
    kind_wished,
    nothing,
)
from bot.linking import wish

ANSWER, COMMAND = "form_answer", "form_command"
CASE_ACT, SURVEY, TRACK = "case_act", "survey_answer", "track_case"
CONSENT = "survey_consent"
"""Expected where it was asked whether we may ask later how it went."""

_CHOSEN = frozenset(("kind", "category", "group", "place", "similar", "summary", "change", "resume", "case_withdraw"))
"""What is answered by choosing; a number then is a choice, and not a house's."""
FREE = frozenset(("what", "remedy", "attribute"))
"""What is answered in free words, whatever they sound like."""
_ALWAYS = frozenset(("human", "change_language", "slower", "faster", "louder", "spell", "repeat"))
"""Wishes that mean the same at any moment."""
_SMALL = frozenset(("greet", "thanks", "bye", "capabilities", "robot", "small_talk"))
_SERVICE = frozenset(("list_services", "nlu_fallback", "out_of_scope", "more", "correct"))
_SENTENCES = re.compile(r"(?<=[.!?؟])\s+")
_WORDS_OF_A_WISH = 10
# Answers in few words of one's own ("an apology", a street's name) are taken for wishes and small talk easily.
_WORDS_OF_A_WISH_MEANWHILE = {"remedy": 0, "attribute": 0, "where": 2, "evidence": 2}
_WORDS_OF_SMALL_TALK_MEANWHILE = {"what": 3, "remedy": 0, "attribute": 0, "where": 1, "evidence": 1, "when": 1}
_WORDS_OF_A_QUESTION, _WORDS_OF_A_QUESTION_FIRST = 25, 12
_WORDS_OF_SMALL_TALK, _WORDS_OF_STOPPING = 5, 1
_WORDS_OF_CONSENT = 6
_BELIEVED, _ASKED = 0.75, 0.55
_COMMAND_OF_INTENT = {"stop": Command.LATER, "back": Command.BACK}
_NOT_AT = {
    "what": frozenset((Command.SKIP, Command.CHANGE, Command.FILE, Command.ME_TOO)),
    # "Cancel it" may be what the city should do; whoever means the report says so once more.
    "remedy": frozenset((Command.DISCARD, Command.CHANGE, Command.NEW)),
}
"""Commands that are an answer instead where this is asked."""


@dataclasses.dataclass(frozen=True)
class Said:
    """A message as the pipeline understood it so far.

    ``codes``: whether it holds a tracking code; ``located``: whether a place was sent with it.
    """

    text: str
    intent: str
    confidence: float
    codes: bool
    located: bool = False


@dataclasses.dataclass(frozen=True)
class Decision:
    """The intent that a message has in its place, with what it carries."""

    intent: str
    entities: Mapping[str, str] = dataclasses.field(default_factory=dict)


def decide(said: Said, context: Mapping[str, Any]) -> Decision | None:
    """What a message means where something was asked; None where it means what the classifier found."""
    form = context.get("form") or {}
    asking = str(form.get("asking") or context.get("expect") or "")
    elsewhere = wish(said.text) if asking != "code" else None
    if elsewhere is not None:
        return Decision(elsewhere)
    begun = about_begun(said.text) if asking != "code" else None
    if begun is not None:
        return Decision(begun.intent, begun.entities)
    if asking == CONSENT:
        return _consent(said, context)
    if not asking:
        return _outside(said, context)
    if said.codes and asking != "contact":
        return Decision(TRACK)
    if said.located and form:
        return Decision(ANSWER)
    if asking == "code":
        return _code(said)
    if _fits(said.text, asking):
        return Decision(ANSWER)
    if asking == "contact" and ("@" in said.text or contact_wish(said.text)):
        return Decision(ANSWER)
    found = _command(said, asking, bool(form)) or _option(said, asking, context.get("options") or ())
    if found is not None:
        return found
    if _in_between(said, asking, str(form.get("kind") or "")):
        return None
    return Decision(ANSWER)


def _outside(said: Said, context: Mapping[str, Any]) -> Decision | None:
    """Nothing was asked: a code, a choice that was offered, or going on with what was put off."""
    if said.codes and not said.intent.startswith("file_"):
        return Decision(TRACK)
    wished = kind_wished(said.text) if contradicts(said.text) else None
    if wished is not None:
        return Decision(f"file_{wished}")
    options = context.get("options") or ()
    chosen = _option(said, "kind", options) if options else None
    if chosen is not None:
        return chosen
    act = case_act(said.text) if context.get("case") else None
    if act is not None:
        return Decision(CASE_ACT, {"act": act})
    if command(said.text) is Command.RESUME and said.intent not in ("more", "repeat"):
        return Decision(COMMAND, {"command": Command.RESUME.value})
    return None


def _consent(said: Said, context: Mapping[str, Any]) -> Decision | None:
    """A plain yes or no to being asked later, or its number alone; anything else goes on as if nothing were asked."""
    options = context.get("options") or ()
    alone = said.text.strip(" .)#").isdecimal()
    chosen = _option(said, "kind" if alone else CONSENT, options)
    if chosen is not None:
        return chosen
    short = len(said.text.split()) <= _WORDS_OF_CONSENT and not asks(said.text)
    if short and kind_wished(said.text) is None:
        if said.intent == "yes" and said.confidence >= _BELIEVED:
            return Decision(SURVEY, {"value": "agree"})
        if said.intent == "no" or nothing(said.text):
            return Decision(SURVEY, {"value": "refuse"})
    return _outside(said, {**context, "options": ()})


def _fits(text: str, asking: str) -> bool:
    """Whether the words are so plainly what was asked for that no classifier is needed."""
    read = {"when": names_time, "where": find_where}.get(asking)
    return read is not None and bool(read(text)) and not asks(text) and field_named(text) is None


def _code(said: Said) -> Decision | None:
    """A code was asked for: anything with a digit is meant as one."""
    if any(sign.isdigit() for sign in said.text):
        return Decision(ANSWER)
    return None


def _command(said: Said, asking: str, form: bool) -> Decision | None:
    if not form:
        return None
    given = command(said.text)
    # "Cancel the fine" is what the city should do, and no wish to stop.
    most = _WORDS_OF_SMALL_TALK if asking not in FREE else _WORDS_OF_STOPPING
    if given is None and said.confidence >= _BELIEVED and len(said.text.split()) <= most:
        given = _COMMAND_OF_INTENT.get(said.intent)
    if given is Command.ME_TOO:
        return Decision(ANSWER, {"value": "yes"}) if asking == "similar" else None
    if given is Command.FILE and asking == "summary":
        return Decision(ANSWER, {"value": "yes"})
    if given is not None and given not in _NOT_AT.get(asking, ()) and given is not Command.FILE:
        return Decision(COMMAND, {"command": given.value})
    if asking not in ("what", "remedy") and field_named(said.text) is not None:
        return Decision(COMMAND, {"command": Command.CHANGE.value})
    kind = kind_wished(said.text) if asking not in FREE else None
    return Decision(COMMAND, {"command": "kind", "value": kind}) if kind is not None else None


def _option(said: Said, asking: str, options: Sequence[Sequence[str]]) -> Decision | None:
    """One of the choices: by its title, by its number, by yes or no."""
    titles = {fold(str(title)).strip(" .!"): str(value) for value, title in options}
    value = titles.get(fold(said.text).strip(" .!"))
    if value is None and asking in _CHOSEN and options:
        number = find_ordinal(said.text)
        if number is not None and -1 <= number <= len(options) and number != 0:
            value = str(options[number - 1 if number > 0 else -1][0])
    if value is None and asking in _CHOSEN and said.intent in ("yes", "no"):
        value = _yes_or_no(said.intent, asking, options)
    return _of_value(value) if value is not None else None


def _yes_or_no(intent: str, asking: str, options: Sequence[Sequence[str]]) -> str | None:
    values = [str(value) for value, _ in options]
    if any(value.startswith(("act:", "survey:")) for value in values):
        return None
    if asking == "similar":
        return values[0] if intent == "yes" and values else "no"
    return intent


def _of_value(value: str) -> Decision:
    kind, _, rest = value.partition(":")
    if kind == "act":
        return Decision(CASE_ACT, {"act": rest})
    if kind == "survey":
        survey, _, given = rest.partition(":")
        return Decision(SURVEY, {"survey": survey, "value": given} if survey else {"value": given})
    return Decision(ANSWER, {"value": value})


def _in_between(said: Said, asking: str, kind: str) -> bool:
    """Whether a message is no answer but a wish or a question of its own."""
    words = len(said.text.split())
    most = _WORDS_OF_A_WISH_MEANWHILE.get(asking, _WORDS_OF_A_WISH)
    if said.intent in _ALWAYS and said.confidence >= _BELIEVED and words <= most:
        return True
    most = _WORDS_OF_SMALL_TALK_MEANWHILE.get(asking, _WORDS_OF_SMALL_TALK)
    if said.intent in _SMALL and said.confidence >= _BELIEVED and words <= most:
        return asking != "contact" or said.intent in ("thanks", "capabilities", "robot")
    if asking == "what" and kind == "question":
        return False
    question = said.intent.startswith("ask_") or said.intent in _SERVICE or said.intent == TRACK
    most, asked = _WORDS_OF_A_QUESTION, said.text
    if asking == "what":
        # A story may end in "how can that be?".
        most, asked = _WORDS_OF_A_QUESTION_FIRST, _SENTENCES.split(said.text.strip(), maxsplit=1)[0]
    if not question or words > most or not asks(asked):
        return False
    return said.intent not in _SERVICE and said.confidence >= _ASKED
