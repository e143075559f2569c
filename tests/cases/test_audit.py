"""The trail of cases is append-only, and one changed byte is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from bot.cli.main import main
from desk.cases import audit, guards, moving, privacy
from desk.cases.audit import staff
from desk.cases.kinds import State
from desk.cases.models import AuditEntry, AuditHead, Case
from tests.cases.conftest import NOW, WORDS, Filer, walk

TABLE = guards.AUDIT


def unguarded() -> None:
    """What somebody with the database's password could do."""
    names = ["cases_audit_update_guard", "cases_audit_delete_guard"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in names:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")


def test_every_act_is_in_the_trail_and_it_is_whole(file_case: Filer) -> None:
    filed = file_case()
    walk(filed.case, State.CLOSED)
    actions = [entry.action for entry in audit.of_case(filed.reference)]
    assert actions == ["file", "move", "move", "move", "move", "decide", "move"]
    assert audit.verify().whole


def test_the_trail_holds_no_personal_words(file_case: Filer) -> None:
    filed = file_case()
    moving.note(filed.case, "Maria called again", staff(), NOW)
    trail = " ".join(entry.data for entry in audit.of_case(filed.reference))
    for word in ("Maria", "Virtanen", "maria@example.org", WORDS, "Torikatu"):
        assert word not in trail
    assert audit.concealed(Case.objects.get(), WORDS) in trail


@pytest.mark.parametrize("statement", ["UPDATE {} SET action = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_trail(file_case: Filer, statement: str) -> None:
    file_case()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(TABLE))


@pytest.mark.parametrize("column", ["at", "case", "action", "role", "actor", "data", "previous", "digest"])
def test_one_changed_byte_is_found(file_case: Filer, column: str, capsys: pytest.CaptureFixture[str]) -> None:
    walk(file_case().case, State.TRIAGE)
    unguarded()
    entry = AuditEntry.objects.order_by("seq")[1]
    text = getattr(entry, column) or "0"
    changed = ("1" if text[0] == "0" else "0") + text[1:]
    AuditEntry.objects.filter(seq=entry.seq).update(**{column: changed})
    assert audit.verify().broken_at == entry.seq
    assert main(["audit", "verify"]) == 1 and f"entry {entry.seq} was changed" in capsys.readouterr().out


def test_entries_cut_off_the_end_are_missed_even_with_an_older_head(file_case: Filer) -> None:
    walk(file_case().case, State.TRIAGE)
    last = AuditEntry.objects.order_by("-seq")[0]
    unguarded()
    AuditEntry.objects.filter(seq=last.seq).delete()
    assert not audit.verify().whole
    before = AuditEntry.objects.order_by("-seq")[0]
    AuditHead.objects.update(seq=before.seq, digest=before.digest)
    assert "cut off" in audit.verify().problem


def test_the_trail_is_whole_after_an_erasure_and_its_digests_mean_nothing(file_case: Filer) -> None:
    filed = file_case()
    digest = audit.concealed(Case.objects.get(), WORDS)
    privacy.erase(list(Case.objects.all()), staff(), NOW)
    assert audit.verify().whole
    case = Case.objects.get()
    assert digest in audit.of_case(filed.reference)[0].data and audit.concealed(case, WORDS) != digest
