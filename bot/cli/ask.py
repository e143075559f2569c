"""``loket ask``: one turn, or a file of turns, through the running assistant, or in process where none runs."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import logging
import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import structlog

from bot.cli.main import CommandError
from bot.running import assistant_token
from bot.settings import Settings, current

HELP = "Ask the assistant. Turns of one sender are one conversation."
TIMEOUT = 30.0

Answering = Callable[[dict[str, Any]], dict[str, Any]]


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", help="what a citizen says")
    parser.add_argument("--lang", help="the conversation's language so far, e.g. fi")
    parser.add_argument("--sender", help="go on with this sender's conversation")
    parser.add_argument(
        "--batch", type=Path, metavar="FILE", help="a table (TSV or CSV) with the columns sender and text"
    )
    parser.add_argument("--json", action="store_true", help="one JSON line an answer")


class Senders:
    """What must be handed from turn to turn, kept for each sender in ``$LOKET_VAR/ask``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, sender: str) -> Path:
        return self._folder / f"{sender.encode().hex()[:200]}.json"

    def load(self, sender: str | None) -> dict[str, Any]:
        if sender is None:
            return {}
        try:
            state: dict[str, Any] = json.loads(self._path(sender).read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError):
            return {}
        return state

    def save(self, sender: str | None, answer: dict[str, Any]) -> None:
        if sender is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = {"language": answer["language"], "context": answer["context"]}
        self._path(sender).write_text(json.dumps(kept), encoding="utf-8")


def _over_http(settings: Settings) -> Answering | None:
    base = f"http://127.0.0.1:{settings.assistant_port}/webhooks/loket"
    try:
        if httpx.get(f"{base}/health", timeout=2).json().get("state") != "ready":
            return None
    except (httpx.HTTPError, ValueError):
        return None
    client = httpx.Client(headers={"Authorization": f"Bearer {assistant_token()}"}, timeout=TIMEOUT)

    def answer(turn: dict[str, Any]) -> dict[str, Any]:
        response = client.post(f"{base}/turn", json=turn)
        if response.status_code != 200:
            raise CommandError(f"the assistant answered {response.status_code}: {response.text}")
        found: dict[str, Any] = response.json()
        return found

    return answer


def _in_process(settings: Settings) -> Answering:
    # Quiet before Rasa is imported: at its own level it prints what citizens write.
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    from bot.assistant import ask_in_process, loaded
    from bot.training import trained_model

    model = trained_model(settings)
    if model is None:
        raise CommandError("no trained model: run 'loket train' (or 'make run').")
    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(loaded(model, settings))
    return lambda turn: loop.run_until_complete(ask_in_process(agent, turn))


def _turn(text: str, sender: str | None, language: str | None, state: dict[str, Any]) -> dict[str, Any]:
    return {
        "conversation": f"ask_{sender.encode().hex()}" if sender else f"ask_{uuid4().hex}",
        "session": 0,
        "turn": f"t_{uuid4().hex}",
        "channel": "web",
        "text": text,
        "choice": None,
        "language": language or state.get("language"),
        "language_hint": None,
        "context": state.get("context") or {},
    }


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}.") from error
    header = text.partition("\n")[0]
    dialect: Any = "excel-tab" if "\t" in header else "excel"
    reader = csv.DictReader(text.splitlines(), dialect=dialect)
    if not {"sender", "text"} <= set(reader.fieldnames or ()):
        raise CommandError(f"{path} needs a first line with the columns sender and text.")
    for row in reader:
        yield row["sender"] or "", row["text"] or ""


PUBLIC = ("language", "intent", "confidence", "facet", "services", "danger", "questions", "form", "case", "messages")


def public(answer: dict[str, Any]) -> dict[str, Any]:
    """The part of an answer that scripts rely on."""
    shown = {key: answer[key] for key in PUBLIC}
    shown["messages"] = [
        {"text": message["text"], "buttons": message["buttons"], "card": message["card"]}
        for message in answer["messages"]
    ]
    return shown


def with_codes(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with tracking codes in the place of their masks, as their citizen is told them."""
    if not answer["case"]:
        return answer
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    import django

    django.setup()
    from desk.cases.hiding import revealed

    case = answer["case"]
    messages = [
        {**message, "text": revealed(message["text"], message["case"])} if message.get("case") else message
        for message in answer["messages"]
    ]
    code = revealed(case["code"], case["number"])
    return {**answer, "case": {"code": code, "state": case["state"]}, "messages": messages}


def _print(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(public(answer), ensure_ascii=False), flush=True)
        return
    for message in answer["messages"]:
        print(message["text"])
        card = message["card"] or {}
        for link in [*card.get("links", []), *([card["source"]] if card.get("source") else [])]:
            print(f"  {link['title']}: {link['url']}")
        if message["buttons"]:
            print("  " + "  ".join(f"[{button['title']}]" for button in message["buttons"]))


def run(args: argparse.Namespace) -> int:
    if (args.text is None) == (args.batch is None):
        raise CommandError("give a text, or --batch FILE.")
    settings = current()
    answering = _over_http(settings) or _in_process(settings)
    senders = Senders(settings.var / "ask")
    batch: dict[str, dict[str, Any]] = {}
    this_batch = uuid4().hex
    rows = _rows(args.batch) if args.batch else iter([(args.sender, args.text)])
    for sender, text in rows:
        state = batch.get(sender, {}) if args.batch else senders.load(sender)
        turn = _turn(text, f"{this_batch}-{sender}" if args.batch else sender, args.lang, state)
        answer = answering(turn)
        batch[sender] = answer
        if not args.batch:
            senders.save(sender, answer)
        _print(with_codes(answer), args.json)
    return 0
