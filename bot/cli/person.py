"""``loket person``: what cases hold about somebody, handed out or erased."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from typing import TYPE_CHECKING

from bot.cli.desk import open_desk
from bot.cli.main import CommandError

if TYPE_CHECKING:
    from desk.cases.models import Case

HELP = "Export or erase what cases hold about a person, named by a tracking code, a reference, or person:NUMBER."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    exporting = actions.add_parser("export", help="print everything as JSON; it holds personal data")
    erasing = actions.add_parser("erase", help="erase it; the audit trail stays valid")
    for action in (exporting, erasing):
        action.add_argument("who", metavar="WHO", help="tracking code or reference of a case, or person:NUMBER")
        action.add_argument(
            "--dry-run", action="store_true", help="only say what would be exported or erased, by its numbers"
        )


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done."""
    open_desk()
    person, cases = _who(args.who)
    return _export(args, person, cases) if args.action == "export" else _erase(args, person, cases)


def _who(name: str) -> tuple[int | None, list[Case]]:
    """The person, where one is known, and their cases. A case of nobody's is a list of one."""
    from desk.cases import privacy, search

    if name.startswith("person:"):
        number = name.removeprefix("person:")
        if not number.isdecimal() or not privacy.known(int(number)):
            raise CommandError(f"there is no person {number!r}.")
        return int(number), privacy.cases_of(int(number))
    case = search.by_name(name)
    if case is None:
        raise CommandError(f"no case {name!r}. Give a tracking code, a reference, or person:NUMBER.")
    contact = getattr(case, "contact", None)
    if contact is None or contact.person_id is None:
        return None, [case]
    return contact.person_id, privacy.cases_of(contact.person_id)


def _export(args: argparse.Namespace, person: int | None, cases: list[Case]) -> int:
    from desk.cases import privacy

    if args.dry_run:
        print(f"would export {len(cases)} cases: {', '.join(case.reference for case in cases) or 'none'}")
        return 0
    print(json.dumps(privacy.export(cases, person), indent=2, ensure_ascii=False))
    return 0


def _erase(args: argparse.Namespace, person: int | None, cases: list[Case]) -> int:
    from desk.cases import privacy
    from desk.cases.audit import staff

    now = dt.datetime.now(dt.timezone.utc)
    done = privacy.erase(cases, staff(), now, person=person, dry_run=args.dry_run)
    would = "would erase" if args.dry_run else "erased"
    print(
        f"{would} {len(done.cases)} cases ({', '.join(done.cases) or 'none'}), {done.drafts} drafts, "
        f"{done.files} files, {done.follows} follows, {done.consents} consents"
    )
    for reference, reason in done.kept:
        print(f"{reference} is kept: {reason}")
    return 0
