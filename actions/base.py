"""What every action shares: the turn, the context that lasts from turn to turn, and how a reply is put together.

An action says what it does in `CounterAction.respond`, plain code in a thread of its own, since Django's ORM may not
run on an event loop. It returns a `Reply`; nothing else reaches the citizen.
"""

from __future__ import annotations

import abc
import asyncio
import dataclasses
import datetime as dt
import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.formats import language_name, language_names
from bot.forms.deciding import CONSENT
from bot.forms.words import kind_wished
from bot.report import CONTEXT_SLOT
from bot.texts import FALLBACK, say
from bot.town import helplines
from bot.turn import Turn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
django.setup()

from django.db import close_old_connections  # noqa: E402  (needs Django set up)

_FEWEST_WORDS_OF_A_MATTER = 3
_THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="actions")


@dataclasses.dataclass(frozen=True)
class Context:
    """What a conversation is about, handed from turn to turn through the dispatcher.

    ``choices`` are the service ids last offered, in order; ``choice_intent`` is what to do with the chosen one.
    ``past`` are the services talked about before the present one, ``shown`` the facets already told of that one.

    ``heard`` is what the person told last outside a form, in case they want it filed.

    ``form`` is the case being filed: {"draft", "asking", "kind", "category", "filled"}; ``kept`` the draft of one that
    was put off. ``case`` is the case talked about: {"number", "mask", "state"}. ``expect`` says what the next message
    answers where no form is open (code, case_add, …), ``options`` the (value, title) it may choose from.
    """

    service: str = ""
    facet: str = ""
    choices: tuple[str, ...] = ()
    choice_intent: str = "ask_about"
    offer: str = ""
    past: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    told: tuple[int, ...] = ()
    language: str = ""
    unserved: str = ""
    question: str = ""
    heard: str = ""
    form: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    kept: str = ""
    case: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    expect: str = ""
    options: tuple[tuple[str, str], ...] = ()
    danger: bool = False
    wrong_codes: int = 0

    @classmethod
    def of(cls, stored: dict[str, Any] | None) -> Context:
        names = {field.name for field in dataclasses.fields(cls)}
        values = {key: value for key, value in (stored or {}).items() if key in names and value is not None}
        plain: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
        return cls(**plain)

    def stored(self) -> dict[str, Any]:
        """As JSON-ready values, without what is empty."""
        values = dataclasses.asdict(self)
        return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value}

    def about(self, service: str, facet: str) -> Context:
        """The context once a facet of a service was told."""
        shown = (*self.shown, facet) if service == self.service else (facet,)
        past = self.past if service == self.service or not self.service else (*self.past, self.service)[-5:]
        return dataclasses.replace(
            self, service=service, facet=facet, shown=shown, past=past, choices=(), offer="", question=""
        )


@dataclasses.dataclass(frozen=True)
class Button:
    """A choice that the citizen may take: what it says, and what it means to the assistant."""

    title: str
    intent: str
    entities: tuple[tuple[str, str], ...] = ()

    def stored(self) -> dict[str, Any]:
        entities = dict(self.entities)
        payload = f"/{self.intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"
        return {"title": self.title, "intent": self.intent, "entities": entities, "payload": payload}


@dataclasses.dataclass(frozen=True)
class Card:
    """Facts shown together; ``facts`` are (label, text), ``links`` and ``source`` (title, address)."""

    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    source: tuple[str, str] | None = None

    def stored(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "text": self.text,
            "facts": [{"label": label, "text": text} for label, text in self.facts],
            "links": [{"title": title, "url": url} for title, url in self.links],
            "source": {"title": self.source[0], "url": self.source[1]} if self.source else None,
        }


@dataclasses.dataclass(frozen=True)
class Message:
    text: str
    buttons: tuple[Button, ...] = ()
    card: Card | None = None
    language: str = ""
    case: int | None = None


@dataclasses.dataclass(frozen=True)
class Reply:
    """What an action says, and the context that it leaves."""

    messages: tuple[Message, ...]
    context: Context


@dataclasses.dataclass(frozen=True)
class Asked:
    """What an action works with: the turn, the context, the language to answer in, and the clock."""

    turn: Turn
    context: Context
    language: str
    now: Callable[[], dt.datetime]
    said: tuple[str, ...] = ()

    @property
    def variant(self) -> str:
        return self.turn.variant

    def say(self, name: str, /, **arguments: Any) -> str:
        return say(name, self.language, self.variant, **arguments)


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.timezone.utc)


def _last_said(events: list[dict[str, Any]]) -> tuple[str, ...]:
    """The texts of the assistant's last answer, from a tracker's events."""
    said: list[str] = []
    for event in reversed(events):
        if event.get("event") == "user" and said:
            break
        if event.get("event") == "bot" and event.get("text"):
            said.insert(0, str(event["text"]))
    return tuple(said)


def asked(tracker: Tracker, now: Callable[[], dt.datetime] = utc_now) -> Asked:
    """What a tracker asks."""
    turn = Turn.of(tracker.latest_message)
    # The desk's own copy came with the message, and may be newer (news were told meanwhile); `rasa shell` has none.
    context = Context.of(dict(turn.context) if turn.conversation else tracker.get_slot(CONTEXT_SLOT))
    # A language chosen in the turn before is by now the conversation's own, and came with the message.
    context = dataclasses.replace(context, language="")
    return Asked(turn, context, turn.language or FALLBACK, now, _last_said(tracker.events))


def _language_told(asked: Asked, reply: Reply) -> Reply:
    """Says once, before the answer, that the citizen's own language is not served and which one is spoken instead."""
    code = asked.turn.unserved
    if not code or code == asked.context.unserved:
        return reply
    arguments = {"language": language_name(code, asked.language), "languages": language_names(asked.language)}
    told = Message(asked.say("language-not-served", **arguments))
    return Reply((told, *reply.messages), dataclasses.replace(reply.context, unserved=code))


def asked_once(asked: Asked, reply: Reply) -> Reply:
    """A consent is given by the very next message, or by its button: a "yes" further on means something else."""
    if asked.context.expect != CONSENT or reply.context.expect != CONSENT:
        return reply
    return dataclasses.replace(reply, context=dataclasses.replace(reply.context, expect="", options=()))


def heard(asked: Asked, reply: Reply) -> Reply:
    """Notes what was told outside a form: a person who was taken wrongly need not tell it again."""
    turn = asked.turn
    if reply.context.form:
        return dataclasses.replace(reply, context=dataclasses.replace(reply.context, heard=""))
    if turn.pressed or len(turn.text.split()) < _FEWEST_WORDS_OF_A_MATTER or kind_wished(turn.text):
        return reply
    return dataclasses.replace(reply, context=dataclasses.replace(reply.context, heard=turn.text))


def _emergency_told(asked: Asked, reply: Reply) -> Reply:
    """Says the emergency number before the answer where somebody may be in danger; not twice in a row."""
    if not asked.turn.doubted:
        return reply
    told = asked.say("danger-other", number=helplines("other", asked.language)[0])
    return reply if told in asked.said else dataclasses.replace(reply, messages=(Message(told), *reply.messages))


class CounterAction(Action, abc.ABC):
    """An action of the counter; a subclass gives `name` and `respond`."""

    @abc.abstractmethod
    def respond(self, asked: Asked) -> Reply:
        """What to say, and the context after it."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        reply = await asyncio.get_running_loop().run_in_executor(_THREADS, self._respond, asked(tracker))
        for message in reply.messages:
            dispatcher.utter_message(
                text=message.text,
                buttons=[button.stored() for button in message.buttons],
                json_message={
                    "language": message.language,
                    "card": message.card.stored() if message.card else None,
                    "case": message.case,
                },
            )
        return [SlotSet(CONTEXT_SLOT, reply.context.stored())]

    def goes_on(self, question: Asked, reply: Reply) -> Reply:
        """The reply, and where a case is being filed, its question again: whatever was asked in between."""
        from actions.forms.again import with_question

        return with_question(question, reply)

    def _respond(self, question: Asked) -> Reply:
        close_old_connections()
        try:
            answer = self.goes_on(question, heard(question, asked_once(question, self.respond(question))))
            return _emergency_told(question, _language_told(question, answer))
        finally:
            close_old_connections()
