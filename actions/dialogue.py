"""Turns that are about the conversation itself: greeting, yes and no, repeating, changing the language."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Button, CounterAction, Message, Reply
from actions.forms.filing import put_off
from actions.forms.questions import COMMAND
from actions.forms.state import kept_drafts
from actions.help import person_reply
from actions.services import lost, told
from bot.formats import language_name, language_names
from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say
from desk.catalogue import reading

EXAMPLES = 3


def plain(asked: Asked, name: str, **arguments: object) -> Reply:
    """A reply of one message that leaves the context as it is."""
    return Reply((Message(asked.say(name, **arguments)),), asked.context)


class ActionGreet(CounterAction):
    """Greets, and tells the notices of the day that this conversation has not heard."""

    def name(self) -> str:
        return "action_greet"

    def respond(self, asked: Asked) -> Reply:
        notices = [
            n for n in reading.notices(asked.language, asked.now()) if n.id not in asked.context.told and not n.service
        ]
        told_now = (*asked.context.told, *(notice.id for notice in notices))
        messages = [Message(asked.say("greet"))]
        if not asked.context.form and kept_drafts(asked):
            resume = Button(asked.say("form-button-resume"), COMMAND, (("command", "resume"),))
            messages.append(Message(asked.say("form-waits"), (resume,)))
        messages += [Message(asked.say("notice", text=notice.text.value)) for notice in notices]
        return Reply(tuple(messages), dataclasses.replace(asked.context, told=told_now))


class ActionStop(CounterAction):
    """Stops; a case that is being filed is kept for later."""

    def name(self) -> str:
        return "action_stop"

    def respond(self, asked: Asked) -> Reply:
        if asked.context.form:
            return put_off(asked)
        return dataclasses.replace(plain(asked, "stopped"), context=dataclasses.replace(asked.context, expect=""))


class ActionFormAgain(CounterAction):
    """Says nothing itself: after small talk, the form's question is asked again (`CounterAction.goes_on`)."""

    def name(self) -> str:
        return "action_form_again"

    def respond(self, asked: Asked) -> Reply:
        return Reply((), asked.context)


class ActionYes(CounterAction):
    """Yes to what was offered: the one service, or a person."""

    def name(self) -> str:
        return "action_yes"

    def respond(self, asked: Asked) -> Reply:
        context = asked.context
        if context.offer == "choice" and len(context.choices) == 1:
            return told(context.choices[0], context.choice_intent, asked) or lost(asked)
        if context.offer == "choice":
            return plain(asked, "choose-out-of-range", count=len(context.choices))
        if context.offer == "human":
            return person_reply(asked)
        return plain(asked, "yes-alone")


class ActionNo(CounterAction):
    """No to what was offered."""

    def name(self) -> str:
        return "action_no"

    def respond(self, asked: Asked) -> Reply:
        if asked.context.offer == "choice":
            return lost(asked, asked.context.question)
        return dataclasses.replace(plain(asked, "no-alone"), context=dataclasses.replace(asked.context, offer=""))


class ActionRepeat(CounterAction):
    """Says the last answer again."""

    def name(self) -> str:
        return "action_repeat"

    def respond(self, asked: Asked) -> Reply:
        if not asked.said:
            return plain(asked, "repeat-empty")
        return Reply(tuple(Message(text) for text in asked.said), asked.context)


class ActionSpell(CounterAction):
    """Spells the name of the service talked about: letter by letter with spaces between."""

    def name(self) -> str:
        return "action_spell"

    def respond(self, asked: Asked) -> Reply:
        view = reading.service(asked.context.service, asked.language) if asked.context.service else None
        if view is None:
            return plain(asked, "spell-empty")
        return Reply((Message(" ".join(view.name.value.upper())),), asked.context)


class ActionChangeLanguage(CounterAction):
    """Goes on in the language asked for; says so in that language."""

    def name(self) -> str:
        return "action_change_language"

    def respond(self, asked: Asked) -> Reply:
        code = asked.turn.entity("language")
        if not code:
            return plain(asked, "language-which", languages=language_names(asked.language))
        if code not in LAUNCH_LANGUAGES:
            name = language_name(str(code), asked.language)
            return plain(asked, "language-not-served-asked", language=name, languages=language_names(asked.language))
        text = say("language-changed", str(code), asked.variant)
        return Reply((Message(text, language=str(code)),), dataclasses.replace(asked.context, language=str(code)))


class ActionUnsure(CounterAction):
    """ "I don't know": the offered choices stay, a person is offered too."""

    def name(self) -> str:
        return "action_unsure"

    def respond(self, asked: Asked) -> Reply:
        person = Button(asked.say("ask-person"), "human")
        return Reply((Message(asked.say("unsure"), (person,)),), dataclasses.replace(asked.context, offer="human"))
