"""Scripted citizens file cases on the web chat, in every language, from sentences that were written apart.

Each knows what is in ``tests/data/cases/citizens-<language>.yml`` and answers what the counter asks, reading its
questions as a person would; what they tell is theirs, what is asked is the counter's.
"""

from __future__ import annotations

import asyncio
import dataclasses
import statistics
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.crowd import Citizen
from benchmarks.path import prepared
from benchmarks.table import Row, at_least, at_most
from bot.settings import LAUNCH_LANGUAGES, ROOT
from bot.texts import say

SCRIPTS = ROOT / "tests" / "data" / "cases"
TOWN = ROOT / "data" / "town" / "categories"
_AT_ONCE = 8
_MOST_TURNS = 16
_QUESTIONS = (
    *("form-ask-kind", "form-ask-category", "form-ask-group", "form-ask-where", "form-ask-place", "form-ask-when"),
    *("form-ask-evidence", "form-ask-remedy", "form-ask-contact", "form-ask-contact-needed", "form-ask-summary"),
    *("form-ask-what", "form-ask-what-question", "form-ask-what-suggestion", "form-ask-what-praise"),
    *("form-ask-what-appeal", "form-ask-what-data-request"),
)


@dataclasses.dataclass
class Filed:
    """How it went: ``asked`` counts questions, ``again`` those whose answer the opening had given already."""

    language: str
    kind: str
    ended: bool = False
    right: bool = False
    asked: int = 0
    again: int = 0


def measure() -> list[Row]:
    """Rows for all languages together and each alone."""
    with tempfile.TemporaryDirectory(prefix="loket-citizens-") as folder:
        counter = prepared(Path(folder))
        counter.start()
        try:
            done = asyncio.run(_all(counter.web))
        finally:
            counter.interrupt()
    return _rows(done)


def _rows(done: list[Filed]) -> list[Row]:
    def share(language: str = "") -> float:
        some = [one for one in done if language in ("", one.language)]
        return sum(one.ended and one.right and not one.again for one in some) / len(some)

    complaints = [one.asked for one in done if one.kind == "complaint" and one.ended]
    return [
        at_least("cases filed rightly, nothing asked twice, all languages", share(), "", 0.95),
        *(Row(f"cases filed rightly, nothing asked twice, {code}", share(code), "") for code in LAUNCH_LANGUAGES),
        Row("cases filed", sum(one.ended for one in done) / len(done), ""),
        Row("cases with the right kind and category", sum(one.right for one in done) / len(done), ""),
        at_most("questions a complaint, median", statistics.median(complaints or [99]), "", 6),
    ]


async def _all(web: str) -> list[Filed]:
    host, port = web.removeprefix("http://").split(":")
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(language: str, script: Mapping[str, Any]) -> Filed:
        async with room:
            return await _file(Citizen(host, int(port)), language, script)

    scripts = [
        (language, script)
        for language in LAUNCH_LANGUAGES
        for script in yaml.safe_load((SCRIPTS / f"citizens-{language}.yml").read_text(encoding="utf-8"))
    ]
    return list(await asyncio.gather(*(one(language, script) for language, script in scripts)))


async def _file(citizen: Citizen, language: str, script: Mapping[str, Any]) -> Filed:
    """One case, from the first sentence to the code."""
    filed = Filed(language, script["kind"])
    await citizen.open(language)
    try:
        answer = await citizen.told(script["opening"])
        for _ in range(_MOST_TURNS):
            if any(name == "form-filed" for name in _names(answer, language)):
                filed.ended = True
                break
            step = next((name for name in reversed(_names(answer, language)) if name.startswith("form-ask")), "")
            if not step:
                break
            filed.asked += 1
            field = _field(step)
            filed.again += field in script["said"]
            if step == "form-ask-summary":
                filed.right = _is_right(answer, language, script)
            answer = await _answer(citizen, answer, step, field, language, script)
    except (AssertionError, asyncio.TimeoutError):
        filed.ended = False
    finally:
        await citizen.close()
    return filed


async def _answer(
    citizen: Citizen,
    answer: list[dict[str, Any]],
    step: str,
    field: str,
    language: str,
    script: Mapping[str, Any],
) -> list[dict[str, Any]]:
    buttons = {button["title"]: button["id"] for button in answer[-1]["buttons"]}
    title = _choice(step, answer[-1]["text"], list(buttons), language, script)
    if title is not None:
        return await citizen.told(title, buttons[title])
    given = script["answers"].get(field)
    if given is None:
        skip = say("form-button-skip", language)
        return await citizen.told(skip, buttons.get(skip))
    return await citizen.told(str(given))


def _choice(step: str, text: str, titles: list[str], language: str, script: Mapping[str, Any]) -> str | None:
    """The button that this person presses; None where they answer in words."""
    if not titles:
        return None
    label, group = _labels(language)[script["category"]]
    wanted = {
        "form-ask-category": label,
        "form-ask-group": group,
        "form-ask-kind": say(f"case-kind-{script['kind'].replace('_', '-')}", language),
        "form-ask-summary": say("form-button-file", language),
        "form-ask-place": titles[-1],
        "form-ask-similar": say("form-button-mine-differs", language),
        "form-ask-category-one": say("form-button-yes", language) if label in text else label,
    }.get(step)
    if wanted is not None and wanted in titles:
        return wanted
    other = say("form-category-other", language)
    return other if other in titles else None


@lru_cache(maxsize=8)
def _labels(language: str) -> dict[str, tuple[str, str]]:
    """Label of each category, and of its group."""
    texts = yaml.safe_load((TOWN / f"{language}.yml").read_text(encoding="utf-8"))
    rules = yaml.safe_load((TOWN.parent / "categories.yml").read_text(encoding="utf-8"))
    groups = {row["slug"]: group["slug"] for group in rules["groups"] for row in group["categories"]}
    return {
        slug: (str(texts["categories"][slug]["label"]), str(texts["groups"][group])) for slug, group in groups.items()
    }


def _names(answer: list[dict[str, Any]], language: str) -> list[str]:
    """Which of the counter's texts the messages are."""
    return [name for message in answer if (name := _name(str(message["text"]), language))]


def _name(text: str, language: str) -> str:
    if text in _texts(language):
        return _texts(language)[text]
    for name, arguments in (
        ("form-filed", ("code",)),
        ("form-ask-category-one", ("category",)),
        ("form-ask-similar", ("day", "place", "text")),
    ):
        parts = say(name, language, **dict.fromkeys(arguments, "\x00")).split("\0")
        if text.startswith(parts[0]) and text.endswith(parts[-1]) and len(parts[0] + parts[-1]) > 2:
            return name
    return ""


@lru_cache(maxsize=8)
def _texts(language: str) -> dict[str, str]:
    return {say(name, language): name for name in _QUESTIONS}


def _field(step: str) -> str:
    step = step.removeprefix("form-ask-")
    field = {"place": "where", "contact-needed": "contact"}.get(step, step)
    return "what" if field.startswith("what") else field


def _is_right(answer: list[dict[str, Any]], language: str, script: Mapping[str, Any]) -> bool:
    """Whether the summary names the kind and the category that the person means."""
    summary = "\n".join(str(message["text"]) for message in answer)
    kind = say("form-summary", language, kind=say(f"case-kind-{script['kind'].replace('_', '-')}", language))
    return kind in summary and _labels(language)[script["category"]][0] in summary
