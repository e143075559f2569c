"""What the database itself forbids, for each vendor: moves that are not in the table, changes of the audit trail.

A migration installs them. SQLite drops a table's triggers when a later migration rebuilds it: such a migration, and one
that changes `desk.cases.states`, runs `install` again (tests/cases/test_states.py walks every pair of states).
"""

from __future__ import annotations

from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from desk.cases.states import FIRST, MOVES

CASES = "cases_case"
AUDIT = "cases_auditentry"


def _pairs() -> str:
    moves = sorted(MOVES, key=lambda move: move.source)
    return " OR ".join(
        "(OLD.state = '{}' AND NEW.state IN ({}))".format(source, ", ".join(f"'{move.target}'" for move in group))
        for source, group in groupby(moves, key=lambda move: str(move.source))
    )


def _sqlite() -> list[str]:
    def trigger(name: str, when: str, condition: str, text: str) -> list[str]:
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {when} {condition} BEGIN SELECT RAISE(ABORT, '{text}'); END",
        ]

    changed = f"WHEN OLD.state <> NEW.state AND NOT ({_pairs()})"
    append_only = "the audit trail is append-only"
    return [
        *trigger("cases_move_guard", f"UPDATE OF state ON {CASES}", changed, "this move of a case is not allowed"),
        *trigger(
            "cases_first_guard", f"INSERT ON {CASES}", f"WHEN NEW.state <> '{FIRST}'", "a case begins as received"
        ),
        *trigger("cases_audit_update_guard", f"UPDATE ON {AUDIT}", "", append_only),
        *trigger("cases_audit_delete_guard", f"DELETE ON {AUDIT}", "", append_only),
    ]


def _postgresql() -> list[str]:
    def function(name: str, body: str) -> str:
        return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"

    def trigger(name: str, when: str, level: str, function_name: str) -> list[str]:
        table = when.rpartition(" ")[2]
        return [
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {when} FOR EACH {level} EXECUTE FUNCTION {function_name}()",
        ]

    def unless(condition: str, text: str) -> str:
        return f"IF {condition} THEN RAISE EXCEPTION '{text}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"

    forbidden = f"OLD.state <> NEW.state AND NOT ({_pairs()})"
    append_only = "RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'check_violation';"
    return [
        function("cases_move_guard", unless(forbidden, "this move of a case is not allowed")),
        function("cases_first_guard", unless(f"NEW.state <> '{FIRST}'", "a case begins as received")),
        function("cases_audit_guard", append_only),
        *trigger("cases_move_guard", f"UPDATE OF state ON {CASES}", "ROW", "cases_move_guard"),
        *trigger("cases_first_guard", f"INSERT ON {CASES}", "ROW", "cases_first_guard"),
        *trigger("cases_audit_guard", f"UPDATE OR DELETE ON {AUDIT}", "ROW", "cases_audit_guard"),
        *trigger("cases_audit_truncate_guard", f"TRUNCATE ON {AUDIT}", "STATEMENT", "cases_audit_guard"),
    ]


def statements(vendor: str) -> list[str]:
    """The SQL that installs the guards on ``vendor`` ("sqlite" or "postgresql"), also over older ones."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]()


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Install the guards on the database that is being migrated."""
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)
