"""One person, many channels: a code to go on elsewhere, the code said here, and ending it."""

from __future__ import annotations

import dataclasses

from actions.base import Asked, Button, CounterAction, Message, Reply
from actions.forms.questions import COMMAND
from actions.forms.state import kept_drafts
from bot.begun import HERE
from bot.linking import LINK
from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say
from desk.people import linking
from desk.people.linking import CodeOfOneself, CodeWrong, TooManyGuesses

MINUTES = linking.VALID.seconds // 60


class ActionLink(CounterAction):
    """Gives a code that is to be written on the other channel; or sends news to a channel that was chosen."""

    def name(self) -> str:
        return "action_link"

    def respond(self, asked: Asked) -> Reply:
        channel = str(asked.turn.entity("value") or "")
        if not channel:
            return self._code(asked)
        channel = asked.turn.channel if channel == HERE else channel
        if linking.prefer(asked.turn.conversation, channel):
            return Reply((Message(asked.say("link-news-set", channel=channel)),), asked.context)
        code = self._code(asked)
        return Reply((Message(asked.say("link-news-unknown")), *code.messages), code.context)

    @staticmethod
    def _code(asked: Asked) -> Reply:
        try:
            offer = linking.offer(asked.turn.conversation, asked.now())
        except CodeWrong:
            # `rasa shell` and the command line talk in conversations that the desk does not hold.
            return Reply((Message(asked.say("link-not-here")),), asked.context)
        return Reply((Message(asked.say("link-code", code=offer.code, minutes=MINUTES)),), asked.context)


class ActionLinkCode(CounterAction):
    """A code was said: the person of this conversation is whom it was given to."""

    def name(self) -> str:
        return "action_link_code"

    def respond(self, asked: Asked) -> Reply:
        code = linking.read(asked.turn.text)
        if code is None:
            return Reply((Message(asked.say("link-wrong", minutes=MINUTES)),), asked.context)
        try:
            joined = linking.join(code, asked.turn.conversation, asked.turn.origin, asked.now())
        except CodeWrong:
            return Reply((Message(asked.say("link-wrong", minutes=MINUTES)),), asked.context)
        except CodeOfOneself:
            return Reply((Message(asked.say("link-same")),), asked.context)
        except TooManyGuesses as error:
            minutes = -(-error.seconds // 60)
            return Reply((Message(asked.say("link-too-many", minutes=minutes)),), asked.context)
        language = joined.language if joined.language in LAUNCH_LANGUAGES else asked.language
        asked = dataclasses.replace(asked, language=language)
        context = dataclasses.replace(asked.context, language=language)
        news = Button(asked.say("link-news-button"), LINK, (("value", asked.turn.channel),))
        messages = [Message(say("link-joined", language, asked.variant), (news,), language=language)]
        if not asked.context.form and kept_drafts(asked):
            resume = Button(asked.say("form-button-resume"), COMMAND, (("command", "resume"),))
            messages.append(Message(asked.say("form-waits"), (resume,), language=language))
        return Reply(tuple(messages), context)

    def goes_on(self, question: Asked, reply: Reply) -> Reply:
        language = reply.context.language or question.language
        return super().goes_on(dataclasses.replace(question, language=language), reply)


class ActionUnlink(CounterAction):
    """This channel stands alone again."""

    def name(self) -> str:
        return "action_unlink"

    def respond(self, asked: Asked) -> Reply:
        name = "link-ended" if linking.unlink(asked.turn.conversation) else "link-none"
        return Reply((Message(asked.say(name)),), asked.context)
