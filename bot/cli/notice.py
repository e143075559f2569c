"""``loket notice``: dated notices that citizens are told, from the shell."""

from __future__ import annotations

import argparse
import datetime as dt

from bot.cli.desk import open_desk
from bot.cli.main import CommandError

HELP = "Add, list or remove dated notices."


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="tell citizens something for a while")
    adding.add_argument("texts", nargs="+", metavar="L=TEXT", help='the text in a language, such as "en=Closed today."')
    adding.add_argument("--from", dest="start", default="", metavar="TIME", help="2026-12-24 or 2026-12-24T12:00; now")
    adding.add_argument("--to", dest="end", default="", metavar="TIME", help="a day counts to its end; none: for ever")
    adding.add_argument("--url", default="", help="web page that says more")
    adding.add_argument("--urgent", action="store_true", help="told first, and to everybody")
    adding.add_argument("--service", default="", metavar="ID", help="only for those who ask about this service")
    listing = actions.add_parser("list", help="notices of today and later")
    listing.add_argument("--all", action="store_true", help="those that are over, too")
    removing = actions.add_parser("remove", help="take a notice away")
    removing.add_argument("numbers", nargs="+", type=int, metavar="NUMBER", help="as the list shows it")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done."""
    open_desk()
    return {"add": _add, "list": _list, "remove": _remove}[args.action](args)


def _add(args: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from desk.catalogue.models import Notice, Service

    service = None
    if args.service:
        service = Service.objects.filter(identifier=args.service, source__active=True).first()
        if service is None:
            raise CommandError(f"no service {args.service!r} in the active catalogue. Look it up in the desk.")
    start = _moment(args.start, end=False) if args.start else dt.datetime.now(dt.timezone.utc)
    end = _moment(args.end, end=True) if args.end else None
    notice = Notice(
        text=_texts(args.texts), url=args.url, urgent=args.urgent, service=service, valid_from=start, valid_to=end
    )
    try:
        notice.full_clean()
    except ValidationError as error:
        raise CommandError("; ".join(error.messages)) from error
    notice.save()
    print(f"notice {notice.pk} added")
    return 0


def _texts(words: list[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for word in words:
        language, equals, text = word.partition("=")
        if not equals or not text.strip() or not 2 <= len(language) <= 8:
            raise CommandError(f'{word!r}: write the language, "=" and the text, such as "en=Closed today."')
        texts[language.strip()] = text.strip()
    return texts


def _moment(text: str, *, end: bool) -> dt.datetime:
    """A day or a time in the town's zone; an ending day counts to its last moment."""
    from desk.catalogue.town import town

    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r}: write a day as 2026-12-24 or a time as 2026-12-24T12:00.") from error
    if end and len(text) == len("2026-12-24"):
        moment += dt.timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=town().zone)


def _list(args: argparse.Namespace) -> int:
    from django.db.models import Q

    from desk.catalogue.models import Notice
    from desk.catalogue.town import town

    zone = town().zone
    notices = Notice.objects.select_related("service")
    if not args.all:
        notices = notices.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=dt.datetime.now(dt.timezone.utc)))
    for notice in notices:
        until = notice.valid_to.astimezone(zone).strftime("%Y-%m-%d %H:%M") if notice.valid_to else "for ever"
        marks = ["urgent"] if notice.urgent else []
        marks += [f"service {notice.service.identifier}"] if notice.service else []
        since = notice.valid_from.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        print(f"{notice.pk}  {since} - {until}  {', '.join(marks)}".rstrip())
        for language, text in notice.text.items():
            print(f"    {language}: {text}")
    return 0


def _remove(args: argparse.Namespace) -> int:
    from desk.catalogue.models import Notice

    known = set(Notice.objects.filter(pk__in=args.numbers).values_list("pk", flat=True))
    unknown = [str(number) for number in args.numbers if number not in known]
    if unknown:
        raise CommandError(f"no notice {', '.join(unknown)}. loket notice list --all shows the numbers.")
    for notice in Notice.objects.filter(pk__in=known):
        notice.delete()
    print(f"{len(known)} removed")
    return 0
