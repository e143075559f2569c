"""News of a case reach the conversation that filed it, once, in its language, and surveys are answered there."""

from __future__ import annotations

import datetime as dt

import pytest

from channels.news import deliver
from desk.cases import moving, surveys
from desk.cases.audit import staff
from desk.cases.jobs import run
from desk.cases.kinds import Outcome, State
from desk.cases.models import Case, Survey
from desk.messages.models import Choice, Conversation, Outbound
from tests.actions.talk import Talk
from tests.actions.test_filing import NOW, file_lamp, settle_category, talk

pytestmark = pytest.mark.django_db
WORK = (State.ACKNOWLEDGED, State.TRIAGE, State.ASSIGNED, State.INVESTIGATING)


def texts(person: Talk) -> list[str]:
    rows = Outbound.objects.filter(conversation__public_id=person.conversation).order_by("seq")
    return list(rows.values_list("text", flat=True))


def decided(now: dt.datetime = NOW) -> Case:
    case = Case.objects.get()
    for state in WORK:
        moving.move(case.pk, state, staff(), now)
    moving.decide(case.pk, Outcome.UPHELD, "We replaced the lamp.", staff(), now)
    return case


def test_every_public_move_is_told_once() -> None:
    person = talk()
    file_lamp(person)
    assert deliver(NOW) == 0, "the answer that gave the code told of the filing"
    decided()
    deliver(NOW)
    said = texts(person)
    assert any("a person has read it" in text for text in said)
    assert "We replaced the lamp." in said[-1]
    assert "ask for a review" in said[-1]
    assert deliver(NOW) == 0


def test_news_hold_the_mask_and_never_the_code() -> None:
    person = talk()
    file_lamp(person)
    decided()
    deliver(NOW)
    mask = Case.objects.get().code_mask
    assert all(mask in text for text in texts(person))


@pytest.mark.parametrize("language", ["ar", "fi", "uk"])
def test_news_speak_the_citizens_language(language: str) -> None:
    person = talk(language=language)
    file_lamp_in(person)
    decided()
    deliver(NOW)
    row = Outbound.objects.filter(conversation__public_id=person.conversation).last()
    assert row is not None
    assert (row.language, row.direction) == (language, "rtl" if language == "ar" else "ltr")


def file_lamp_in(person: Talk) -> None:
    """File a case in any language, by the buttons' meaning instead of their titles."""
    person.say("Torikatu 5", "file_service_request", 0.9)
    while person.context.form:
        asking = person.context.form["asking"]
        if asking == "what":
            person.say("The street lamp on Torikatu 5 has been dark for a week, please repair the lamp")
        elif asking == "contact":
            person.say("maria@example.org")
        elif person.reply.messages[-1].buttons:
            person.press(person.reply.messages[-1].buttons[0].title)


def test_an_anonymous_case_is_told_to_nobody() -> None:
    person = talk()
    person.say("The street lamp on Torikatu 5 has been dark since yesterday", "file_service_request")
    settle_category(person)
    person.press("Stay anonymous")
    person.press("Yes, send it")
    decided()
    deliver(NOW)
    assert texts(person) == []


def test_a_survey_is_asked_at_closing_and_four_weeks_later_and_answered_by_a_digit() -> None:
    person = talk()
    file_lamp(person)
    case = decided()
    moving.move(case.pk, State.CLOSED, staff(), NOW)
    run(NOW)
    deliver(NOW)
    assert "1 is bad, 5 is good" in texts(person)[-1]
    assert list(Choice.objects.values_list("title", flat=True)) == ["1", "2", "3", "4", "5"]
    row = Conversation.objects.get(public_id=person.conversation)
    person.context = type(person.context).of(row.context)
    person.say("4", "choose_nth")
    person.say("The lamp is bright again", "thanks", 0.5)
    answered = Survey.objects.get(occasion=Survey.Occasion.CLOSING)
    assert (answered.process, answered.comment) == (4, "The lamp is bright again")
    later = NOW + dt.timedelta(weeks=4, hours=1)
    run(later)
    deliver(later)
    assert "Is it solved?" in texts(person)[-1]


def test_not_solved_offers_to_open_the_case_again() -> None:
    person = talk()
    file_lamp(person)
    case = decided()
    moving.move(case.pk, State.CLOSED, staff(), NOW)
    person.now = later = NOW + dt.timedelta(weeks=4, hours=1)
    run(NOW)
    run(later)
    survey = surveys.open_of(case.pk, later)
    assert survey is not None
    person._turn("It is not solved", "survey_answer", {"survey": str(survey.pk), "value": "unsolved"}, ())
    person.press("It is not solved")
    said = person.say("It went dark again", "file_service_request")
    assert said == ["It is open again. You hear from the city."]
    assert Case.objects.get().state == State.REOPENED
