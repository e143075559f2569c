"""``loket sms``: the SMS line."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.main import CommandError
from bot.cli.tables import set_up_desk
from bot.findings import show
from bot.settings import Settings, current

HELP = "Check the SMS line, or take in messages that its webhook missed. Exit code 1 where something must be mended."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("reconcile", help="list what Twilio received meanwhile, and take in what we do not know")
    check = actions.add_parser("check", help="ask Twilio about account, number and webhook, and try the signature")
    check.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Do it. Raises `CommandError` where the settings or Twilio do not allow it."""
    set_up_desk()
    settings = current()
    if args.action == "check":
        return _check(settings, as_json=args.json)
    if settings.sms == "off":
        raise CommandError("LOKET_SMS_ACCOUNT_SID is not set: the Twilio console shows it (docs/sms.md).")
    print(asyncio.run(_reconcile(settings)))
    return 0


def _check(settings: Settings, *, as_json: bool) -> int:
    from channels.sms.checking import examine

    return show(asyncio.run(examine(settings)), as_json=as_json)


async def _reconcile(settings: Settings) -> str:
    import httpx
    from django.utils import timezone

    from channels.sms.client import Client, Unanswered
    from channels.sms.reconciling import reconcile

    client = Client(settings)
    try:
        found = await reconcile(client, settings, timezone.now())
    except (Unanswered, httpx.HTTPError) as error:
        raise CommandError(f"Twilio says: {error!r}. 'loket sms check' says more.") from error
    finally:
        await client.close()
    return f"{found.stored} of {found.seen} messages were new"
