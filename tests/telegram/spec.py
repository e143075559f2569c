"""Telegram's own description of the Bot API, to hold requests and updates against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any


class Breach(ValueError):
    """A request or an update that the Bot API would not take, or not send."""


class Spec:
    """Every method and type, from data/telegram/bot-api.json."""

    def __init__(self, path: Path) -> None:
        described = json.loads(path.read_text(encoding="utf-8"))
        self.methods, self.types = described["methods"], described["types"]

    def request(self, method: str, given: Mapping[str, str]) -> dict[str, Any]:
        """The parameters of a request, read as their types say. Raises `Breach`."""
        if method not in self.methods:
            raise Breach(f"there is no method {method}")
        fields = {field["name"]: field for field in self.methods[method].get("fields", [])}
        unknown = set(given) - set(fields)
        missing = {name for name, field in fields.items() if field["required"]} - set(given)
        if unknown or missing:
            raise Breach(f"{method}: unknown {sorted(unknown)}, missing {sorted(missing)}")
        return {name: self._parameter(f"{method}.{name}", fields[name]["types"], text) for name, text in given.items()}

    def _parameter(self, where: str, types: list[str], text: str) -> Any:
        plain = {"String", "Integer", "Float", "Boolean"}
        if "String" in types and not set(types) - {"String", "Integer"}:
            return int(text) if "Integer" in types and text.lstrip("-").isdigit() else text
        if set(types) <= plain and types == ["Boolean"]:
            if text not in ("true", "false", "True", "False"):
                raise Breach(f"{where}: {text!r} is no boolean")
            return text.lower() == "true"
        try:
            value = json.loads(text)
        except ValueError as error:
            raise Breach(f"{where}: {text!r} is no {' or '.join(types)}") from error
        self.check(where, types, value)
        return value

    def check(self, where: str, types: list[str], value: Any) -> None:
        """Whether a value is of one of the types. Raises `Breach`."""
        faults = []
        for name in types:
            try:
                self._check(where, name, value)
                return
            except Breach as fault:
                faults.append(str(fault))
        raise Breach("; ".join(faults))

    def _check(self, where: str, name: str, value: Any) -> None:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                raise Breach(f"{where}: a list is expected")
            for number, item in enumerate(value):
                self.check(f"{where}[{number}]", [name.removeprefix("Array of ")], item)
            return
        simple: dict[str, Any] = {"String": str, "Integer": int, "Float": (int, float), "Boolean": bool, "True": bool}
        if name in simple:
            if not isinstance(value, simple[name]) or (name == "Integer" and isinstance(value, bool)):
                raise Breach(f"{where}: {value!r} is no {name}")
            return
        described = self.types[name]
        if described.get("subtypes"):
            self.check(where, described["subtypes"], value)
            return
        if not isinstance(value, dict):
            raise Breach(f"{where}: {value!r} is no {name}")
        fields = {field["name"]: field for field in described.get("fields", [])}
        unknown = set(value) - set(fields)
        missing = {key for key, field in fields.items() if field["required"]} - set(value)
        if unknown or missing:
            raise Breach(f"{where} as {name}: unknown {sorted(unknown)}, missing {sorted(missing)}")
        for key, part in value.items():
            self.check(f"{where}.{key}", fields[key]["types"], part)


class _Reader(HTMLParser):
    TAGS = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", list[tuple[str, int, dict[str, Any]]]()
        self.entities: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.TAGS:
            raise Breach(f"can't parse entities: unsupported start tag {tag!r}")
        extra = {"url": dict(attrs).get("href")} if tag == "a" else {}
        self.open.append((tag, units(self.text), extra))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise Breach(f"can't parse entities: unexpected end tag {tag!r}")
        name, start, extra = self.open.pop()
        kind = {"b": "bold", "i": "italic", "a": "text_link"}.get(name, name)
        self.entities.append({"type": kind, "offset": start, "length": units(self.text) - start, **extra})

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise Breach("can't parse entities: a bare <")
        self.text += data


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parsed_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The text of a message in HTML, and its entities. Raises `Breach`."""
    if any(not part.startswith(("amp;", "lt;", "gt;", "quot;", "#")) for part in html.split("&")[1:]):
        raise Breach("can't parse entities: a bare &")
    reader = _Reader()
    # The reader turns &lt; into <: hidden meanwhile, so that a bare one shows.
    reader.feed(html.replace("&lt;", "\ue000"))
    reader.close()
    if reader.open:
        raise Breach(f"can't parse entities: {reader.open[-1][0]} is not closed")
    return reader.text.replace("\ue000", "<"), reader.entities
