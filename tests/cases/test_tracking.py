"""By the code alone: status, history and what may be done; and nothing for who guesses."""

from __future__ import annotations

import contextlib
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bot.rates import Rates
from desk.cases import codes, deadlines, jobs, moving, surveys, tracking
from desk.cases.audit import staff
from desk.cases.errors import CodeMistyped, CodeUnknown, MoveForbidden, NotPossible, TooManyLookUps
from desk.cases.kinds import Deadline, Outcome, State
from desk.cases.models import AuditEntry, Case, Delivery, Extension, Note, Survey
from desk.cases.tracking import Caller, LookUpLimits, look_up
from desk.people.models import Person
from tests.cases.conftest import NOW, Filer, walk

DAY = dt.timedelta(days=1)


@pytest.fixture
def limits() -> LookUpLimits:
    return LookUpLimits(Rates.at(""))


def test_the_code_tells_state_history_and_next_date(file_case: Filer, limits: LookUpLimits) -> None:
    filed = file_case()
    assert filed.code is not None
    view = look_up(filed.code.lower(), Caller("s"), NOW, limits)
    assert (view.state, view.deadline, view.due) == (State.RECEIVED, Deadline.ACKNOWLEDGE, NOW + 7 * DAY)
    walk(filed.case, State.CLOSED)
    view = look_up(filed.digits or "", Caller("s"), NOW, limits)
    assert [step.message for step in view.history] == [
        "case-news-received",
        "case-news-acknowledged",
        "case-news-assigned",
        "case-news-investigating",
        "case-news-decided",
        "case-news-closed",
    ]
    assert view.state_message == "case-state-closed" and view.outcome == "upheld"
    assert view.reasons == "The lamp was out." and view.due is None
    assert view.may == {"add_information", "reopen", "request_review"}


def test_a_known_and_an_unknown_code_take_the_same_queries(file_case: Filer, limits: LookUpLimits) -> None:
    filed = file_case()
    asked = []
    for code in (filed.code or "", codes.new().written):
        with CaptureQueriesContext(connection) as queries, contextlib.suppress(CodeUnknown):
            look_up(code, Caller("s"), NOW, limits)
        asked.append([query["sql"].split(" WHERE ")[0] for query in queries])
    known, unknown = asked
    assert unknown[0] == known[0] and {*unknown} <= {*known} and abs(len(known) - len(unknown)) <= 2


def test_guessing_is_limited_by_session_and_by_address(file_case: Filer, limits: LookUpLimits) -> None:
    filed = file_case()
    wrong = codes.new().written
    for _ in range(5):
        with pytest.raises(CodeUnknown):
            look_up(wrong, Caller("one", "10.0.0.1"), NOW, limits)
    with pytest.raises(TooManyLookUps) as told:
        look_up(filed.code or "", Caller("one", "10.0.0.1"), NOW, limits)
    assert 0 < told.value.arguments["seconds"] <= 60
    for number in range(15):
        with pytest.raises(CodeUnknown):
            look_up(wrong, Caller(f"s{number}", "10.0.0.1"), NOW, limits)
    with pytest.raises(TooManyLookUps):
        look_up(filed.code or "", Caller("fresh", "10.0.0.1"), NOW, limits)
    assert look_up(filed.code or "", Caller("other", "10.0.0.2"), NOW, limits).case == filed.case


def test_guessing_is_limited_for_all_together(db: None, limits: LookUpLimits) -> None:
    for number in range(300):
        limits.count(Caller(f"s{number}"))
    with pytest.raises(TooManyLookUps):
        limits.check(Caller("fresh", "10.9.9.9"))


def test_a_slip_says_nothing_of_cases_and_counts_for_nothing(file_case: Filer, limits: LookUpLimits) -> None:
    filed = file_case()
    slip = (filed.code or "")[:-1] + ("0" if (filed.code or "")[-1] != "0" else "1")
    for _ in range(20):
        with pytest.raises(CodeMistyped):
            look_up(slip, Caller("s"), NOW, limits)
    assert look_up(filed.code or "", Caller("s"), NOW, limits)


def test_added_information_ends_the_waiting_and_the_clock_stood_meanwhile(file_case: Filer) -> None:
    case = file_case().case
    walk(case, State.INVESTIGATING)
    clock = deadlines.running(Case.objects.get())
    assert clock is not None and clock.decide_due == NOW + 14 * DAY
    moving.pause(case, "Which lamp is it?", staff(), NOW)
    clock.refresh_from_db()
    assert clock.decide_due is None and deadlines.next_due(clock) is None
    for _ in range(2):
        tracking.add_information(case, "The one by the school", "t_1", "add", NOW + 7 * DAY)
    clock.refresh_from_db()
    assert clock.decide_due == NOW + 21 * DAY
    assert Case.objects.get().state == State.INVESTIGATING
    assert Note.objects.filter(from_citizen=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_step_from_ten_processes_at_once_is_done_once(file_case: Filer) -> None:
    case = file_case().case

    def add(_: int) -> None:
        try:
            tracking.add_information(case, "The one by the school", "t_1", "add", NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(add, range(10)))
    assert Note.objects.count() == 1


def test_waiting_for_somebody_else_stops_no_clock(file_case: Filer) -> None:
    case = file_case().case
    walk(case, State.INVESTIGATING)
    moving.move(case, State.WAITING_THIRD_PARTY, staff(), NOW + DAY)
    clock = deadlines.running(Case.objects.get())
    assert clock is not None and clock.decide_due == NOW + 14 * DAY


def test_withdrawing_ends_the_clock_and_is_over_once_decided(file_case: Filer) -> None:
    first, second = file_case().case, file_case().case
    tracking.withdraw(first, "t_1", "withdraw", NOW)
    assert deadlines.running(Case.objects.get(pk=first)) is None
    walk(second, State.CLOSED)
    with pytest.raises(MoveForbidden):
        tracking.withdraw(second, "t_2", "withdraw", NOW)


def test_a_case_is_reopened_within_thirty_days_with_the_same_code_and_a_new_clock(
    file_case: Filer, limits: LookUpLimits
) -> None:
    filed = file_case()
    walk(filed.case, State.CLOSED)
    with pytest.raises(MoveForbidden):
        tracking.reopen(filed.case, "dark again", "t_1", "reopen", NOW + 31 * DAY)
    tracking.reopen(filed.case, "dark again", "t_1", "reopen", NOW + 30 * DAY)
    view = look_up(filed.code or "", Caller("s"), NOW + 30 * DAY, limits)
    assert view.state is State.REOPENED and view.deadline is Deadline.ACKNOWLEDGE and view.outcome == ""
    assert Case.objects.get().clocks.count() == 2
    assert not Survey.objects.filter(asked_at=None).exists()


def test_a_category_can_forbid_reopening_and_leave_the_review(file_case: Filer, limits: LookUpLimits) -> None:
    filed = file_case()
    walk(filed.case, State.CLOSED)
    Case.objects.get().category.__class__.objects.update(reopen_allowed=False)
    assert look_up(filed.code or "", Caller("s"), NOW, limits).may == {"add_information", "request_review"}


def test_who_disagrees_before_the_office_closed_goes_to_the_second_stage(file_case: Filer) -> None:
    case = file_case().case
    walk(case, State.DECIDED)
    assert Case.objects.get().state == State.DECIDED
    tracking.request_review(case, "They did not look", "t_1", "review", NOW)
    row = Case.objects.get()
    assert (row.state, row.stage) == (State.REVIEW_REQUESTED, 2)
    clock = deadlines.running(row)
    # 5 and 20 working days later: Good Friday, Easter Monday and the change to summer time lie between.
    assert clock is not None and clock.decide_due == dt.datetime(2026, 4, 8, 8, 0, tzinfo=dt.timezone.utc)


def test_there_is_one_extension_with_a_reason_and_the_new_date_is_told(file_case: Filer, person: Person) -> None:
    case = file_case(person=person).case
    walk(case, State.INVESTIGATING)
    moving.extend(case, 5, "An expert is on leave", staff(), NOW + DAY)
    told = Delivery.objects.get(news__message="case-news-extended").news.arguments
    assert told["reason"] == "An expert is on leave" and told["due"].startswith("2026-03-23")
    with pytest.raises(NotPossible, match="once"):
        moving.extend(case, 5, "Again", staff(), NOW + DAY)
    assert Extension.objects.count() == 1


def test_warnings_and_breaches_are_noted_once_and_surveys_asked_at_closing_and_four_weeks_later(
    file_case: Filer, person: Person
) -> None:
    case = file_case(person=person).case
    seen: list[tuple[str, str]] = []
    for hour in range(0, 24 * 30, 6):
        done = jobs.run(NOW + dt.timedelta(hours=hour))
        seen += [(missed.deadline.value, missed.what) for missed in done.missed]
    assert seen == [
        ("acknowledge", "warning"),
        ("acknowledge", "breach"),
        ("decide", "warning"),
        ("decide", "breach"),
    ]
    later = NOW + 31 * DAY
    walk(case, State.DECIDED, now=later)
    assert jobs.run(later + 6 * DAY).closed == 0
    assert (jobs.run(later + 7 * DAY).closed, Survey.objects.exclude(asked_at=None).count()) == (1, 1)
    survey = surveys.open_of(case, later + 7 * DAY)
    assert survey is not None
    surveys.answer(survey.pk, later + 7 * DAY, process=4, solved=True, comment="Quick")
    assert jobs.run(later + 34 * DAY).surveys == 0 and jobs.run(later + 35 * DAY).surveys == 1
    assert surveys.scores()[0].process == 4.0 and surveys.scores()[0].solved == 1
    messages = list(Delivery.objects.order_by("id").values_list("news__message", flat=True))
    assert messages[-2:] == ["case-survey-closing", "case-survey-later"]


def test_a_worker_that_comes_after_another_one_writes_nothing(
    file_case: Filer, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, late = file_case().case, NOW + 60 * DAY
    changing = jobs.changing

    def after_another(*change: Any) -> Any:
        monkeypatch.setattr(jobs, "changing", changing)
        assert jobs.run(late).missed
        return changing(*change)

    monkeypatch.setattr(jobs, "changing", after_another)
    version = Case.objects.get(pk=case).version
    assert jobs.run(late).missed == ()
    assert Case.objects.get(pk=case).version == version + 1
    assert AuditEntry.objects.filter(action="watch").count() == 1


def test_a_survey_answer_can_be_changed_for_twelve_hours(file_case: Filer) -> None:
    case = file_case().case
    walk(case, State.CLOSED)
    jobs.run(NOW)
    survey = surveys.open_of(case, NOW)
    assert survey is not None
    surveys.answer(survey.pk, NOW, process=1)
    surveys.answer(survey.pk, NOW + dt.timedelta(hours=11), process=3)
    with pytest.raises(NotPossible):
        surveys.answer(survey.pk, NOW + dt.timedelta(hours=13), process=5)
    assert Survey.objects.get(pk=survey.pk).process == 3


def test_a_decision_on_time_breaches_nothing(file_case: Filer) -> None:
    case = file_case().case
    walk(case, State.INVESTIGATING)
    moving.decide(case, Outcome.UPHELD, "Mended.", staff(), NOW + DAY)
    assert jobs.run(NOW + 60 * DAY).missed == ()
