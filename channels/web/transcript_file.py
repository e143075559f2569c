"""A conversation as a text file that a person can keep or print."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_datetime

from bot.settings import SettingsError, current
from channels.system_texts import say
from desk.messages import transcript
from desk.messages.transcript import Entry


def town_zone() -> ZoneInfo:
    """The town's time zone. Raises `SettingsError`."""
    path = current().town / "town.yml"
    try:
        name = yaml.safe_load(path.read_text(encoding="utf-8"))["time_zone"]
        return ZoneInfo(name)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"{path} must give time_zone, e.g. Europe/Helsinki ({error!r}).") from error


def render(conversation: int, language: str) -> str:
    """The whole conversation, oldest first, in the words and time format of ``language``."""
    snapshot = transcript.read(conversation, 0)
    zone = town_zone()
    lines = [say("channel-transcript-title", language), ""]
    for entry in snapshot.entries if snapshot else ():
        at = format_datetime(entry.at.astimezone(zone), "short", locale=language)
        lines.append(f"{say(f'channel-speaker-{entry.speaker}', language)} ({at})")
        lines.extend(_lines_of(entry))
        lines.append("")
    return "\n".join(lines)


def _lines_of(entry: Entry) -> Iterator[str]:
    yield entry.text
    card = entry.card
    if card:
        yield from filter(None, (card.get("title"), card.get("text")))
        for fact in card.get("facts") or ():
            yield f"- {fact['label']}: {fact['text']}"
        for link in [*(card.get("links") or ()), *filter(None, [card.get("source")])]:
            yield f"- {link['title']}: {link['url']}"
    for _, title in entry.buttons:
        yield f"[{title}]"
