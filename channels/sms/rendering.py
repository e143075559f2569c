"""A message as SMS shows it: plain lines, links on lines of their own, choices by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_MARKED_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_LINK = re.compile(r"[ \t]*\n?[ \t]*(https?://[^\s<>\"]*[^\s<>\"'.,;:!?)\]}»”])([.,;:!?]?)[ \t]*\n?", re.IGNORECASE)
_OTHER = re.compile(r"\A(?:tel|mailto|sms):", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain(text: str, card: Mapping[str, Any] | None = None, lines: Sequence[str] = ()) -> str:
    """The text, its card and its choices, without any marks."""
    said = "\n".join(filter(None, (_unmarked(text), *(_of_card(card) if card else ()), *lines)))
    return _EMPTY_LINES.sub("\n\n", said).strip()


def _unmarked(text: str) -> str:
    text = _MARKED_LINK.sub(r"\1: \2", text)
    text = _HEADING.sub("", _STRONG.sub(r"\2", text))
    return _LINK.sub(_on_its_own_line, text).strip()


def _on_its_own_line(match: re.Match[str]) -> str:
    # A full stop behind an address would be dialled with it, and says nothing on a line of its own.
    return f"\n{shortened(match[1])}\n"


def _of_card(card: Mapping[str, Any]) -> Iterator[str]:
    yield str(card.get("title") or "")
    yield _unmarked(str(card.get("text") or ""))
    for fact in card.get("facts") or ():
        label, value = str(fact.get("label") or ""), _unmarked(str(fact.get("text") or ""))
        yield f"{label}: {value}" if label and value else label or value
    seen: set[str] = set()
    for link in (*(card.get("links") or ()), *([card["source"]] if card.get("source") else ())):
        title, address = str(link.get("title") or ""), str(link.get("url") or "")
        if address in seen:
            continue
        seen.add(address)
        if _OTHER.match(address):
            bare = _OTHER.sub("", address)
            yield f"{title}: {bare}" if title and title != bare else bare
        else:
            yield f"{title}:" if title and title != address else ""
            yield shortened(address)


def shortened(address: str) -> str:
    """A link without what only counts visitors."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name[:4] != "utm_"]
    query = urlencode(kept) if len(kept) < len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
    path = "" if parts.path == "/" and not query and not parts.fragment else parts.path
    return urlunsplit((parts.scheme, parts.netloc, path, query, parts.fragment))
