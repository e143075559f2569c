"""Filing a case by conversation: what was said is not asked, nothing is lost, and one case comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from desk.cases import attachments, drafts, moving, tracking
from desk.cases.audit import staff
from desk.cases.kinds import Outcome, State
from desk.cases.models import Case, Category, Draft, Follower
from desk.messages.models import Conversation
from desk.people import identities
from tests.actions.talk import Talk

NOW = dt.datetime(2026, 3, 3, 10, 0, tzinfo=dt.timezone.utc)
"""A Tuesday."""
LAMP = "The street lamp in front of the library has been dark since yesterday, on Torikatu 5"


pytestmark = pytest.mark.django_db


def talk(name: str = "one", language: str = "en", channel: str = "web") -> Talk:
    identity = identities.find_or_create(channel, name, keep_address=False)
    row = Conversation.objects.create(channel=channel, person=identity.person, identity=identity, language=language)
    return Talk(NOW, row.public_id, language, channel)


def first_title(person: Talk) -> str:
    """The first choice of the last answer."""
    return person.reply.messages[-1].buttons[0].title


def draft_answers(person: Talk) -> Mapping[str, Mapping[str, Any]]:
    found = drafts.get(person.context.form["draft"], NOW)
    assert found is not None
    return found.answers


def settle_category(person: Talk) -> list[str]:
    """Take the first category, where it is asked for: a sure one is not. Returns what was said last."""
    if person.context.form["asking"] == "category":
        person.press(first_title(person))
    return [message.text for message in person.reply.messages]


def file_lamp(person: Talk) -> list[str]:
    person.say(LAMP, "file_service_request")
    settle_category(person)
    person.say("Maria Lind, maria@example.org")
    return person.press("Yes, send it")


def test_what_was_said_is_not_asked() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    assert person.context.form["asking"] == "contact"
    assert {"what", "where", "category"} <= set(person.context.form["filled"])
    assert drafts.get(person.context.form["draft"], NOW).answers["where"]["street"] == "Torikatu"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "intent", "service"),
    [
        (LAMP, "file_service_request", ""),
        ("I asked for a library card three months ago and nobody answers my letters", "file_complaint", "library-card"),
    ],
)
def test_what_is_to_be_mended_in_a_place_is_about_no_service(text: str, intent: str, service: str) -> None:
    talk().say(text, intent, search={"services": [{"id": "library-card", "score": 0.9}], "verdict": "sure"})
    assert Draft.objects.get().service == service


def test_a_filed_case_has_a_code_that_only_its_citizen_sees() -> None:
    person = talk()
    said = file_lamp(person)
    case = Case.objects.get()
    assert case.code_mask in said[0]
    assert person.reply.messages[0].case == case.pk
    assert (case.kind, case.category.slug, case.place) == ("service_request", "street-lighting", "Torikatu 5")
    assert case.contact.email == "maria@example.org"
    assert not person.context.form
    assert person.context.case["state"] == "received"


def test_a_turn_that_is_run_again_files_nothing_twice() -> None:
    person = talk()
    first = file_lamp(person)
    assert person.again() == first
    assert Case.objects.count() == 1


def test_a_bare_wish_to_complain_is_asked_what_happened() -> None:
    person = talk()
    said = person.say("I want to make a complaint", "file_complaint")
    assert said[-1] == "What happened? Tell it in your own words."
    person.say("Last Monday the bus to the harbour did not come and I waited an hour in the rain", "file_complaint")
    settle_category(person)
    assert person.context.form["asking"] == "remedy"
    assert "when" in person.context.form["filled"]


def test_a_question_in_between_is_answered_and_the_form_goes_on() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    said = person.say("can I talk to a person?", "human", 0.95)
    assert "phone" in said[0].lower()
    assert "Back to your matter" in said[1]
    assert "How can the city reach you" in said[-1]
    assert person.context.form["asking"] == "contact"


def _asked_for_the_remedy() -> Talk:
    person = talk()
    person.say("I want to make a complaint", "file_complaint")
    person.say("Last Monday the bus to the harbour did not come and I waited an hour in the rain", "file_complaint")
    settle_category(person)
    assert person.context.form["asking"] == "remedy"
    return person


def test_what_sounds_like_a_question_and_names_no_service_says_what_should_be_done() -> None:
    person = _asked_for_the_remedy()
    wish = "tell me where to wait instead"
    said = person.say(wish, "ask_place", search={"services": [], "verdict": "nothing"})
    assert not any("Which service" in text for text in said)
    assert person.context.form["asking"] != "remedy"
    assert drafts.get(person.context.form["draft"], NOW).answers["remedy"]["text"] == wish  # type: ignore[union-attr]


def test_a_question_about_a_service_is_answered_where_it_is_asked_what_should_be_done() -> None:
    person = _asked_for_the_remedy()
    found = {"services": [{"id": "resident-parking-permit", "score": 0.9}], "verdict": "sure"}
    said = person.say("where do I get a parking permit?", "ask_place", search=found)
    assert "Back to your matter" in said[1]
    assert person.context.form["asking"] == "remedy"


def test_later_keeps_the_draft_and_another_conversation_of_the_person_goes_on() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    assert "30 days" in person.say("later", "stop")[0]
    row = Conversation.objects.get(public_id=person.conversation)
    other = Conversation.objects.create(channel="sms", person=row.person, identity=row.identity)
    phone = Talk(NOW + dt.timedelta(days=20), other.public_id, channel="sms")
    phone.say("continue my report")
    assert phone.context.form["asking"] in ("category", "contact")


def test_a_draft_of_another_person_is_not_offered() -> None:
    talk("one").say(LAMP, "file_service_request")
    assert "nothing that waits" in talk("two").say("continue my report")[0]


def test_any_field_can_be_changed_by_saying_so() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    person.press("Stay anonymous")
    assert person.context.form["asking"] == "summary"
    said = person.say("change the place to Kirkkokatu 12")
    assert "Kirkkokatu 12" in "\n".join(said)
    assert person.context.form["asking"] == "summary"


def test_a_correction_at_the_summary_is_understood_without_naming_the_field() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    person.press("Stay anonymous")
    said = person.say("no, it was on Kirkkokatu 12", "correct")
    assert "Kirkkokatu 12" in "\n".join(said)


def test_an_anonymous_case_keeps_no_sender() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    said = person.press("Stay anonymous")
    assert "anonymous" in "\n".join(said)
    person.press("Yes, send it")
    case = Case.objects.get()
    assert case.anonymous
    assert not hasattr(case, "contact")


def test_what_is_lost_by_staying_anonymous_is_said_before() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    said = settle_category(person)
    assert "only your tracking code" in said[-1]


def test_an_appeal_cannot_stay_anonymous() -> None:
    person = talk()
    person.say("I appeal against last Monday's decision: my parking permit was refused without reason", "file_appeal")
    while person.context.form["asking"] != "contact":
        if person.context.options:
            person.press(first_title(person))
        else:
            person.say("Please decide again", "small_talk", 0.3)
    said = person.say("anonymous please", "no", 0.4)
    assert "without knowing who asks" in said[0]
    assert person.context.form["asking"] == "contact"


def test_an_address_that_cannot_be_is_told_with_an_example() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    said = person.say("Maria Lind, maria@example")
    assert "maria@example.org" in said[0]
    assert person.context.form["asking"] == "contact"


def test_like_cases_are_shown_and_can_be_followed() -> None:
    file_lamp(talk("one"))
    moving.release(Case.objects.get().pk, staff(), NOW)
    other = talk("two")
    other.say("The street lamp near the library on Torikatu 5 is dark, please repair it", "file_service_request")
    settle_category(other)
    said = other.press("Stay anonymous")
    assert "Is it the same?" in said[-1]
    other.press("Yes, it is the same")
    assert Follower.objects.count() == 1
    assert Case.objects.count() == 1
    assert not Draft.objects.exists()


def test_danger_is_met_with_help_first_and_makes_the_case_urgent() -> None:
    person = talk()
    said = person.say(
        "The lamp post on Torikatu 5 has fallen and bare wires hang over the playground",
        "danger",
        danger="other",
        ranking=[{"name": "file_service_request", "confidence": 0.8}],
    )
    assert "112" in said[0]
    settle_category(person)
    person.press("Stay anonymous")
    said = person.press("Yes, send it")
    assert "urgent" in said[1]
    assert Case.objects.get().severity == 4


def test_a_case_is_followed_by_its_code_from_another_conversation() -> None:
    file_lamp(talk("one"))
    code = tracking_code()
    other = talk("two")
    said = other.say(f"How is my case {code}?", "track_case")
    assert "Street lighting" in said[0]
    other.press("Add something")
    said = other.say("It is now dark on the whole street", "file_service_request")
    assert said == ["Thank you. It is added, and the people who deal with it will see it."]


def tracking_code() -> str:
    from desk.cases import filing

    code = filing.told(Case.objects.get().pk).code
    assert code is not None
    return code


def test_a_mistyped_code_is_told_apart_from_an_unknown_one() -> None:
    from desk.cases import codes

    person = talk()
    person.say("where is my complaint", "track_case")
    assert person.context.expect == "code"
    written = codes.new().written
    unknown = person.say(written)
    wrong = written[:-1] + ("X" if written[-1] != "X" else "Y")
    mistyped = person.say(wrong)
    assert unknown[0] != mistyped[0]


def test_a_decided_case_is_reopened_in_words() -> None:
    file_lamp(talk("one"))
    case = Case.objects.get()
    for state in (State.ACKNOWLEDGED, State.TRIAGE, State.ASSIGNED, State.INVESTIGATING):
        moving.move(case.pk, state, staff(), NOW)
    moving.decide(case.pk, Outcome.UPHELD, "We replaced the lamp.", staff(), NOW)
    person = talk("two")
    said = person.say(f"{tracking_code()}", "track_case")
    assert "We replaced the lamp." in said[0]
    person.press("It is not solved")
    said = person.say("It is still dark", "file_service_request")
    assert said == ["It is open again. You hear from the city."]
    assert Case.objects.get().state == State.REOPENED


def test_a_case_is_taken_back_only_after_yes() -> None:
    file_lamp(talk("one"))
    person = talk("two")
    person.say(tracking_code(), "track_case")
    person.press("Take it back")
    person.say("no", "no")
    assert Case.objects.get().state == State.RECEIVED
    person.say(tracking_code(), "track_case")
    person.press("Take it back")
    person.say("yes", "yes")
    assert Case.objects.get().state == State.WITHDRAWN


def test_by_sms_choices_are_numbers() -> None:
    person = talk(channel="sms")
    said = person.say("I want to complain about the noise from the bar below my flat every night", "file_complaint")
    assert "1. " in said[-1]
    person.say("1", "choose_nth")
    assert person.context.form["asking"] != "category"


def test_a_file_that_came_is_noted_and_the_form_goes_on() -> None:
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    said = person._turn("lamp.jpg", "form_file", {"key": "k", "title": "lamp.jpg"}, ())
    assert said[0] == "Added: lamp.jpg"
    assert person.context.form["asking"] == "contact"


def test_a_file_that_is_taken_back_leaves_the_summary_and_evidence_is_asked_for_again() -> None:
    Category.objects.filter(slug="street-lighting").update(fields=["where", "evidence"])
    person = talk()
    person.say(LAMP, "file_service_request")
    settle_category(person)
    assert person.context.form["asking"] == "evidence"
    draft = person.context.form["draft"]
    stored = attachments.store(draft, "lamp.txt", b"dark", NOW)
    person._turn("lamp.txt", "form_file", {"key": stored.key, "title": stored.title}, ())
    said = person.say("Maria Lind, maria@example.org")
    assert "lamp.txt" in said[0]
    assert attachments.discard(draft, stored.key)
    person.press("Yes, send it")
    assert person.context.form["asking"] == "evidence"
    said = person.say("my neighbour saw it")
    assert "my neighbour saw it" in said[0] and "lamp.txt" not in said[0]


def test_tracking_shows_the_same_words_for_the_conversation_that_filed() -> None:
    person = talk()
    file_lamp(person)
    said = person.say("how is my case?", "track_case")
    assert "Street lighting" in said[0]
    assert tracking.of_case(Case.objects.get(), NOW).state is State.RECEIVED


def test_a_report_is_asked_what_its_category_wants_to_know_and_may_skip_it() -> None:
    person = talk()
    person.say("A white van has been parked across the pavement on Torikatu 5 since yesterday", "file_service_request")
    settle_category(person)
    assert person.context.form["asking"] == "attribute"
    person.say("ABC-123")
    assert draft_answers(person)["attributes"] == {"plate": "ABC-123"}
    assert person.context.form["asking"] == "contact"


def test_a_question_of_the_category_that_is_skipped_is_not_asked_again() -> None:
    person = talk()
    person.say("A white van has been parked across the pavement on Torikatu 5 since yesterday", "file_service_request")
    settle_category(person)
    person.press("Skip")
    assert person.context.form["asking"] == "contact"
    person.say("Maria Lind, maria@example.org")
    person.press("Yes, send it")
    assert Case.objects.get().attributes == {}


def test_a_complaint_is_not_asked_what_only_a_report_needs() -> None:
    person = talk()
    person.say("The warden on Torikatu was rude about my parking yesterday. I expect an apology.", "file_complaint")
    settle_category(person)
    assert person.context.form["asking"] == "contact"
