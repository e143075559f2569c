"""``loket cases``: look at cases, move them, export them."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.desk import open_desk
from bot.cli.main import CommandError
from bot.cli.tables import print_rows

if TYPE_CHECKING:
    from desk.cases.audit import Actor
    from desk.cases.models import Case
    from desk.cases.moving import Moved

HELP = "List, show, move or export cases. A case is named by its reference or its tracking code."
_ALL = 1_000_000
_COLUMNS = ("reference", "code", "kind", "category", "state", "severity", "language", "received_at", "due")


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="cases, the gravest and oldest first")
    _narrowing(listing)
    listing.add_argument("--limit", type=int, default=100, metavar="N", help="at most so many (default: 100)")
    listing.add_argument("--json", action="store_true", help="as JSON")
    showing = actions.add_parser("show", help="one case with its history, clocks and trail; no personal data")
    showing.add_argument("case", metavar="CASE", help="reference or tracking code")
    showing.add_argument("--json", action="store_true", help="as JSON")
    moving = actions.add_parser("move", help="move a case to another state, as its table of moves allows")
    moving.add_argument("case", metavar="CASE", help="reference or tracking code")
    moving.add_argument(
        "state", metavar="STATE", help="acknowledged, triage, assigned, investigating, decided, closed …"
    )
    moving.add_argument("--reason", default="", help="what the citizen is told; needed for decided, waiting_citizen")
    moving.add_argument("--outcome", default="", help="for decided: upheld, partly_upheld, not_upheld, no_finding, …")
    moving.add_argument("--body", default="", help="for not_responsible: who is")
    moving.add_argument("--remedy", default="", help="for decided: what the city does about it")
    moving.add_argument("--by", default="", metavar="USER", help="user of the desk who does it (default: the operator)")
    moving.add_argument("--release", action="store_true", help="also let others see the public parts")
    exporting = actions.add_parser("export", help="write cases as CSV or JSON, without personal data")
    exporting.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a name that ends in .csv or .json (default: CSV, printed)"
    )
    _narrowing(exporting)


def _narrowing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", action="append", default=[], help="only this state; may be repeated")
    parser.add_argument("--kind", action="append", default=[], help="only this kind; may be repeated")
    parser.add_argument("--category", action="append", default=[], help="only this category; may be repeated")
    parser.add_argument("--team", default="", help="only this team's")
    parser.add_argument("--text", default="", help="words in the text or the place")
    parser.add_argument("--overdue", action="store_true", help="only those with a deadline that is over")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done. Raises `CommandError` saying what to mend."""
    open_desk()
    return {"list": _list, "show": _show, "move": _move, "export": _export}[args.action](args)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.timezone.utc)


def _found(args: argparse.Namespace, limit: int) -> list[dict[str, Any]]:
    from desk.cases import search

    query = search.Query(
        states=tuple(args.state),
        kinds=tuple(args.kind),
        categories=tuple(args.category),
        team=args.team,
        text=args.text,
        overdue=_now() if args.overdue else None,
    )
    return [search.summary(case) for case in search.search(query, limit)]


def _list(args: argparse.Namespace) -> int:
    print_rows(_found(args, args.limit), _COLUMNS, as_json=args.json, empty="No case fits.")
    return 0


def _case(name: str) -> Case:
    from desk.cases import search

    case = search.by_name(name)
    if case is None:
        raise CommandError(f"no case {name!r}. Give its reference (loket cases list) or its whole tracking code.")
    return case


def _show(args: argparse.Namespace) -> int:
    from desk.cases import search

    whole = search.whole(_case(args.case))
    if args.json:
        print(json.dumps(whole, indent=2, ensure_ascii=False))
        return 0
    for name, value in whole.items():
        if isinstance(value, list):
            print(f"{name}:")
            for line in value:
                print("    " + "  ".join(f"{key}={inner}" for key, inner in line.items() if inner not in ("", [])))
        elif value not in ("", None):
            print(f"{name.replace('_', ' ')}: {value}")
    return 0


def _move(args: argparse.Namespace) -> int:
    from desk.cases import moving
    from desk.cases.errors import CaseError
    from desk.cases.kinds import State

    if args.state not in State.values:
        raise CommandError(f"there is no state {args.state!r}; states are {', '.join(State.values)}.")
    case, actor = _case(args.case), _actor(args.by)
    try:
        moved = _act(args, case, State(args.state), actor)
        if args.release:
            moved = moving.release(case.pk, actor, _now(), version=moved.version)
    except CaseError as error:
        raise CommandError(str(error)) from error
    print(f"{moved.reference}: {moved.state}")
    return 0


def _act(args: argparse.Namespace, case: Case, target: Any, actor: Actor) -> Moved:
    from desk.cases import moving, tracking
    from desk.cases.kinds import Outcome, State
    from desk.cases.states import DECISIONS

    if target in DECISIONS:
        if args.outcome not in Outcome.values or not args.reason:
            raise CommandError(
                f"a decision is told with its reasons: add --outcome {'|'.join(Outcome.values)} and --reason TEXT."
            )
        return moving.decide(
            case.pk, Outcome(args.outcome), args.reason, actor, _now(), version=case.version, remedy=args.remedy
        )
    if target is State.WITHDRAWN:
        return tracking.withdraw(case.pk, f"cli-{case.reference}-{case.version}", "withdraw", _now())
    return moving.move(case.pk, target, actor, _now(), version=case.version, reason=args.reason, body=args.body)


def _actor(name: str) -> Actor:
    from django.contrib.auth import get_user_model

    from desk.cases.audit import staff

    if not name:
        return staff()
    user = get_user_model().objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"there is no active user {name!r}: loket user list shows them.")
    return staff(user.pk)


def _export(args: argparse.Namespace) -> int:
    rows = _found(args, _ALL)
    try:
        if args.file is None:
            _write_csv(rows, sys.stdout)
            return 0
        if args.file.suffix == ".json":
            args.file.write_text(json.dumps(rows, indent=2, ensure_ascii=False), encoding="utf-8")
        else:
            with args.file.open("w", encoding="utf-8", newline="") as file:
                _write_csv(rows, file)
    except OSError as error:
        raise CommandError(f"cannot write {args.file}: {error.strerror}. Choose another place.") from error
    print(f"{len(rows)} cases written to {args.file}")
    return 0


def _write_csv(rows: list[dict[str, Any]], file: Any) -> None:
    writer = csv.DictWriter(file, rows[0].keys() if rows else _COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
