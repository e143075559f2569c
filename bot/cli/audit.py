"""``loket audit``: is the trail of cases whole?"""

from __future__ import annotations

import argparse

from bot.cli.desk import open_desk

HELP = "Check that no entry of the audit trail was changed, put in or taken out."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("verify", help="read the whole trail; 1 where it is broken")


def run(args: argparse.Namespace) -> int:
    """0 when the trail is whole, 1 when it is not."""
    open_desk()
    from desk.cases import audit

    verdict = audit.verify()
    if verdict.whole:
        print(f"The audit trail is whole: {verdict.entries} entries.")
        return 0
    print(f"The audit trail is broken: {verdict.problem}. Compare with a backup from before.")
    return 1
