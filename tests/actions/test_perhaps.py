"""Services that the words may be about are offered beside what goes first, and take nothing from it."""

from __future__ import annotations

import pytest

from actions.base import Context, CounterAction, Reply
from actions.forms.beginning import ActionFile
from actions.help import ActionDanger
from actions.perhaps import PERHAPS
from actions.services import ActionAnswer
from bot.danger.rules import Kind
from bot.settings import LAUNCH_LANGUAGES
from bot.town import helplines
from tests.actions.conftest import Ask, turn

PERMIT, FINE, RECYCLING = "resident-parking-permit", "parking-fine-objection", "recycling-centre"
FOUND = ((PERMIT, 0.6), (FINE, PERHAPS), (RECYCLING, PERHAPS - 0.01))


def offered(reply: Reply) -> list[str]:
    """The ids of the services that the last message has buttons for."""
    return [
        str(value)
        for button in reply.messages[-1].buttons
        if button.intent == "choose_service"
        for name, value in button.entities
        if name == "service"
    ]


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_after_the_emergency_number_there_is_what_the_city_does(ask: Ask, language: str) -> None:
    told = turn("danger", "he drinks too much", language=language, services=FOUND, verdict="unsure")
    reply = ask(ActionDanger(), told)
    assert helplines("other", language)[0] in reply.messages[0].text
    assert offered(reply) == [PERMIT, FINE]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.OTHER])
def test_beside_a_danger_that_has_a_name_there_is_nothing_but_help(ask: Ask, kind: Kind) -> None:
    told = turn("danger", "I want to die", danger=kind.value, services=FOUND, verdict="sure")
    assert offered(ask(ActionDanger(), told)) == []


def test_beside_an_emergency_nothing_is_guessed(ask: Ask) -> None:
    assert offered(ask(ActionDanger(), turn("danger", "it burns", services=FOUND, verdict="lost"))) == []


def test_a_report_goes_on_and_its_subject_can_be_read_about(ask: Ask) -> None:
    words = "somebody is parked in front of our gate"
    alone = ask(ActionFile(), turn("file_service_request", words))
    beside = ask(ActionFile(), turn("file_service_request", words, services=FOUND))
    assert offered(beside) == [PERMIT, FINE]
    assert [message.text for message in beside.messages] == [message.text for message in alone.messages]
    assert beside.messages[-1].buttons[:-2] == alone.messages[-1].buttons


def test_a_sure_answer_offers_the_next_likely_ones_alone(ask: Ask) -> None:
    reply = ask(ActionAnswer(), turn("ask_cost", services=FOUND, verdict="sure"))
    assert reply.context.service == PERMIT
    assert offered(reply) == [FINE]


def test_where_nothing_is_sure_it_says_so_and_shows_what_it_may_be_and_a_person(ask: Ask) -> None:
    reply = ask(ActionAnswer(), turn("ask_cost", "the thing with the car", services=FOUND[1:], verdict="lost"))
    assert offered(reply) == [FINE]
    assert [button.intent for button in reply.messages[-1].buttons[-2:]] == ["form_command", "human"]
    assert reply.context.choices == (FINE,) and reply.context.choice_intent == "ask_cost"


def test_where_nothing_is_likely_it_says_that_it_does_not_know(ask: Ask) -> None:
    reply = ask(ActionAnswer(), turn("ask_cost", "the thing", services=FOUND[2:], verdict="lost"))
    assert offered(reply) == [] and "did not find" in reply.messages[0].text


@pytest.mark.parametrize("action", [ActionDanger(), ActionFile()])
def test_a_text_message_and_an_open_form_are_not_lengthened(ask: Ask, action: CounterAction) -> None:
    intent = "danger" if isinstance(action, ActionDanger) else "file_complaint"
    by_sms = turn(intent, "it is broken", channel="sms", services=FOUND, verdict="sure")
    assert offered(ask(action, by_sms)) == []
    form = Context(form={"draft": 0, "asking": "category"})
    assert offered(ask(action, turn(intent, "it is broken", services=FOUND, verdict="sure"), form)) == []


def reported(reply: Reply) -> bool:
    """Whether the last message has a button that has the words dealt with."""
    return any(("command", "report") in button.entities for button in reply.messages[-1].buttons)


WRONG = "the street lamps in our street are dark, all three lamps"


@pytest.mark.parametrize(
    ("words", "kinds", "offers"),
    [
        (WRONG, ("service_request",), True),
        (f"{WRONG}?", ("service_request",), False),
        (WRONG, (), False),
        ("we are moving to Canada with both of us", ("service_request",), False),
        ("street lamps dark", ("service_request",), False),
    ],
)
def test_who_states_what_is_clearly_wrong_may_send_it_from_a_sure_answer(
    ask: Ask, words: str, kinds: tuple[str, ...], offers: bool
) -> None:
    told = turn("ask_about", words, services=FOUND, verdict="sure", kinds=kinds)
    assert reported(ask(ActionAnswer(), told)) is offers


def test_while_a_case_is_open_its_own_question_stands_alone(ask: Ask) -> None:
    told = turn("ask_about", WRONG, services=FOUND, verdict="sure", kinds=("service_request",))
    assert not reported(ask(ActionAnswer(), told, Context(form={"draft": "x", "asking": "where"})))
