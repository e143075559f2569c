"""Messages that the counter begins: asked for once, sent only after a yes, ended at any time, on the channel chosen."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from actions.consents import OWN_WORDS, QUESTION, TEXT_VERSION
from bot.begun import about_begun
from bot.settings import LAUNCH_LANGUAGES
from bot.texts import say
from channels.news import deliver, rendered
from channels.sms.choices import Offered, lines_of, number
from channels.sms.rendering import plain
from channels.sms.segments import pages
from channels.sms.words import Keyword, keyword
from desk.cases import moving, surveys
from desk.cases.audit import staff
from desk.cases.jobs import run
from desk.cases.kinds import Kind, State
from desk.cases.models import Case, Survey
from desk.cases.news import LATER_SURVEY, SURVEY, ToDeliver
from desk.messages import erasure
from desk.messages.models import Conversation, Outbound
from desk.people import consent, identities, linking, stopping
from desk.people.models import Consent, Person
from tests.actions.talk import Talk
from tests.actions.test_filing import LAMP, NOW, file_lamp, settle_category, talk
from tests.actions.test_linking import code_of, person_of
from tests.actions.test_news import decided, file_lamp_in, texts

pytestmark = pytest.mark.django_db
ASKED = "May we ask you here"
SENT = ("telegram", "sms")
EVENING, MORNING = NOW.replace(hour=19), dt.datetime(2026, 3, 4, 6, 0, tzinfo=dt.timezone.utc)
"""21:00 and, the next day, 8:00 in the town."""


def closed(now: dt.datetime = NOW) -> Case:
    """The case is closed, and its survey due."""
    case = decided(now)
    moving.move(case.pk, State.CLOSED, staff(), now)
    run(now)
    return case


def told_surveys(person: Talk) -> list[str]:
    return [text for text in texts(person) if "1 is bad" in text or "Reply 1 (bad)" in text]


def latest(person: Talk) -> Outbound:
    row = Outbound.objects.filter(conversation__public_id=person.conversation).order_by("-seq").first()
    assert row is not None
    return row


def hear(person: Talk) -> None:
    """The context as the desk holds it after news."""
    person.context = type(person.context).of(Conversation.objects.get(public_id=person.conversation).context)


@pytest.mark.parametrize("channel", SENT)
def test_whoever_files_where_messages_are_sent_is_asked_and_a_yes_is_recorded(channel: str) -> None:
    person = talk(channel=channel)
    assert file_lamp(person)[-1].startswith(ASKED)
    assert person.press("Yes")[0].startswith("Thank you. We will ask you here")
    row = Consent.objects.get()
    assert (row.person_id, row.purpose, row.channel, row.agreed) == (person_of(person), "survey", channel, True)
    assert (row.text_version, row.language, row.given_at) == (TEXT_VERSION, "en", NOW)
    assert person.again()[0].startswith("Thank you")
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "intent", "agreed"),
    [("yes please", "yes", True), ("1", "choose_nth", True), ("2", "choose_nth", False), ("no thanks", "no", False)],
)
def test_words_and_numbers_answer_as_well(words: str, intent: str, agreed: bool) -> None:
    person = talk(channel="sms")
    file_lamp(person)
    person.say(words, intent)
    assert Consent.objects.get().agreed is agreed


def test_another_message_goes_on_as_usual_and_a_later_yes_means_something_else() -> None:
    person = talk(channel="telegram")
    file_lamp(person)
    assert "phone" in person.say("can I talk to a person?", "human")[0].lower()
    person.say("yes", "yes")
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("words", "intent", "confidence"),
    [("Torikatu 1", "nlu_fallback", 0.4), ("yes, but how much is it?", "yes", 0.9), ("well, maybe", "yes", 0.6)],
)
def test_what_is_no_plain_yes_is_none(words: str, intent: str, confidence: float) -> None:
    person = talk(channel="sms")
    file_lamp(person)
    person.say(words, intent, confidence)
    assert not Consent.objects.exists()


def test_no_and_a_new_matter_is_a_new_matter() -> None:
    person = talk(channel="telegram")
    file_lamp(person)
    person.say("No, I want to complain about the noise on Torikatu 5", "no")
    assert person.context.form["kind"] == "complaint"
    assert not Consent.objects.exists()


def test_nobody_is_asked_on_the_web() -> None:
    assert not any(ASKED in said for said in file_lamp(talk()))


def test_nobody_is_asked_who_stays_anonymous() -> None:
    person = talk(channel="sms")
    person.say(LAMP, "file_service_request")
    settle_category(person)
    person.press("Stay anonymous")
    assert not any(ASKED in said for said in person.press("Yes, send it"))


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_nobody_is_asked_twice(answer: str) -> None:
    person = talk(channel="sms")
    file_lamp(person)
    person.press(answer)
    person.say("The bin at the harbour has not been emptied for two weeks and it smells", "file_complaint")
    while person.context.form:
        if person.context.form["asking"] == "contact":
            said = person.say("Maria Lind, maria@example.org")
        elif person.reply.messages[-1].buttons:
            said = person.press(person.reply.messages[-1].buttons[0].title)
        else:
            said = person.say("Torikatu 5")
    assert Case.objects.count() == 2
    assert not any(ASKED in text for text in said)


@pytest.mark.parametrize("channel", SENT)
def test_a_survey_is_sent_after_a_yes_by_day_and_says_how_to_stop(channel: str) -> None:
    person = talk(channel=channel)
    file_lamp(person)
    person.press("Yes")
    closed(EVENING)
    deliver(EVENING)
    assert told_surveys(person) == []
    deliver(MORNING - dt.timedelta(seconds=1))
    assert told_surveys(person) == []
    deliver(MORNING)
    assert len(told_surveys(person)) == 1
    row = latest(person)
    assert "STOP ends all messages" in row.text if channel == "sms" else "“Do not ask again”" in row.text
    assert [choice.title for choice in row.choices.all()] == ["1", "2", "3", "4", "5", "Do not ask again"]
    assert lines_of(row.pk) == ("6. Do not ask again",)


@pytest.mark.parametrize("channel", SENT)
@pytest.mark.parametrize("answer", ["No", ""])
def test_without_a_yes_nothing_is_sent_but_news_and_the_survey_is_answered_by_code(channel: str, answer: str) -> None:
    person = talk(channel=channel)
    file_lamp(person)
    if answer:
        person.press(answer)
    case = closed()
    deliver(NOW)
    run(NOW + dt.timedelta(hours=2))
    deliver(NOW + dt.timedelta(hours=2))
    assert told_surveys(person) == []
    assert any("We replaced the lamp." in text for text in texts(person)), "news of the case need no consent"
    assert surveys.scores() == [], "who was not asked does not count as asked"
    hear(person)
    person.say("what is the state of my case", "track_case")
    assert "Say how it went" in [button.title for button in person.reply.messages[0].buttons]
    asked = person.press("Say how it went")
    assert "How well was it dealt with?" in asked[0]
    person.say("4", "choose_nth")
    assert Survey.objects.get(case=case, occasion=Survey.Occasion.CLOSING).process == 4
    assert [(score.asked, score.answered) for score in surveys.scores()] == [(1, 1)]


def test_the_surveys_own_stop_ends_the_consent_and_later_surveys() -> None:
    person = talk(channel="sms")
    file_lamp(person)
    person.press("Yes")
    closed()
    deliver(NOW)
    hear(person)
    assert person.say("6", "choose_nth") == [say("survey-consent-withdrawn", "en")]
    assert Consent.objects.get().withdrawn_at == NOW
    later = NOW + dt.timedelta(weeks=4, hours=1)
    run(later)
    assert deliver(later) == 0


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
@pytest.mark.parametrize("channel", [*SENT, "web"])
def test_whoever_said_no_may_agree_again_by_the_sentence_that_they_were_told(language: str, channel: str) -> None:
    person, again = talk(language=language, channel=channel), say("survey-consent-again", language)
    assert again in person.say(say("case-survey-stop", language))[0]
    assert consent.refused(person_of(person), consent.SURVEY, channel)
    for _ in range(2):
        assert person.say(again) == [say("survey-consent-given", language, stop=say("case-survey-stop", language))]
    row = Consent.objects.get(withdrawn_at=None, agreed=True)
    assert (row.channel, row.text_version, row.language) == (channel, OWN_WORDS, language)
    assert not consent.refused(person_of(person), consent.SURVEY, channel)


def test_agreeing_again_leaves_a_report_where_it_was() -> None:
    person = talk(channel="sms")
    person.say(LAMP, "file_service_request")
    form = dict(person.context.form)
    person.say("send me surveys again, please")
    assert Consent.objects.get().agreed and dict(person.context.form) == form


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_a_plain_sentence_ends_it_in_every_language(language: str) -> None:
    person = talk(language=language, channel="telegram")
    file_lamp_in(person)
    said = person.press(say("form-button-yes", language))[0]
    assert say("case-survey-stop", language) in said
    assert person.say(say("case-survey-stop", language)) == [say("survey-consent-withdrawn", language)]
    assert not consent.stands(person_of(person), consent.SURVEY, "telegram")


def test_who_wants_no_surveys_sees_none_on_the_web_either() -> None:
    person = talk()
    file_lamp(person)
    assert person.say("no more surveys, please") == [say("survey-consent-withdrawn", "en")]
    closed()
    deliver(NOW)
    assert told_surveys(person) == []


def test_stop_on_the_line_ends_what_was_agreed_to_there_alone() -> None:
    identity = identities.find_or_create("sms", "+358401234567")
    for channel in SENT:
        consent.give(identity.person_id, consent.SURVEY, channel, text_version="1", language="fi", now=NOW)
    stopping.stop(identity.pk, NOW)
    stopping.start(identity.pk)
    standing = Consent.objects.filter(withdrawn_at=None)
    assert [row.channel for row in standing] == ["telegram"]


def test_the_words_of_the_question_have_a_version() -> None:
    words = [say(QUESTION, code, variant) for code in LAUNCH_LANGUAGES for variant in ("web", "sms")]
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
    assert {digest: TEXT_VERSION} == {"2c016fa48eae": "1"}, "the words changed: raise TEXT_VERSION, and note both here"


def linked() -> tuple[Talk, Talk]:
    """One person on the web and by SMS."""
    web, phone = talk("web"), talk("+358401234567", channel="sms")
    phone.say(code_of(web))
    return web, phone


def test_news_come_where_the_case_was_filed_unless_another_channel_is_chosen() -> None:
    web, phone = linked()
    file_lamp(web)
    moving.move(Case.objects.get().pk, State.ACKNOWLEDGED, staff(), NOW)
    deliver(NOW)
    assert (len(texts(web)), len(texts(phone))) == (1, 0)
    assert phone.press("News here") == ["From now on, news of your cases comes by SMS."]
    moving.move(Case.objects.get().pk, State.TRIAGE, staff(), NOW)
    moving.move(Case.objects.get().pk, State.ASSIGNED, staff(), NOW)
    deliver(NOW)
    assert len(texts(web)) == 1 and len(texts(phone)) >= 1


def test_a_channel_is_chosen_by_a_sentence_and_only_where_the_person_is_known() -> None:
    web, _ = linked()
    assert web.say("Send me news by SMS, please")[0].endswith("by SMS.")
    assert Person.objects.get(pk=person_of(web)).preferred_channel == "sms"
    said = web.say("send me news on Telegram")
    assert said[0].startswith("I do not know you there") and said[1].startswith("Your code is")
    linking.unlink(web.conversation)
    assert not linking.prefer(web.conversation, "sms")


def test_a_survey_goes_where_there_is_consent_when_the_chosen_channel_has_none() -> None:
    web, phone = linked()
    file_lamp(phone)
    phone.press("Yes")
    case = closed()
    assert web.say("news in the web chat")[0].endswith("in the web chat.")
    deliver(NOW)
    assert case.contact.person_id == person_of(web)
    assert (len(told_surveys(web)), len(told_surveys(phone))) == (1, 0), "on the web it is shown"
    later = NOW + dt.timedelta(weeks=4, hours=1)
    phone.say("send news here")
    consent.withdraw(person_of(phone), later, purpose=consent.SURVEY)
    run(later)
    assert deliver(later) == 0, "filed by SMS and wanted there, but without consent any more"


def test_ending_and_forgetting_a_channel_forgets_what_was_agreed_to_there() -> None:
    web, phone = linked()
    file_lamp(phone)
    phone.press("Yes")
    erasure.erase(Conversation.objects.get(public_id=phone.conversation).pk, NOW)
    assert Person.objects.filter(pk=person_of(web)).exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
def test_the_texts_can_be_written_back(language: str) -> None:
    stop, here = about_begun(say("case-survey-stop", language)), about_begun(say("link-news-button", language))
    assert stop is not None and stop.entities == {"value": "stop"}
    assert here is not None and here.entities == {"value": "here"}


@pytest.mark.parametrize(
    "text", ["no", "stop", "ask me again", "my news", "do not ask my neighbour again", "the survey was fine"]
)
def test_other_words_are_no_such_wish(text: str) -> None:
    assert about_begun(text) is None


@pytest.mark.parametrize("language", LAUNCH_LANGUAGES)
@pytest.mark.parametrize("message", [SURVEY, LATER_SURVEY])
def test_every_survey_by_sms_says_how_to_stop_before_anyone_asks_for_more(language: str, message: str) -> None:
    for kind in Kind:
        arguments = {"code": "····-····-1TB", "kind": kind.value, "survey": 1}
        said, _ = rendered(ToDeliver(1, 1, 1, None, language, message, arguments), "sms", NOW, language)
        titles = tuple((button.title, button.title) for button in said.buttons)
        [numbered] = number([Offered(said.text, titles)])
        [page] = pages(plain(said.text, None, numbered.lines), "more")
        assert say("case-survey-stop", language) in page
        words = [found for word in page.split() if (found := keyword(word)) is not None]
        assert Keyword.STOP in [found.keyword for found in words]
