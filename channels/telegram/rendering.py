"""A message as Telegram shows it: HTML of the Bot API, in parts that it takes, with buttons below the last.

Source: core.telegram.org/bots/api#html-style; a text has at most 4,096 UTF-16 code units after its entities are parsed.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

LONGEST = 4096
_SHORT_TITLE = 16
_LONGEST_TITLE = 120
_SENTENCE_END = re.compile(r"\n+|(?<=[.!?…؟。])[ \t]+")
_SPACE = re.compile(r"\s+")
_WEB = re.compile(r"https?://[^\s\"<>]+\Z", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Piece:
    """Text that stays together, as it counts and as it is written; ``gap`` stands before it where it begins no part."""

    text: str
    html: str
    gap: str = ""


@dataclasses.dataclass(frozen=True)
class Part:
    """One message of the Bot API."""

    html: str
    keyboard: InlineKeyboardMarkup | None


def units(text: str) -> int:
    """UTF-16 code units, as the Bot API counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts(
    text: str,
    buttons: Sequence[tuple[str, str]] = (),
    card: Mapping[str, Any] | None = None,
    label: str = "",
    chosen: str = "",
) -> tuple[Part, ...]:
    """The messages that say ``text`` and its card. ``label`` goes before it in italics; ``chosen`` is the title of the
    button that was pressed, shown below in the buttons' place."""
    pieces: list[Piece] = []
    if label:
        pieces.append(Piece(label, f"<i>{escape(label, quote=False)}</i>"))
    pieces += _plain(text, "\n" if pieces else "")
    if card:
        pieces += _card(card, "\n\n" if pieces else "")
    if chosen:
        pieces.append(Piece(f"✓ {chosen}", f"✓ <b>{escape(chosen, quote=False)}</b>", "\n\n"))
    htmls = list(_packed(pieces))
    last = len(htmls) - 1
    return tuple(Part(html, keyboard(buttons) if number == last else None) for number, html in enumerate(htmls))


def keyboard(buttons: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    """Buttons one below the other, two short ones side by side; what they hand back is their choice's id."""
    rows: list[list[InlineKeyboardButton]] = []
    room = False
    for choice, title in buttons:
        button = InlineKeyboardButton(title[:_LONGEST_TITLE], callback_data=choice)
        short = len(title) <= _SHORT_TITLE
        if short and room:
            rows[-1].append(button)
            room = False
        else:
            rows.append([button])
            room = short
    return InlineKeyboardMarkup(rows) if rows else None


def _plain(text: str, gap: str) -> Iterator[Piece]:
    """Text cut at the ends of sentences and lines; where one is too long for a message, at words, then anywhere."""
    for before, sentence in _split(text, _SENTENCE_END, gap):
        if units(sentence) <= LONGEST:
            yield Piece(sentence, escape(sentence, quote=False), before)
            continue
        for space, word in _split(sentence, _SPACE, before):
            for number, cut in enumerate(_cut(word)):
                yield Piece(cut, escape(cut, quote=False), "" if number else space)


def _split(text: str, at: re.Pattern[str], gap: str) -> Iterator[tuple[str, str]]:
    """(what stands before it, stretch of text), the first after ``gap``."""
    position = 0
    for match in at.finditer(text):
        if match.start() > position:
            yield gap, text[position : match.start()]
            gap = ""
        gap += match.group()
        position = match.end()
    if position < len(text):
        yield gap, text[position:]


def _cut(word: str) -> Iterator[str]:
    # A character takes two units at most.
    half = LONGEST // 2
    yield from (word[start : start + half] for start in range(0, len(word), half))


def _card(card: Mapping[str, Any], gap: str) -> Iterator[Piece]:
    title = str(card.get("title") or "")
    if title:
        yield Piece(title, f"<b>{escape(title, quote=False)}</b>", gap)
        gap = "\n"
    text = str(card.get("text") or "")
    for piece in _plain(text, gap):
        yield piece
        gap = "\n"
    for fact in card.get("facts") or ():
        label, value = str(fact.get("label") or ""), str(fact.get("text") or "")
        if label:
            yield Piece(f"{label}:", f"<b>{escape(label, quote=False)}:</b>", gap)
            gap = " "
        yield from _plain(value, gap)
        gap = "\n"
    links = [*(card.get("links") or ()), *([card["source"]] if card.get("source") else [])]
    for link in links:
        yield _link(str(link.get("title") or ""), str(link.get("url") or ""), gap)
        gap = "\n"


def _link(title: str, url: str, gap: str) -> Piece:
    if not url or not _WEB.fullmatch(url):
        # Telegram knows numbers and addresses of mail when it sees them, and takes no other kind of link.
        bare = re.sub(r"\A(?:tel|mailto|sms):", "", url)
        text = f"{title}: {bare}" if title and bare and bare != title else title or bare
        return Piece(text, escape(text, quote=False), gap)
    shown = title or url
    return Piece(shown, f'<a href="{escape(url)}">{escape(shown, quote=False)}</a>', gap)


def _packed(pieces: Sequence[Piece]) -> Iterator[str]:
    """As much in each part as it takes, broken between pieces."""
    html, size = "", 0
    for piece in pieces:
        gap = piece.gap if html else ""
        more = units(gap) + units(piece.text)
        if html and size + more > LONGEST:
            yield html
            html, size, gap = "", 0, ""
            more = units(piece.text)
        html += gap + piece.html
        size += more
    yield html or "…"
