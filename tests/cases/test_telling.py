"""News reach their conversation once: whoever tells them, however many do, and whenever one is killed."""

from __future__ import annotations

import datetime as dt
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from channels.news import deliver
from channels.web import sessions, transcript_file
from desk.cases import filing, moving, news
from desk.cases.audit import staff
from desk.cases.kinds import Outcome, State
from desk.cases.models import Case, Delivery
from desk.messages import turns
from desk.messages.models import Conversation, Outbound
from tests.cases.conftest import NOW, Filer, walk
from tests.cases.processes import run_on_this_database

NEWS = 3  # filed, acknowledged, assigned; triage is no news


def told(conversation: Conversation) -> list[str]:
    rows = Outbound.objects.filter(conversation=conversation).order_by("seq")
    return list(rows.values_list("text", flat=True))


@pytest.fixture
def conversation(transactional_db: None, file_case: Filer) -> Conversation:
    """A conversation of somebody whose case went on."""
    row = Conversation.objects.get(pk=sessions.create("fi")[1].pk)
    file_case(person=row.person)
    walk(Case.objects.get().pk, State.ASSIGNED)
    return row


def test_four_workers_tell_each_thing_once(conversation: Conversation) -> None:
    def tell(_: int) -> int:
        try:
            return deliver(NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(tell, range(4))) == NEWS
    assert len(told(conversation)) == len(set(told(conversation))) == NEWS


def test_killed_in_the_middle_nothing_is_told_twice_or_lost(conversation: Conversation, tmp_path: Path) -> None:
    killed = run_on_this_database(["tests.cases.teller"], tmp_path)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert told(conversation) == []
    assert [deliver(NOW), deliver(NOW)] == [NEWS, 0]


def test_an_open_page_is_told_that_something_is_new(conversation: Conversation) -> None:
    before = conversation.revision
    deliver(NOW)
    conversation.refresh_from_db()
    assert conversation.revision > before
    assert Outbound.objects.filter(conversation=conversation).last().seq == conversation.last_seq  # type: ignore[union-attr]


def test_news_that_cannot_be_said_keep_nobody_elses(conversation: Conversation) -> None:
    case = Case.objects.get()
    news.tell(case, "case-news-that-nobody-wrote", {}, NOW - dt.timedelta(days=1))
    assert deliver(NOW) == NEWS
    assert Delivery.objects.get(delivered_at=None).due_at > NOW


def test_a_decision_tells_reasons_and_how_to_appeal(conversation: Conversation) -> None:
    case = Case.objects.get()
    moving.move(case.pk, State.INVESTIGATING, staff(), NOW)
    moving.decide(case.pk, Outcome.PARTLY_UPHELD, "The lamp is old.", staff(), NOW, appeal="Write to the court.")
    deliver(NOW)
    assert "The lamp is old." in told(conversation)[-1]
    assert "Write to the court." in told(conversation)[-1]


def test_the_saved_conversation_shows_the_code_as_long_as_it_is_kept(conversation: Conversation) -> None:
    case = Case.objects.get()
    filed = filing.told(case.pk)
    said = turns.Message(f"Koodisi: {filed.mask}", "fi", "ltr", case=case.pk)
    turns.say(conversation, "t_filed", [said], NOW)
    conversation.save(update_fields=["last_seq"])
    assert f"Koodisi: {filed.code}" in transcript_file.render(conversation.pk, "fi")
    assert filed.code and filed.code not in told(conversation)[-1]
    filing.code_delivered(case.pk)
    assert f"Koodisi: {filed.mask}" in transcript_file.render(conversation.pk, "fi")
