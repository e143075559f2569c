"""The command line ``loket``: finds the command's module and imports no other."""

from __future__ import annotations

import argparse
import importlib
import sys
from types import ModuleType

from bot.settings import SettingsError

COMMANDS = {
    "run": "start every process",
    "stop": "end every process",
    "train": "train the assistant",
    "doctor": "check the configuration and say how to mend it",
    "status": "say which processes run, and where",
    "ask": "one turn through the assistant",
    "catalogue": "import, export or check the catalogue of services",
    "evaluate": "measure search, intents, language or danger on a file",
    "cases": "list, show, move or export cases",
    "audit": "check that the trail of cases is whole",
    "person": "export or erase what cases hold about a person",
    "categories": "import the categories of cases",
    "streets": "import the streets of the town",
    "open311": "make, list or revoke keys of apps that report through Open311",
    "notice": "add, list or remove dated notices",
    "user": "add or list users of the desk",
    "inbox": "list, retry or drop messages that were parked",
    "outbox": "list, retry or drop answers that were parked",
    "telegram": "set, check or delete the webhook of the Telegram bot",
    "sms": "check the SMS line, or take in messages that its webhook missed",
    "backup": "copy databases and files to an archive",
    "restore": "bring an archive back",
}


class CommandError(Exception):
    """A command could not do its work; the text says why and how to mend it."""


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"bot.cli.{command}")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 not done, 2 wrong words)."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="loket", description="One public-service counter on every channel.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = next((word for word in words if not word.startswith("-")), "")
    module: ModuleType | None = None
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary)
        if name == chosen:
            module = _module(name)
            command.description = module.HELP
            module.configure(command)
    parsed = parser.parse_args(words)
    if module is None:
        parser.error("name a command")
    try:
        return int(module.run(parsed) or 0)
    except (CommandError, SettingsError) as error:
        print(f"loket {chosen}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
