"""A conversation with the actions, as the trained assistant would lead it, without the assistant.

What the classifier would find is told with each message; everything after it is real: the form's part of the pipeline,
the rules of ``data/rules``, the actions, the desk.
"""

from __future__ import annotations

import abc
import datetime as dt
import importlib
import inspect
import pkgutil
from functools import lru_cache
from typing import Any

import yaml

import actions
from actions.base import Asked, Context, CounterAction, Reply, asked_once, heard
from bot.forms.deciding import Said, decide
from bot.settings import ROOT
from bot.turn import Turn
from desk.cases.hiding import hide


@lru_cache(maxsize=1)
def _actions() -> dict[str, CounterAction]:
    """The actions by name, found as Rasa's SDK finds them."""
    found: dict[str, CounterAction] = {}
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if type(one) is abc.ABCMeta and issubclass(one, CounterAction) and not inspect.isabstract(one):
                found[one().name()] = one()
    return found


@lru_cache(maxsize=1)
def _rules() -> dict[str, str]:
    """The first action of each intent."""
    found: dict[str, str] = {}
    for path in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            intents = [step["intent"] for step in rule["steps"] if "intent" in step]
            acts = [step["action"] for step in rule["steps"] if "action" in step]
            found[intents[0]] = acts[-1]
    return found


class Talk:
    """One person's conversation; `say` and `press` return the texts of the answer. ``turns`` were before."""

    def __init__(
        self, now: dt.datetime, conversation: str, language: str = "en", channel: str = "web", turns: int = 0
    ) -> None:
        self.now, self.conversation, self.language, self.channel = now, conversation, language, channel
        self.context = Context()
        self.reply = Reply((), self.context)
        self._turns = turns

    def say(
        self,
        text: str,
        intent: str = "nlu_fallback",
        confidence: float = 0.9,
        codes: tuple[str, ...] = (),
        **more: Any,
    ) -> list[str]:
        """``codes`` were hidden in the text before, as a channel does."""
        hidden = hide(text)
        codes = (*codes, *hidden.codes)
        decision = decide(Said(hidden.text, intent, confidence, bool(codes)), self.context.stored())
        entities = dict(more.pop("entities", {}))
        if decision is not None:
            intent, entities = decision.intent, {**entities, **decision.entities}
        return self._turn(hidden.text, intent, entities, codes, **more)

    def press(self, title: str) -> list[str]:
        """Press the button of the last answer whose title begins so."""
        buttons = [button for message in self.reply.messages for button in message.buttons]
        button = next(button for button in buttons if button.title.startswith(title))
        return self.choose(button.title, button.intent, dict(button.entities))

    def choose(self, title: str, intent: str, entities: dict[str, Any]) -> list[str]:
        """Press a button that was offered at any time."""
        return self._turn(title, intent, entities, (), pressed=True)

    def again(self) -> list[str]:
        """The last turn once more, as after a crash between its effects and its answer."""
        action, asked = self._last
        return self._run(action, asked)

    def _turn(self, text: str, intent: str, entities: dict[str, Any], codes: tuple[str, ...], **more: Any) -> list[str]:
        self._turns += 1
        turn = Turn.of(
            {
                "text": text,
                "intent": {"name": intent, "confidence": 1.0},
                "entities": [{"entity": name, "value": value} for name, value in entities.items()],
                "language": {"code": self.language},
                "danger": {"kind": more.get("danger", "")},
                "search": more.get("search", {}),
                "intent_ranking": [{"name": intent, "confidence": 1.0}, *more.get("ranking", [])],
                "metadata": {
                    "turn": f"{self.conversation}-{self._turns}",
                    "conversation": self.conversation,
                    "channel": self.channel,
                    "codes": list(codes),
                    "choice": {"intent": intent, "entities": {}} if more.get("pressed") else None,
                },
            }
        )
        context = Context.of(self.context.stored())
        return self._run(_actions()[_rules()[intent]], Asked(turn, context, self.language, lambda: self.now))

    def _run(self, action: CounterAction, asked: Asked) -> list[str]:
        self._last = (action, asked)
        self.reply = action.goes_on(asked, heard(asked, asked_once(asked, action.respond(asked))))
        self.context = self.reply.context
        return [message.text for message in self.reply.messages]
