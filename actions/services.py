"""Questions about services: the answer, the doubt, the choice, the correction."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from actions.answers import answer, facet_button, facets_told
from actions.base import Asked, Button, Context, CounterAction, Message, Reply
from actions.forms import filing
from actions.forms.reading import clear, proposals
from actions.help import report_button
from actions.opening import opening_answer
from actions.perhaps import CHOICES, likely_services, named_services, perhaps
from bot.forms.deciding import FREE
from bot.forms.words import asks
from bot.turn import CHOOSE_SERVICE, NONE_OF_THESE, facet_of
from desk.catalogue import reading
from desk.feedback import demand

_WORDS_OF_A_STORY = 4


def offer(ids: Sequence[str], asked: Asked, heading: str, intent: str) -> Reply:
    """Offer at most three services to choose from, and a way out."""
    named = named_services(ids[:CHOICES], asked)
    buttons = tuple(Button(name, CHOOSE_SERVICE, (("service", service_id),)) for service_id, name in named)
    none = Button(asked.say("doubt-none-of-these"), NONE_OF_THESE)
    if len(named) == 1:
        text = asked.say("doubt-one", service=named[0][1])
    elif asked.variant == "web":
        text = asked.say(heading)
    else:
        numbered = [f"{number}. {name}" for number, (_, name) in enumerate(named, start=1)]
        text = "\n".join([asked.say(heading), *numbered])
    context = dataclasses.replace(
        asked.context,
        choices=tuple(i for i, _ in named),
        choice_intent=intent,
        offer="choice",
        question=asked.turn.text,
    )
    # Who tells what is wrong, and asks nothing, may want it dealt with rather than read about it.
    report = () if asks(asked.turn.text) or not asked.turn.kinds else report_button(asked)
    return Reply((Message(text, (*buttons, none, *report)),), context)


def lost(asked: Asked, question: str = "") -> Reply:
    """Say that there is no answer, keep the question for the editors, and offer a person."""
    turn = asked.turn
    demand.keep(
        turn.id, question or turn.text, asked.language, turn.intent, [hit for hit, _ in turn.services[:CHOICES]]
    )
    lines = [asked.say("lost"), asked.say("lost-hint"), asked.say("lost-kept")]
    person = Button(asked.say("ask-person"), "human")
    context = dataclasses.replace(asked.context, choices=(), offer="human", question="")
    return Reply((Message(" ".join(lines), (*report_button(asked), person)),), context)


def _unsure(ids: Sequence[str], asked: Asked, intent: str) -> Reply:
    """Say that it may not have been understood, show what it may be, and offer a person and a report all the same."""
    reply = offer(ids, asked, "lost-perhaps", intent)
    message = reply.messages[-1]
    rest = [button for button in report_button(asked) if button not in message.buttons]
    buttons = (*message.buttons, *rest, Button(asked.say("ask-person"), "human"))
    return dataclasses.replace(reply, messages=(dataclasses.replace(message, buttons=buttons),))


def _or_report(asked: Asked, reply: Reply) -> Reply:
    """The answer, and a way to have the words dealt with where they state what clearly falls under a category of cases:
    of what is wrong, the service found may be the nearest of many that do not fit.
    """
    turn = asked.turn
    if asked.context.form or not turn.kinds or len(turn.text.split()) < _WORDS_OF_A_STORY or asks(turn.text):
        return reply
    if not clear(proposals(turn.text, asked.language, "")):
        return reply
    *before, last = reply.messages
    last = dataclasses.replace(last, buttons=(*last.buttons, *report_button(asked)))
    return dataclasses.replace(reply, messages=(*before, last))


def _offered_again(asked: Asked, intent: str) -> Reply:
    """The same choices once more, for a question that follows them and chooses none: what is chosen now answers it."""
    reply = offer(asked.context.choices, asked, "doubt-which", intent)
    return dataclasses.replace(reply, context=dataclasses.replace(reply.context, question=asked.context.question))


def told(service_id: str, intent: str, asked: Asked) -> Reply | None:
    """The answer that an intent wants about a service; None where the service is gone."""
    view = reading.service(service_id, asked.language)
    if view is None:
        return None
    facet = facet_of(intent) or "about"
    message = opening_answer(view, asked) if intent == "ask_open" else answer(view, facet, asked)
    successor = _successor(view, asked)
    return Reply((*successor, message), asked.context.about(service_id, facet))


def _successor(view: reading.ServiceView, asked: Asked) -> tuple[Message, ...]:
    notices = reading.notices(asked.language, asked.now())
    about = [notice for notice in notices if notice.service == view.id and notice.id not in asked.context.told]
    return tuple(Message(asked.say("notice", text=notice.text.value)) for notice in about)


def resolve(asked: Asked, intent: str) -> Reply:
    """Answer, doubt or admit: what a question about a service comes to.

    A service named by a button wins; words that name none go on with the service talked about; else the search decides.
    """
    chosen = asked.turn.entity("service")
    if chosen:
        return told(str(chosen), intent, asked) or lost(asked)
    verdict, context = asked.turn.verdict, asked.context
    hits = [service for service, _ in asked.turn.services]
    follows = verdict in ("", "nothing") or (verdict == "lost" and facet_of(intent) not in (None, "about"))
    if follows and context.offer == "choice" and context.choices:
        return _offered_again(asked, intent)
    if follows and context.service:
        return told(context.service, intent, asked) or lost(asked)
    if verdict in ("", "nothing"):
        telling = len(asked.turn.text.split()) >= _WORDS_OF_A_STORY and not asks(asked.turn.text)
        return Reply((Message(asked.say("which-service"), report_button(asked) if telling else ()),), context)
    if verdict == "sure":
        answered = told(hits[0], intent, asked)
        return perhaps(asked, _or_report(asked, answered), likely_services(asked)[1:]) if answered else lost(asked)
    if verdict == "unsure" and hits:
        return offer(hits, asked, "doubt-which", intent)
    likely = likely_services(asked)
    return _unsure(likely, asked, intent) if likely else lost(asked)


def _answers_the_form(asked: Asked) -> bool:
    """Whether words that sound like a question about a service, and name none, answer what a form asks in free words:
    "tell me where to bring it", when it is asked what the city should do.
    """
    named = asked.turn.entity("service") or asked.context.service or asked.turn.verdict not in ("", "nothing")
    return not named and asked.context.form.get("asking") in FREE


def _several(asked: Asked) -> Reply:
    """Answer each question of one message, the later ones in the light of the earlier."""
    messages: list[Message] = []
    context = asked.context
    for part in asked.turn.questions:
        hits = tuple((str(hit["id"]), float(hit["score"])) for hit in part.get("services") or [])
        turn = dataclasses.replace(
            asked.turn,
            text=str(part["text"]),
            intent=str(part["intent"]),
            services=hits,
            verdict=str(part.get("verdict") or ""),
            questions=(),
        )
        reply = resolve(dataclasses.replace(asked, turn=turn, context=context), turn.intent)
        messages += reply.messages
        context = reply.context
    kept = [dataclasses.replace(message, buttons=()) for message in messages[:-1]]
    return Reply((*kept, *messages[-1:]), context)


class ActionAnswer(CounterAction):
    """Answers a question about a facet of a service, or several questions of one message."""

    def name(self) -> str:
        return "action_answer"

    def respond(self, asked: Asked) -> Reply:
        if len(asked.turn.questions) > 1 and not asked.turn.entity("service"):
            return _several(asked)
        if _answers_the_form(asked):
            return filing.answered(asked)
        return resolve(asked, asked.turn.intent)


class ActionOutOfScope(CounterAction):
    """What the classifier takes for none of our business is still answered where the catalogue surely knows it."""

    def name(self) -> str:
        return "action_out_of_scope"

    def respond(self, asked: Asked) -> Reply:
        if asked.turn.verdict == "sure":
            return resolve(asked, "ask_about")
        demand.keep(asked.turn.id, asked.turn.text, asked.language, asked.turn.intent, [])
        buttons = (*report_button(asked), Button(asked.say("ask-person"), "human"))
        return Reply((Message(asked.say("out-of-scope"), buttons),), asked.context)


class ActionChoose(CounterAction):
    """Takes a choice that was offered: by its button, or by its number ("the second one")."""

    def name(self) -> str:
        return "action_choose"

    def respond(self, asked: Asked) -> Reply:
        context = asked.context
        intent = context.choice_intent or "ask_about"
        service = asked.turn.entity("service")
        if service:
            return told(str(service), intent, asked) or lost(asked)
        return self._by_number(asked, context, intent)

    @staticmethod
    def _by_number(asked: Asked, context: Context, intent: str) -> Reply:
        if not context.choices:
            if asked.turn.verdict == "sure":
                return resolve(asked, "ask_about")
            return Reply((Message(asked.say("nothing-to-choose")),), context)
        number = asked.turn.entity("ordinal")
        index = int(number) - 1 if number is not None and int(number) > 0 else int(number or 0)
        if number is None or not -1 <= index < len(context.choices):
            return Reply((Message(asked.say("choose-out-of-range", count=len(context.choices))),), context)
        return told(context.choices[index], intent, asked) or lost(asked)


class ActionNone(CounterAction):
    """None of the offered services was meant: the question is kept as unanswered."""

    def name(self) -> str:
        return "action_none_of_these"

    def respond(self, asked: Asked) -> Reply:
        return lost(asked, asked.context.question)


class ActionCorrect(CounterAction):
    """ "No, I meant the one for residents": what was answered before is out, the rest is offered again."""

    def name(self) -> str:
        return "action_correct"

    def respond(self, asked: Asked) -> Reply:
        wrong = asked.context.service
        intent = f"ask_{asked.context.facet}" if asked.context.facet else "ask_about"
        others = [service for service, _ in asked.turn.services if service != wrong]
        if asked.turn.verdict == "sure" and asked.turn.services[0][0] != wrong:
            return told(asked.turn.services[0][0], intent, asked) or lost(asked)
        others = others or [service for service in asked.context.choices if service != wrong]
        if others:
            return offer(others, asked, "corrected", intent)
        return Reply((Message(asked.say("corrected-ask")),), dataclasses.replace(asked.context, service="", choices=()))


class ActionMore(CounterAction):
    """ "What else?": the facets of the service that were not told yet."""

    def name(self) -> str:
        return "action_more"

    def respond(self, asked: Asked) -> Reply:
        view = reading.service(asked.context.service, asked.language) if asked.context.service else None
        if view is None:
            return Reply((Message(asked.say("which-service")),), asked.context)
        left = [facet for facet in facets_told(view, asked) if facet not in asked.context.shown]
        if not left:
            return Reply((Message(asked.say("nothing-more", service=view.name.value)),), asked.context)
        message = answer(view, left[0], asked)
        buttons = tuple(facet_button(view.id, facet, asked) for facet in left[1:5])
        return Reply((dataclasses.replace(message, buttons=buttons),), asked.context.about(view.id, left[0]))


class ActionList(CounterAction):
    """ "Which services are there for families?": the best matches, or a few of all."""

    def name(self) -> str:
        return "action_list_services"

    def respond(self, asked: Asked) -> Reply:
        hits = [service for service, _ in asked.turn.services]
        if asked.turn.verdict in ("sure", "unsure") and hits:
            return offer(hits, asked, "services-offered", "ask_about")
        every = reading.services(asked.language)
        if not every:
            return lost(asked)
        step = max(1, len(every) // CHOICES)
        some = [service_id for service_id, _ in every[::step]][:CHOICES]
        reply = offer(some, asked, "services-offered", "ask_about")
        text = asked.say("services-some", count=len(every))
        return dataclasses.replace(reply, messages=(dataclasses.replace(reply.messages[0], text=text),))


class ActionBack(CounterAction):
    """Back to the service talked about before."""

    def name(self) -> str:
        return "action_back"

    def respond(self, asked: Asked) -> Reply:
        past = asked.context.past
        if past:
            context = dataclasses.replace(asked.context, service="", past=past[:-1])
            reply = told(past[-1], "ask_about", dataclasses.replace(asked, context=context))
            if reply is not None:
                return dataclasses.replace(reply, context=dataclasses.replace(reply.context, past=past[:-1]))
        return Reply((Message(asked.say("back-empty")),), asked.context)
