"""One person on many channels: only the code joins, and everything goes along."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.linking import CODE, LINK, UNLINK, wish
from bot.rates import Rates
from channels.news import deliver
from desk.cases import moving
from desk.cases.audit import staff
from desk.cases.kinds import State
from desk.cases.models import Case, Contact, Draft
from desk.messages.models import Conversation, Outbound
from desk.people import linking
from desk.people.linking import CodeWrong, GuessLimits, TooManyGuesses
from desk.people.models import Identity, LinkCode, Person
from tests.actions.talk import Talk
from tests.actions.test_filing import LAMP, NOW, file_lamp, settle_category, talk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = GuessLimits(Rates.at(""))
    monkeypatch.setattr(linking, "usual_limits", lambda: limits)


def code_of(person: Talk) -> str:
    said = person.say("Continue on my phone")[0]
    return said.removeprefix("Your code is ")[:7]


def person_of(one: Talk) -> int:
    return Conversation.objects.get(public_id=one.conversation).person_id


def test_a_report_begun_on_the_web_is_finished_by_sms() -> None:
    web, phone = talk("web"), talk("+358401234567", channel="sms")
    web.say(LAMP, "file_service_request")
    settle_category(web)
    said = web.say("can I continue on my phone?")
    assert said[0].startswith("Your code is ")
    assert "Your code is" not in said[-1], "the form asks again after it"
    told = phone.say(said[0].removeprefix("Your code is ")[:7].lower())
    assert told[0].startswith("Welcome back")
    assert person_of(web) == person_of(phone)
    phone.press(phone.reply.messages[-1].buttons[0].title)
    assert phone.context.form["asking"] == "contact"
    phone.say("Maria Lind, maria@example.org")
    phone.press("Yes, send it")
    case = Case.objects.get()
    assert Contact.objects.get(case=case).person_id == person_of(web)


def test_language_and_cases_go_along() -> None:
    web, phone = talk("web", language="fi"), talk("+358401234567", channel="sms")
    web.say("jatka puhelimella")
    [code] = [part for part in web.reply.messages[0].text.split() if linking.read(part)]
    assert phone.say(code)[0].startswith("Tervetuloa takaisin")
    assert phone.context.language == "fi"
    other = talk("+358409999999", channel="sms")
    file_lamp(other)
    assert other.say(code_of(web2 := talk("web2")))[0].startswith("Welcome back")
    assert Contact.objects.get().person_id == person_of(web2)
    assert not Person.objects.filter(identities=None).exists()


def test_a_code_counts_once_and_for_fifteen_minutes() -> None:
    web, phone, another = talk("web"), talk("a", channel="sms"), talk("b", channel="sms")
    code = code_of(web)
    phone.say(code)
    assert phone.again()[0].startswith("Welcome back"), "a turn that is run again is not another guess"
    assert another.say(code)[0].startswith("No open code")
    late = code_of(web)
    another.now = NOW + dt.timedelta(minutes=15)
    assert another.say(late)[0].startswith("No open code")
    assert len({person_of(one) for one in (web, phone, another)}) == 2


def test_a_new_code_ends_the_one_before() -> None:
    web, phone = talk("web"), talk("a", channel="sms")
    old = code_of(web)
    new = code_of(web)
    assert phone.say(old)[0].startswith("No open code")
    assert phone.say(new)[0].startswith("Welcome back")


def test_ones_own_code_joins_nobody() -> None:
    web = talk("web")
    code = code_of(web)
    assert web.say(code)[0].startswith("This code is your own")


def test_two_people_never_mix_without_the_code() -> None:
    web, phone = talk("web"), talk("a", channel="sms")
    code_of(web)
    before = person_of(web), person_of(phone)
    for guess in ("A3C-D4F", "K7M-4XR", "P9R 3TU"):
        assert phone.say(guess)[0].startswith("No open code")
    assert (person_of(web), person_of(phone)) == before


def test_guessing_is_limited_also_for_the_right_code() -> None:
    web, phone = talk("web"), talk("a", channel="sms")
    code = code_of(web)
    for number in range(5):
        phone.say(f"A3C-D{(number % 3) * 3 + 3}F")
    assert phone.say(code)[0].startswith("Too many wrong codes")
    assert person_of(web) != person_of(phone)


def test_an_address_is_limited_over_many_conversations() -> None:
    limits = GuessLimits(Rates.at(""))
    for number in range(10):
        other = talk(f"p{number}", channel="sms")
        with pytest.raises(CodeWrong):
            linking.join("A3CD4F", other.conversation, "origin", NOW, limits)
    with pytest.raises(TooManyGuesses):
        linking.join("A3CD4F", talk("last", channel="sms").conversation, "origin", NOW, limits)


def test_the_link_can_be_ended_at_any_time() -> None:
    web, phone = talk("web"), talk("a", channel="sms")
    web.say(LAMP, "file_service_request")
    code = code_of(web)
    phone.say(code)
    assert linking.channels(web.conversation) == ("sms",)
    assert phone.say("unlink")[0].startswith("Done")
    assert linking.channels(web.conversation) == ()
    assert person_of(web) != person_of(phone)
    assert Draft.objects.get().person_id == person_of(web)
    assert phone.say("unlink my phone")[0].startswith("This channel is not linked")


def in_the_evening(person: Talk) -> dt.datetime:
    """A case that has news at nine in the evening, town time."""
    file_lamp(person)
    evening = NOW.replace(hour=19)
    moving.move(Case.objects.get().pk, State.ACKNOWLEDGED, staff(), evening)
    return evening


def test_news_that_are_sent_wait_for_the_morning() -> None:
    assert deliver(in_the_evening(talk("+358401234567", channel="sms"))) == 0
    morning = dt.datetime(2026, 3, 4, 6, 0, tzinfo=dt.timezone.utc)
    assert deliver(morning - dt.timedelta(seconds=1)) == 0
    assert deliver(morning) == 1
    assert Outbound.objects.get(turn__startswith="news-").channel == "sms"


def test_news_that_are_read_on_the_page_wait_for_nothing() -> None:
    assert deliver(in_the_evening(talk("web"))) == 1


def test_only_a_keyed_hash_of_the_code_is_kept() -> None:
    web = talk("web")
    code = code_of(web).replace("-", "")
    assert code not in str(LinkCode.objects.values_list().get())
    assert Identity.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Continue on my phone, please.", LINK),
        ("Miten voin jatkaa tekstiviestillä?", LINK),
        ("Fortsätt på mobilen", LINK),
        ("Kann ich auf dem Handy weitermachen?", LINK),
        ("Je voudrais continuer sur mon téléphone", LINK),
        ("Quiero seguir en el móvil", LINK),
        ("أريد المتابعة على هاتفي", LINK),
        ("Чи можна продовжити через смс?", LINK),
        ("Unlink my phone", UNLINK),
        ("Verbindung trennen", UNLINK),
        ("скасувати зв'язок", UNLINK),
        ("k7m 4xr", CODE),
        ("ABC-123", None),
        ("my phone was stolen", None),
        ("I want to continue my studies", None),
    ],
)
def test_wishes_about_channels_are_told_by_their_words(text: str, meant: str | None) -> None:
    assert wish(text) == meant
