"""``loket user``: who may log in to the desk."""

from __future__ import annotations

import argparse
import getpass
import sys

from bot.cli.desk import open_desk
from bot.cli.main import CommandError

HELP = "Add or list users of the desk."
ROLES = {"editor": "corrects services and writes notices", "administrator": "may do everything"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="add a user, or give one a new role and password")
    adding.add_argument("name", metavar="NAME")
    roles = "; ".join(f"{role}: {what}" for role, what in ROLES.items())
    adding.add_argument("--role", choices=sorted(ROLES), required=True, help=roles)
    adding.add_argument("--password-stdin", action="store_true", help="read the password from the first line of input")
    actions.add_parser("list", help="every user with role and last login")


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when done."""
    open_desk()
    return _add(args) if args.action == "add" else _list()


def _add(args: argparse.Namespace) -> int:
    from django.contrib.auth.models import Group, User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    user = User.objects.filter(username=args.name).first()
    known = user is not None
    user = user or User(username=args.name)
    password = _password(args.password_stdin)
    try:
        user.username = User.normalize_username(args.name)
        User.username_validator(user.username)
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    user.set_password(password)
    user.is_staff = user.is_active = True
    user.is_superuser = args.role == "administrator"
    with transaction.atomic():
        user.save()
        user.groups.set([] if user.is_superuser else [Group.objects.get_or_create(name=args.role)[0]])
    print(f"{args.name} is now {args.role}" if known else f"{args.name} added as {args.role}")
    return 0


def _password(from_input: bool) -> str:
    if from_input:
        password = sys.stdin.readline().rstrip("\n")
    else:
        if not sys.stdin.isatty():
            raise CommandError("no terminal to ask for the password: give --password-stdin and the password as input.")
        password = getpass.getpass("Password: ")
        if getpass.getpass("Password again: ") != password:
            raise CommandError("the two passwords differ. Try again.")
    if not password:
        raise CommandError("the password is empty. Give one.")
    return password


def _list() -> int:
    from django.contrib.auth.models import User

    for user in User.objects.prefetch_related("groups").order_by("username"):
        roles = ["administrator"] if user.is_superuser else [group.name for group in user.groups.all()]
        seen = f"last login {user.last_login:%Y-%m-%d %H:%M} UTC" if user.last_login else "never logged in"
        print(f"{user.username}  {', '.join(roles) or 'no role'}  {seen}{'' if user.is_active else '  switched off'}")
    return 0
