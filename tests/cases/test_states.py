"""A case moves as its table says, in the functions and in the database."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction

from desk.cases import moving
from desk.cases.audit import CITIZEN, staff
from desk.cases.errors import Changed, Missing, MoveForbidden, NotPossible
from desk.cases.kinds import Outcome, State
from desk.cases.models import Case, News, Note
from desk.cases.severity import Criteria
from desk.cases.states import MOVES, targets
from tests.cases.conftest import NOW, Filer, walk


def reachable_path(target: State) -> list[State]:
    """The states on a shortest way from the first one to ``target``."""
    ways: dict[State, list[State]] = {State.RECEIVED: []}
    queue = [State.RECEIVED]
    for state in queue:
        for after in targets(state):
            if after not in ways:
                ways[after] = [*ways[state], after]
                queue.append(after)
    return ways[target]


def test_every_state_can_be_reached() -> None:
    assert all(reachable_path(state) or state is State.RECEIVED for state in State)


class _Undo(Exception):
    """Ends a block whose writes are to be taken back."""


def taken(case: int, path: list[State]) -> str:
    """What the database says of writing these states one after another; nothing stays."""
    try:
        with transaction.atomic():
            for state in path:
                Case.objects.filter(pk=case).update(state=state)
            raise _Undo
    except _Undo:
        return "taken"
    except DatabaseError as error:
        return str(error)


def test_the_database_refuses_every_move_that_is_not_in_the_table(file_case: Filer) -> None:
    case = file_case().case
    table = {(move.source, move.target) for move in MOVES}
    for source, target in itertools.permutations(State, 2):
        assert taken(case, reachable_path(source)) == "taken"
        said = taken(case, [*reachable_path(source), target])
        expected = "taken" if (source, target) in table else "not allowed"
        assert expected in said, (source, target)


def test_the_database_refuses_a_state_that_does_not_exist_and_a_case_born_late(file_case: Filer) -> None:
    case = Case.objects.get(pk=file_case().case)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="lost")
    case.pk, case.reference, case.code_hash, case.state = None, "CNEW", "new", State.CLOSED
    case.draft_key = "00000000-0000-0000-0000-000000000001"
    with pytest.raises(DatabaseError, match="begins as received"), transaction.atomic():
        case.save(force_insert=True)


def test_who_may_not_move_is_told_where_they_may(file_case: Filer) -> None:
    case = file_case().case
    with pytest.raises(MoveForbidden, match="acknowledged"):
        moving.move(case, State.CLOSED, staff(), NOW)
    with pytest.raises(MoveForbidden, match="citizen can move it to: withdrawn"):
        moving.move(case, State.ACKNOWLEDGED, CITIZEN, NOW)
    with pytest.raises(MoveForbidden, match="outcome and reasons"):
        moving.move(case, State.DECIDED, staff(), NOW)
    assert Case.objects.get().state == State.RECEIVED


def test_a_decision_has_reasons_and_its_outcome_is_apart_from_the_state(file_case: Filer) -> None:
    case = file_case().case
    walk(case, State.INVESTIGATING)
    with pytest.raises(Missing):
        moving.decide(case, Outcome.UPHELD, "  ", staff(), NOW)
    moving.decide(case, Outcome.PARTLY_UPHELD, "We answered late.", staff(), NOW, remedy="An apology")
    row = Case.objects.get()
    assert (row.state, row.outcome) == (State.DECIDED, Outcome.PARTLY_UPHELD)
    told = News.objects.get(message="case-news-decided").arguments
    assert told["reasons"] == "We answered late." and told["outcome"] == "partly_upheld"


def test_the_second_stage_is_decided_by_someone_else(file_case: Filer) -> None:
    first, second = (User.objects.create_user(name) for name in ("aino", "veikko"))
    case = file_case().case
    walk(case, State.CLOSED, user=first.pk)
    moving.move(case, State.REVIEW_REQUESTED, CITIZEN, NOW)
    with pytest.raises(MoveForbidden, match="someone else"):
        moving.move(case, State.REVIEW_INVESTIGATING, staff(first.pk), NOW)
    moving.move(case, State.REVIEW_INVESTIGATING, staff(second.pk), NOW)
    assert moving.decide(case, Outcome.UPHELD, "Seen anew.", staff(second.pk), NOW).state is State.REVIEW_DECIDED


def test_not_responsible_names_who_is(file_case: Filer) -> None:
    case = file_case().case
    with pytest.raises(Missing, match="body"):
        moving.move(case, State.NOT_RESPONSIBLE, staff(), NOW)
    moving.move(case, State.NOT_RESPONSIBLE, staff(), NOW, body="The state's road office")
    assert News.objects.get(message="case-news-not-responsible").arguments["body"] == "The state's road office"


def test_who_looked_at_an_old_version_overwrites_nothing(file_case: Filer) -> None:
    case = file_case().case
    seen = Case.objects.get().version
    moving.move(case, State.ACKNOWLEDGED, staff(), NOW, version=seen)
    with pytest.raises(Changed, match="look at it again"):
        moving.move(case, State.SPAM, staff(), NOW, version=seen)
    assert Case.objects.get().state == State.ACKNOWLEDGED


@pytest.mark.django_db(transaction=True)
def test_of_ten_people_at_once_one_wins_and_nine_are_told(file_case: Filer) -> None:
    case = file_case().case
    seen = Case.objects.get().version

    def act(number: int) -> str:
        try:
            moving.note(case, f"note {number}", staff(), NOW, version=seen)
            return "won"
        except Changed:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        results = sorted(threads.map(act, range(10)))
    assert results == ["told"] * 9 + ["won"]
    assert Note.objects.count() == 1 and Case.objects.get().version == seen + 1


def test_a_complaint_is_never_released_and_a_request_only_by_staff(file_case: Filer) -> None:
    complaint = file_case().case
    request = file_case(kind="service_request", category="street-lighting").case
    with pytest.raises(NotPossible, match="never shown"):
        moving.release(complaint, staff(), NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=complaint).update(released_at=NOW)
    assert Case.objects.get(pk=request).released_at is None
    moving.release(request, staff(), NOW)
    assert Case.objects.get(pk=request).released_at == NOW


def test_severity_follows_the_five_criteria_and_leaves_the_priority(file_case: Filer) -> None:
    case = file_case().case
    moving.prioritise(case, 7, staff(), NOW)
    levels = []
    for criteria in (Criteria(), Criteria(complexity=3), Criteria(impact=2), Criteria(safety=2)):
        moving.weigh(case, criteria, staff(), NOW)
        levels.append(Case.objects.get().severity)
    assert levels == sorted(levels) and levels[0] == 1 and levels[-1] == 4
    assert Case.objects.get().priority == 7


def test_every_pair_of_the_table_has_one_entry() -> None:
    pairs = [(move.source, move.target) for move in MOVES]
    assert len(pairs) == len(set(pairs))
    assert not [pair for pair in itertools.product([State.CLOSED_FINAL, State.WITHDRAWN], State) if pair in set(pairs)]
