"""A scripted citizen: knows one matter, reads the counter's questions as a person would, and answers them.

They press what is offered where it fits, say once that they want something else where they were taken wrongly, and
look at the summary before they send it. Scripts: ``tests/data/cases/citizens-<language>.yml``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import yaml

from bot.settings import LAUNCH_LANGUAGES, ROOT
from bot.texts import say

SCRIPTS = ROOT / "tests" / "data" / "cases"
TOWN = ROOT / "data" / "town" / "categories"
_MOST_TURNS, _MOST_CORRECTIONS = 20, 3
_PATIENCE = 3
"""So often a person answers the same question; then they press what is offered, and at last they give up."""
_WHAT = ("question", "suggestion", "praise", "appeal", "data-request")
_QUESTIONS = (
    *("form-ask-kind", "form-ask-category", "form-ask-group", "form-ask-where", "form-ask-place", "form-ask-when"),
    *("form-ask-evidence", "form-ask-remedy", "form-ask-contact", "form-ask-contact-needed", "form-ask-summary"),
    *("form-ask-change", "form-ask-what", *(f"form-ask-what-{kind}" for kind in _WHAT)),
)
_ERRORS = ("what", "choose", "when", "contact", "email", "phone", "empty", "needed")
_FIELD_OF_STEP = {"form-ask-place": "where", "form-ask-contact-needed": "contact"}
_NO_FIELD = frozenset(("kind", "category", "group", "summary", "change", "similar", "attribute"))
_OPEN, _CLOSE = "\ue000", "\ue001"

Message = dict[str, Any]


class Channel(Protocol):
    """What a citizen talks through."""

    async def told(self, text: str, choice: str | None = None) -> list[Message]: ...


@dataclasses.dataclass(frozen=True)
class Script:
    """A person's matter. ``said`` names the fields that the opening tells already; ``answers`` are by field."""

    language: str
    kind: str
    category: str
    opening: str
    said: frozenset[str]
    answers: Mapping[str, str]


@dataclasses.dataclass
class Course:
    """How it went. ``asked`` are the questions in order, ``again`` those whose answer had been given before.

    ``code`` is the tracking code in the end, ``lines`` the conversation as read on the page. ``understood``: the
    opening began the case; ``corrected``: what the person had to put right.
    """

    script: Script
    code: str = ""
    asked: list[str] = dataclasses.field(default_factory=list)
    again: list[str] = dataclasses.field(default_factory=list)
    corrected: list[str] = dataclasses.field(default_factory=list)
    lines: list[str] = dataclasses.field(default_factory=list)
    understood: bool = False


def scripts(languages: Sequence[str] = LAUNCH_LANGUAGES) -> list[Script]:
    """Every script of these languages; what its person reads by is read, so that nobody's step waits for it."""
    found = []
    _corrections()
    for language in languages:
        _labels(language), _texts(language)
        for row in yaml.safe_load((SCRIPTS / f"citizens-{language}.yml").read_text(encoding="utf-8")):
            answers = {str(field): str(answer) for field, answer in row["answers"].items()}
            found.append(
                Script(language, row["kind"], row["category"], row["opening"], frozenset(row["said"]), answers)
            )
    return found


class Person:
    """Plays a script; `file` leads the conversation from the first sentence to the code."""

    def __init__(self, script: Script, channel: Channel) -> None:
        self._channel = channel
        self._script = script
        self._step, self._times = "", 0
        self._given: set[str] = set(script.said)
        self.course = Course(script)

    async def file(self) -> Course:
        """File the case; the course says how far it came."""
        answer = await self._say(self._script.opening)
        self.course.understood = any(name.startswith("form-ask") for name in self._names(answer))
        for _ in range(_MOST_TURNS):
            done = next((message for message in answer if self._name(message) == "form-filed"), None)
            if done is not None:
                self.course.code = _between(str(done["text"]), "form-filed", self._script.language, "code")
                break
            said = await self._answer(answer)
            if said is None:
                break
            answer = said
        return self.course

    async def _answer(self, answer: list[Message]) -> list[Message] | None:
        """What this person does about an answer; the next answer, or None where they give up."""
        names = self._names(answer)
        step = next((name for name in reversed(names) if name.startswith(("form-ask", "form-error"))), "")
        if not step:
            return await self._correct("opening")
        if step.startswith("form-error") and self._step:
            step = self._step
        self._times = self._times + 1 if step == self._step else 1
        self._step = step
        if self._times > _PATIENCE:
            return None
        self._count(step)
        buttons = {str(button["title"]): str(button["id"]) for button in answer[-1]["buttons"]}
        if self._times == _PATIENCE and buttons:
            title = next(iter(buttons))
            return await self._say(title, buttons[title])
        return await self._reply(step, answer, buttons)

    def _count(self, step: str) -> None:
        field = _field(step)
        self.course.asked.append(field)
        if field in self._given and field not in self.course.corrected:
            self.course.again.append(field)
        if field not in _NO_FIELD:
            self._given.add(field)

    async def _reply(self, step: str, answer: list[Message], buttons: Mapping[str, str]) -> list[Message] | None:
        if step == "form-ask-summary":
            wrong = self._wrong(answer)
            if wrong and len(self.course.corrected) < _MOST_CORRECTIONS:
                self.course.corrected.append(wrong)
                return await self._press("form-button-change", buttons)
        title = self._choice(step, str(answer[-1]["text"]), list(buttons))
        if title is not None:
            return await self._say(title, buttons[title])
        given = self._script.answers.get(_field(step))
        return await (self._say(given) if given is not None else self._press("form-button-skip", buttons))

    async def _correct(self, what: str) -> list[Message] | None:
        """Say once what is wanted; whoever is not understood then gives up."""
        if what in self.course.corrected:
            return None
        self.course.corrected.append(what)
        return await self._say(_corrections()[self._script.language][self._script.kind])

    async def _press(self, name: str, buttons: Mapping[str, str]) -> list[Message]:
        title = say(name, self._script.language)
        return await self._say(title, buttons.get(title))

    async def _say(self, text: str, choice: str | None = None) -> list[Message]:
        self.course.lines.append(f"> {'[' + text + ']' if choice else text}")
        answer = await self._channel.told(text, choice)
        for message in answer:
            offered = "".join(f" [{button['title']}]" for button in message["buttons"])
            self.course.lines.append(f"  {message['text']}{offered}")
        return answer

    def _wrong(self, answer: list[Message]) -> str:
        """What the summary has wrong: kind or category."""
        language, script = self._script.language, self._script
        summary = "\n".join(str(message["text"]) for message in answer)
        kind = say("form-summary", language, kind=_kind_name(script.kind, language))
        if kind not in summary:
            return "kind"
        label = say(
            "form-line",
            language,
            field=say("form-field-category", language),
            text=_labels(language)[script.category][0],
        )
        return "" if label in summary else "category"

    def _choice(self, step: str, text: str, titles: list[str]) -> str | None:
        """The button that this person presses; None where they answer in words."""
        if not titles:
            return None
        language = self._script.language
        label, group = _labels(language)[self._script.category]
        wanted = {
            "form-ask-category": label,
            "form-ask-group": group,
            "form-ask-kind": _kind_name(self._script.kind, language),
            "form-ask-summary": say("form-button-file", language),
            "form-ask-change": say(f"form-field-{(self.course.corrected or ['kind'])[-1]}", language)
            if step == "form-ask-change"
            else "",
            "form-ask-place": titles[-1],
            "form-ask-similar": say("form-button-mine-differs", language),
            "form-ask-attribute": titles[0],
            "form-ask-category-one": say("form-button-yes", language) if label in text else label,
        }.get(step)
        if wanted is not None and wanted in titles:
            return wanted
        other = say("form-category-other", language)
        return other if other in titles else None

    def _names(self, answer: list[Message]) -> list[str]:
        return [name for message in answer if (name := self._name(message))]

    def _name(self, message: Message) -> str:
        """Which of the counter's texts a message is; "" where it is none of the form's."""
        text, language = str(message["text"]), self._script.language
        known = _texts(language).get(text)
        if known is not None:
            return known
        for name, arguments in (
            ("form-filed", ("code",)),
            ("form-ask-category-one", ("category",)),
            ("form-ask-similar", ("day", "place", "text")),
        ):
            parts = say(name, language, **dict.fromkeys(arguments, _OPEN)).split(_OPEN)
            if text.startswith(parts[0]) and text.endswith(parts[-1]) and len(parts[0] + parts[-1]) > 2:
                return name
        return ""


def _between(text: str, name: str, language: str, argument: str) -> str:
    """The value of an argument in a text of the counter."""
    before, after = say(name, language, **{argument: _OPEN}).split(_OPEN)
    return text.removeprefix(before).removesuffix(after)


def _field(step: str) -> str:
    """The field that a question asks for."""
    step = _FIELD_OF_STEP.get(step, step.removeprefix("form-ask-"))
    return "what" if step.startswith("what") else "category" if step == "category-one" else step


def _kind_name(kind: str, language: str) -> str:
    return say(f"case-kind-{kind.replace('_', '-')}", language)


@lru_cache(maxsize=8)
def _labels(language: str) -> dict[str, tuple[str, str]]:
    """Label of each category, and of its group."""
    texts = yaml.safe_load((TOWN / f"{language}.yml").read_text(encoding="utf-8"))
    rules = yaml.safe_load((TOWN.parent / "categories.yml").read_text(encoding="utf-8"))
    groups = {row["slug"]: group["slug"] for group in rules["groups"] for row in group["categories"]}
    return {
        slug: (str(texts["categories"][slug]["label"]), str(texts["groups"][group])) for slug, group in groups.items()
    }


@lru_cache(maxsize=8)
def _texts(language: str) -> dict[str, str]:
    questions = {say(name, language): name for name in _QUESTIONS}
    questions |= dict.fromkeys(_own_questions(language), "form-ask-attribute")
    return questions | {say(f"form-error-{name}", language): f"form-error-{name}" for name in _ERRORS}


def _own_questions(language: str) -> list[str]:
    """What single categories ask."""
    rules = yaml.safe_load((TOWN.parent / "categories.yml").read_text(encoding="utf-8"))
    rows = [row for group in rules["groups"] for row in group["categories"]]
    return [str(question["description"][language]) for row in rows for question in row.get("questions", ())]


@lru_cache(maxsize=1)
def _corrections() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load((SCRIPTS / "corrections.yml").read_text(encoding="utf-8"))
    return found
