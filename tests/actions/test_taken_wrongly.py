"""Whoever was taken wrongly files what they said already: by one press, or by a plain no."""

from __future__ import annotations

import pytest

from desk.cases import drafts
from tests.actions.talk import Talk
from tests.actions.test_filing import LAMP, NOW, settle_category, talk

pytestmark = pytest.mark.django_db


def draft_of(person: Talk) -> drafts.DraftView:
    found = drafts.get(person.context.form["draft"], NOW)
    assert found is not None
    return found


def test_words_that_the_counter_did_not_understand_are_filed_by_one_press() -> None:
    person = talk()
    person.say(LAMP, "nlu_fallback")
    person.press("Send this to the city")
    assert person.context.form["asking"] == "kind"
    person.press("service request")
    assert draft_of(person).answers["what"]["text"] == LAMP
    assert {"what", "where", "when"} <= set(person.context.form["filled"])


@pytest.mark.parametrize("meant", ["correct", "no", "nlu_fallback"])
def test_a_plain_no_with_what_is_wanted_is_enough(meant: str) -> None:
    person = talk()
    person.say(LAMP, "ask_about")
    person.say("No, I want to report this so that somebody fixes it.", meant)
    assert draft_of(person).kind == "service_request"
    assert draft_of(person).answers["what"]["text"] == LAMP


def test_what_was_asked_and_answered_before_is_no_part_of_a_new_complaint() -> None:
    person = talk()
    person.say("what does the library card cost me?", "greet")
    person.say("I want to complain", "file_complaint")
    assert person.context.form["asking"] == "what"


def test_a_no_takes_back_that_somebody_is_in_danger() -> None:
    person = talk()
    person.say(LAMP, "danger", danger="other")
    person.say("No, I want to report this so that somebody fixes it.", "correct")
    assert draft_of(person).answers["what"]["text"] == LAMP
    assert not draft_of(person).danger


def test_nobody_who_speaks_of_violence_is_offered_a_form() -> None:
    person = talk()
    person.say("he is hitting me and I am afraid of him", "danger", danger="violence")
    assert not person.context.form
    assert not any(message.buttons for message in person.reply.messages)


def test_the_kind_is_changed_by_saying_so_at_any_step() -> None:
    person = talk()
    person.say(LAMP, "file_suggestion")
    person.say("no, this is a complaint", "correct")
    assert draft_of(person).kind == "complaint"


def test_what_should_be_done_is_not_asked_of_whoever_demanded_it() -> None:
    person = talk()
    person.say("The library sent me the same bill twice last week. Please cancel the second one.", "file_complaint")
    assert draft_of(person).answers["remedy"]["text"] == "Please cancel the second one."


def test_a_question_needs_no_place() -> None:
    person = talk()
    person.say("Who decides where street lamps are put up in our part of town?", "file_question")
    if person.context.form["asking"] == "category":
        person.say("street lamps", "ask_about")
    assert person.context.form["asking"] in ("category", "contact")


@pytest.mark.parametrize(("words", "reached"), [("just here in the chat", "chat"), ("no contact, thanks", "")])
def test_an_answer_in_this_chat_or_none_is_taken_as_contact(words: str, reached: str) -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    person.say(words, "robot")
    contact = draft_of(person).answers["contact"]
    assert (contact.get("format", ""), bool(contact.get("anonymous"))) == (reached, not reached)


def test_cancel_may_be_what_the_city_should_do() -> None:
    person = talk()
    person.say("On Monday the warden on Torikatu fined me although my permit lay in the window.", "file_appeal")
    while person.context.form["asking"] != "remedy":
        person.press(person.reply.messages[-1].buttons[0].title)
    person.say("cancel it", "stop")
    assert draft_of(person).answers["remedy"]["text"] == "cancel it"
