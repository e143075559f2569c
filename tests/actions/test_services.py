"""What a question about a service comes to: an answer, a doubt, or an honest "I do not know"."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from actions.answers import INSTEAD_LENGTH, answer, shortened
from actions.base import Asked, Context
from actions.services import (
    ActionAnswer,
    ActionBack,
    ActionChoose,
    ActionCorrect,
    ActionList,
    ActionMore,
    ActionNone,
    ActionOutOfScope,
)
from bot.settings import LAUNCH_LANGUAGES
from desk.catalogue import reading
from desk.catalogue.reading import ServiceView
from desk.feedback.models import UnansweredQuestion
from tests.actions.conftest import TUESDAY_NOON, Ask, turn

PERMIT = "resident-parking-permit"
SURE: dict[str, Any] = {"services": ((PERMIT, 0.9), ("parking-fine-objection", 0.2)), "verdict": "sure"}


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
@pytest.mark.parametrize(
    "facet", ["about", "audience", "steps", "documents", "cost", "time", "hours", "contact", "link"]
)
def test_every_facet_of_a_whole_service_is_answered_in_every_language(ask: Ask, language: str, facet: str) -> None:
    reply = ask(ActionAnswer(), turn(f"ask_{facet}", language=language, **SURE))
    name = reading.service(PERMIT, language)
    assert name is not None and name.name.value in reply.messages[-1].text
    assert "\n" in reply.messages[-1].text
    assert reply.context.service == PERMIT and reply.context.facet == facet


def test_an_answer_names_its_source(ask: Ask) -> None:
    card = ask(ActionAnswer(), turn("ask_cost", **SURE)).messages[0].card
    assert card is not None and card.source is not None
    assert card.source[1].startswith("https://www.lehtoranta.example/")


def test_a_question_without_a_name_goes_on_with_the_service_talked_about(ask: Ask) -> None:
    first = ask(ActionAnswer(), turn("ask_about", **SURE))
    second = ask(ActionAnswer(), turn("ask_cost", "and how much is that?", verdict="nothing"), first.context)
    assert second.context.service == PERMIT
    assert "€" in second.messages[0].text or "euro" in second.messages[0].text


def test_a_question_without_a_name_and_without_context_is_asked_back(ask: Ask) -> None:
    reply = ask(ActionAnswer(), turn("ask_cost", "how much is it?", verdict="nothing"))
    assert "Which service" in reply.messages[0].text


@pytest.mark.parametrize("before", ["", "recycling-centre"])
@pytest.mark.parametrize("verdict", ["nothing", "lost"])
def test_a_question_that_follows_a_doubt_is_offered_the_same_choices_again(ask: Ask, before: str, verdict: str) -> None:
    ids = [PERMIT, "parking-fine-objection"]
    unsure = turn("ask_about", "parking?", services=tuple((service, 0.3) for service in ids), verdict="unsure")
    first = ask(ActionAnswer(), unsure, Context(service=before))
    again = ask(ActionAnswer(), turn("ask_cost", "what does it cost?", verdict=verdict), first.context)
    assert [button.title for button in again.messages[0].buttons] == [
        button.title for button in first.messages[0].buttons
    ]
    chosen = ask(ActionChoose(), turn("choose_nth", entities=({"entity": "ordinal", "value": 1},)), again.context)
    assert (chosen.context.service, chosen.context.facet) == (PERMIT, "cost")
    ask(ActionNone(), turn("none_of_these"), again.context)
    assert UnansweredQuestion.objects.get().text == "parking?"


def test_doubt_offers_at_most_three_and_a_way_out(ask: Ask) -> None:
    ids = [service for service, _ in reading.services("en")[:5]]
    unsure = turn("ask_cost", services=tuple((service, 0.3) for service in ids), verdict="unsure")
    reply = ask(ActionAnswer(), unsure)
    assert [button.intent for button in reply.messages[0].buttons] == ["choose_service"] * 3 + ["none_of_these"]
    assert reply.context.choices == tuple(ids[:3])


def test_a_choice_is_answered_with_what_was_asked_before(ask: Ask) -> None:
    context = Context(choices=("recycling-centre", PERMIT), choice_intent="ask_cost", offer="choice")
    by_number = ask(ActionChoose(), turn("choose_nth", entities=({"entity": "ordinal", "value": 2},)), context)
    by_button = ask(ActionChoose(), turn("choose_service", entities=({"entity": "service", "value": PERMIT},)), context)
    last = ask(ActionChoose(), turn("choose_nth", entities=({"entity": "ordinal", "value": -1},)), context)
    assert by_number.messages == by_button.messages == last.messages
    assert by_number.context.facet == "cost"


def test_a_number_that_was_not_offered_is_told_so(ask: Ask) -> None:
    context = Context(choices=("recycling-centre", PERMIT), offer="choice")
    reply = ask(ActionChoose(), turn("choose_nth", entities=({"entity": "ordinal", "value": 7},)), context)
    assert "2 choices" in reply.messages[0].text


def test_what_is_not_found_is_said_kept_once_and_a_person_offered(ask: Ask) -> None:
    asked = turn("ask_about", "my number is 040 123 4567, do you breed unicorns?", verdict="lost")
    reply = ask(ActionAnswer(), asked)
    ask(ActionAnswer(), asked)
    kept = UnansweredQuestion.objects.get()
    assert kept.text == "my number is <number>, do you breed unicorns?"
    assert [button.intent for button in reply.messages[0].buttons] == ["form_command", "human"]


def test_none_of_these_keeps_the_question_that_was_asked(ask: Ask) -> None:
    context = Context(choices=(PERMIT,), offer="choice", question="where do I moor my boat?")
    ask(ActionNone(), turn("none_of_these", "None of these"), context)
    assert UnansweredQuestion.objects.get().text == "where do I moor my boat?"


def test_a_correction_never_repeats_the_wrong_service(ask: Ask) -> None:
    context = Context(service=PERMIT, facet="cost")
    hits = ((PERMIT, 0.5), ("disabled-parking-card", 0.4))
    reply = ask(ActionCorrect(), turn("correct", services=hits, verdict="unsure"), context)
    offered = [dict(button.entities).get("service") for button in reply.messages[0].buttons]
    assert PERMIT not in offered and "disabled-parking-card" in offered


def test_a_correction_is_answered_with_the_facet_asked_before(ask: Ask) -> None:
    context = Context(service="disabled-parking-card", facet="cost")
    reply = ask(ActionCorrect(), turn("correct", **SURE), context)
    assert reply.context.service == PERMIT and reply.context.facet == "cost"


def test_more_tells_what_was_not_told_until_nothing_is_left(ask: Ask) -> None:
    context = Context(service=PERMIT, facet="about", shown=("about",))
    told = {"about"}
    for _ in range(20):
        reply = ask(ActionMore(), turn("more"), context)
        if "That is all" in reply.messages[0].text:
            break
        assert reply.context.facet not in told
        told.add(reply.context.facet)
        context = reply.context
    assert {"cost", "steps", "documents"} <= told


def test_two_questions_in_one_message_are_both_answered(ask: Ask) -> None:
    parts = (
        {"text": "what is it", "intent": "ask_cost", "services": [{"id": PERMIT, "score": 1}], "verdict": "sure"},
        {"text": "and how do I get it", "intent": "ask_steps", "services": [], "verdict": "nothing"},
    )  # fmt: skip
    reply = ask(ActionAnswer(), turn("ask_cost", questions=parts))
    assert len(reply.messages) == 2
    assert reply.messages[0].text.startswith("What ") and "step by step" in reply.messages[1].text


def test_a_facet_that_the_catalogue_lacks_is_said_with_the_contact_instead(ask: Ask) -> None:
    view = next(
        v
        for i, _ in reading.services("en")
        if (v := reading.service(i, "en")) and not any(c.address for c in v.channels)
    )
    reply = ask(ActionAnswer(), turn("ask_place", services=((view.id, 0.9),), verdict="sure"))
    assert "no address" in reply.messages[0].text and "You can ask here" in reply.messages[0].text


def _permit_without(language: str, **values: Any) -> ServiceView:
    view = reading.service(PERMIT, language)
    assert view is not None
    return dataclasses.replace(view, **values)


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_a_service_whose_steps_are_not_listed_is_described_instead(db: None, language: str) -> None:
    view = _permit_without(language, steps=None)
    said = answer(view, "steps", Asked(turn("ask_steps"), Context(), language, lambda: TUESDAY_NOON, ()))
    first = said.text.splitlines()[0]
    assert view.name.value in first and view.description is not None
    assert shortened(view.description.value, INSTEAD_LENGTH) in said.text
    assert said.buttons and said.card is not None and said.card.links


def test_a_price_that_is_not_listed_may_stand_in_the_description_which_is_told_once(db: None) -> None:
    view = _permit_without("en", costs=(), steps=None)
    asked = Asked(turn("ask_cost"), Context(), "en", lambda: TUESDAY_NOON, ())
    first = answer(view, "cost", asked)
    assert view.description is not None
    described = shortened(view.description.value, INSTEAD_LENGTH)
    assert "does not say what" in first.text and described in first.text
    later = dataclasses.replace(asked, context=asked.context.about(PERMIT, "cost"))
    assert described not in answer(view, "steps", later).text
    assert "does not describe how" in answer(view, "steps", later).text


def test_a_description_that_is_the_name_once_more_tells_nothing(db: None) -> None:
    view = _permit_without("en")
    view = dataclasses.replace(view, description=dataclasses.replace(view.name, value=f"{view.name.value}."))
    said = answer(view, "about", Asked(turn("ask_about"), Context(), "en", lambda: TUESDAY_NOON, ()))
    assert "no description" in said.text and said.text.count(view.name.value) == 1


def test_a_description_that_stands_for_steps_in_another_language_is_said_to_be_so(db: None) -> None:
    view = _permit_without("en", steps=None)
    said = answer(view, "steps", Asked(turn("ask_steps"), Context(), "fi", lambda: TUESDAY_NOON, ()))
    assert "englanti" in said.text


def test_a_text_in_another_language_is_said_to_be_so(ask: Ask) -> None:
    from desk.catalogue.models import ServiceText

    ServiceText.objects.filter(service__identifier=PERMIT).exclude(language="en").delete()
    reply = ask(ActionAnswer(), turn("ask_about", language="fi", **SURE))
    assert "englanti" in reply.messages[0].text


def test_an_offer_by_sms_carries_numbers(ask: Ask) -> None:
    unsure = turn("ask_about", channel="sms", services=((PERMIT, 0.3), ("recycling-centre", 0.3)), verdict="unsure")
    assert "\n1. " in ask(ActionAnswer(), unsure).messages[0].text


def test_a_list_without_a_topic_shows_some_of_all(ask: Ask) -> None:
    reply = ask(ActionList(), turn("list_services", verdict="nothing"))
    assert str(len(reading.services("en"))) in reply.messages[0].text
    assert len(reply.messages[0].buttons) == 4


def test_back_returns_to_the_service_before(ask: Ask) -> None:
    context = Context().about(PERMIT, "about").about("recycling-centre", "about")
    reply = ask(ActionBack(), turn("back"), context)
    assert reply.context.service == PERMIT
    assert "nothing to go back" in ask(ActionBack(), turn("back"), reply.context).messages[0].text


def test_a_question_out_of_scope_is_declined_unless_the_catalogue_surely_knows(ask: Ask) -> None:
    declined = ask(ActionOutOfScope(), turn("out_of_scope", "who won the match?", verdict="lost"))
    answered = ask(ActionOutOfScope(), turn("out_of_scope", **SURE))
    assert declined.context.service == "" and answered.context.service == PERMIT


@pytest.mark.parametrize(
    ("intent_date", "now", "part"),
    [
        (None, dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.timezone.utc), "is open now, until 16:00"),
        (None, dt.datetime(2026, 3, 3, 20, 0, tzinfo=dt.timezone.utc), "Opens again: tomorrow at 08:00"),
        ("2026-12-25", dt.datetime(2026, 12, 1, 10, 0, tzinfo=dt.timezone.utc), ", Friday, 25 December ("),
        ("2026-03-08", dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.timezone.utc), ", Sunday, 8 March: closed"),
    ],
)
def test_open_now_on_a_day_and_on_a_holiday(ask: Ask, intent_date: str | None, now: dt.datetime, part: str) -> None:
    entities = ({"entity": "date", "value": intent_date},) if intent_date else ()
    with_office = next(
        view.id
        for identifier, _ in reading.services("en")
        if (view := reading.service(identifier, "en")) and any(c.id.endswith("service-point") for c in view.channels)
    )
    reply = ask(
        ActionAnswer(), turn("ask_open", services=((with_office, 0.9),), verdict="sure", entities=entities), now=now
    )
    assert part in reply.messages[0].text


def test_the_context_survives_being_stored() -> None:
    context = dataclasses.replace(Context().about(PERMIT, "cost"), told=(1, 2), choices=("a", "b"))
    assert Context.of(context.stored()) == context
    assert Context.of({"service": None, "unknown": 1}) == Context()
