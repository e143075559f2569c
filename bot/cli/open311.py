"""``loket open311``: keys for apps that file through Open311."""

from __future__ import annotations

import argparse

from bot.cli.desk import open_desk
from bot.cli.main import CommandError

HELP = "Make, list or revoke the keys of apps that post requests through Open311."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    subjects = parser.add_subparsers(dest="subject", metavar="SUBJECT", required=True)
    keys = subjects.add_parser("keys", help="keys for POST").add_subparsers(
        dest="action", metavar="ACTION", required=True
    )
    adding = keys.add_parser("add", help="make a key, which is shown once")
    adding.add_argument("name", metavar="NAME", help="whose key it is, such as an app")
    adding.add_argument("--contact", default="", help="whom to write to when something goes wrong")
    adding.add_argument(
        "--tokens", action="store_true", help="answer with a token, which gives the number once staff released the case"
    )
    keys.add_parser("list", help="every key, without the key itself")
    revoking = keys.add_parser("revoke", help="take no more posts with this key")
    revoking.add_argument("name", metavar="NAME")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done. Raises `CommandError`."""
    open_desk()
    return {"add": _add, "list": _list, "revoke": _revoke}[args.action](args)


def _add(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from desk.open311 import keys

    try:
        key = keys.add(args.name, timezone.now(), contact=args.contact, tokens=args.tokens)
    except ValueError as error:
        raise CommandError(str(error)) from error
    print(f"{key}\nThis is the key of {args.name}. Note it down: it cannot be shown again.")
    return 0


def _list(args: argparse.Namespace) -> int:
    from desk.open311.models import ApiKey

    for row in ApiKey.objects.all():
        used = f"last used {row.last_used_at:%Y-%m-%d %H:%M} UTC" if row.last_used_at else "never used"
        state = f"revoked {row.revoked_at:%Y-%m-%d}" if row.revoked_at else "in use"
        tokens = "  tokens" if row.tokens else ""
        print(f"{row.hint}…  {row.name}  {state}  {used}{tokens}{'  ' + row.contact if row.contact else ''}")
    return 0


def _revoke(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from desk.open311 import keys

    if not keys.revoke(args.name, timezone.now()):
        raise CommandError(f"no key {args.name!r} is in use: loket open311 keys list shows those that there are.")
    print(f"{args.name}: revoked")
    return 0
