"""Danger told by rules over the words of a message: ``data/danger/<language>.yml``.

``harmless`` phrases ("fire permit", "the printer is dead") are cut out of the message first. ``calm`` words belong
to an office ("course", "statistics", "fee"): a danger that is only named beside one ("heart attack course") is none.
``words`` names groups of words. ``danger`` lists, for each kind, what must be there:

    a|b           either, anywhere
    a ~ b         both within five words, in any order
    a > b         both within five words, in this order
    = a|b         the whole message, but for the words of the group ``cries`` and signs

A star ends a stem (``drown*``), ``{place}`` stands for a group, brackets bind: ``(my|the) ~ {place}``; the group
``before`` may precede every term (Arabic writes "and", "in" and "the" on to the next word). Otherwise these are regular
expressions. Everything is compared folded, see `bot.folding`.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.folding import fold
from bot.patterns import compiled
from bot.settings import LAUNCH_LANGUAGES, ROOT

FOLDER = ROOT / "data" / "danger"
_LONGEST = 2000  # characters that are looked at
_BETWEEN = r"\W+(?:[\w'-]+\W+){0,5}?"
_BESIDE = 4  # words on either side of a danger among which an office's word makes it harmless
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[.,;:!?؟،|]")
_SHORTEST_MENDED = 6  # letters; shorter words have too many neighbours to mend their spelling


class Kind(enum.Enum):
    """Of what kind a danger is; decides the helpline that is named beside the emergency number."""

    FIRE = "fire"
    MEDICAL = "medical"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    GAS = "gas"
    WATER = "water"
    POISON = "poison"
    CHILD = "child"
    OTHER = "other"


@dataclass(frozen=True)
class Danger:
    """Somebody seems to be in danger; ``words`` is what in the message says so, folded."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class _Rules:
    harmless: re.Pattern[str]
    calm: re.Pattern[str]
    danger: tuple[tuple[Kind, re.Pattern[str]], ...]
    words: frozenset[str]
    vocabulary: dict[str, tuple[str, ...]]
    ordinary: frozenset[str]


class DangerRulesError(ValueError):
    """A file of danger words cannot be used; the text names file and line."""


@lru_cache(maxsize=1024)
def assess(text: str, language: str) -> Danger | None:
    """The danger that ``text`` tells of, or None. ``language`` is the language it is written in, if it is known.

    English is looked at besides: its words of alarm are used in every language.
    """
    plain = fold(text[:_LONGEST])
    languages = [code for code in dict.fromkeys((language, "en")) if code in LAUNCH_LANGUAGES]
    tokens = _WORD.findall(plain)
    for code in languages:
        rules = _rules(code)
        if code != language and rules.words.isdisjoint(tokens):
            continue
        found = _match(plain, rules)
        if found is None:
            mended = _WORD.sub(lambda word, code=code: _mended(word.group(), code), plain)  # type: ignore[misc]
            found = _match(mended, rules) if mended != plain else None
        if found is not None:
            return found
    return None


def sounds_harmless(text: str, language: str) -> bool:
    """Whether ``text`` holds a phrase that only sounds like danger ("fire permit"), or an office's word ("fee")."""
    plain = fold(text[:_LONGEST])
    rules = [_rules(code) for code in {language, "en"} if code in LAUNCH_LANGUAGES]
    return any(one.harmless.search(plain) or one.calm.search(plain) for one in rules)


def load() -> None:
    """Read and check the rules of every launch language. Raises `DangerRulesError`."""
    for code in LAUNCH_LANGUAGES:
        _rules(code)


def _match(plain: str, rules: _Rules) -> Danger | None:
    rest = rules.harmless.sub(" | ", plain)
    for kind, pattern in rules.danger:
        for found in pattern.finditer(rest):
            if not _is_only_named(found, rest, kind, rules):
                return Danger(kind, found.group().strip())
    return None


def _is_only_named(found: re.Match[str], text: str, kind: Kind, rules: _Rules) -> bool:
    """Whether the danger is a noun beside an office's word: "brochure about domestic violence"."""
    longest = 2 if kind is Kind.SELF_HARM else 3
    if len(found.group().split()) > longest:
        return False
    before = _CLAUSE_END.split(text[: found.start()])[-1].split()[-_BESIDE:]
    after = _CLAUSE_END.split(text[found.end() :])[0].split()[:_BESIDE]
    return rules.calm.search(" ".join(before)) is not None or rules.calm.search(" ".join(after)) is not None


@lru_cache(maxsize=8192)
def _mended(word: str, language: str) -> str:
    """``word``, or the word of danger that it is a misspelling of: "atack" becomes attack."""
    rules = _rules(language)
    if len(word) < _SHORTEST_MENDED or word in rules.ordinary:
        return word
    # People seldom miss the first letter; "talking" is not "stalking".
    known = rules.vocabulary.get(word[0], ())
    near = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=1 if len(word) < 9 else 2)
    return str(near[0]) if near else word


@lru_cache(maxsize=len(LAUNCH_LANGUAGES))
def _rules(language: str) -> _Rules:
    path = FOLDER / f"{language}.yml"
    with path.open(encoding="utf-8") as stream:
        content = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    groups = {name: _joined(items) for name, items in (content.get("words") or {}).items()}
    try:
        calm = _term(_joined(content["calm"]), groups)
        harmless = "|".join(_term(_joined(line), groups) for line in content["harmless"])
        danger = [
            (Kind(kind), _compiled(_joined(line), groups))
            for kind, lines in content["danger"].items()
            for line in lines
        ]
        return _Rules(compiled(harmless), compiled(calm), tuple(danger), *_vocabulary(content), _ordinary(content))
    except (re.error, KeyError, ValueError) as error:
        raise DangerRulesError(f"{path}: {error}") from error


def _joined(line: Any) -> str:
    """An entry of the file, which may go over several lines."""
    return str(line).strip().replace("\n", "")


def _compiled(line: str, groups: dict[str, str]) -> re.Pattern[str]:
    if line.startswith("="):
        filler = rf"(?:\W|{_term(groups['cries'], groups)})*"
        return compiled(rf"^{filler}{_term(line[1:], groups)}{filler}$")
    return compiled("|".join(_alternative(part, groups) for part in _split(line)))


def _alternative(text: str, groups: dict[str, str]) -> str:
    if "~" in text:
        one, other = (_term(part, groups) for part in text.split("~"))
        return rf"{one}{_BETWEEN}{other}|{other}{_BETWEEN}{one}"
    return _BETWEEN.join(_term(part, groups) for part in text.split(" > "))


def _split(line: str) -> list[str]:
    """The alternatives of a line: cut at the bars that no bracket encloses."""
    parts, depth = [""], 0
    for sign in line:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _term(text: str, groups: dict[str, str]) -> str:
    named = re.sub(r"\{(\w+)\}", lambda match: f"(?:{groups[match.group(1)]})", text.strip())
    return rf"(?<!\w)(?:{groups.get('before', '')})(?:{_stems(named)})(?!\w)"


def _stems(text: str) -> str:
    return re.sub(r"(?<!\\w)(?<=[\w'])\*", r"\\w*", text)


def _plain_words(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        yield from re.findall(r"(?<![\w{\\])[^\W\d_]+(?![\w*}])", line)


def _vocabulary(content: dict[str, Any]) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Whole words of the rules, and by first letter those that are long enough to be known when misspelt."""
    lines = [_joined(line) for lines in content["danger"].values() for line in lines]
    lines += [_joined(items) for items in (content.get("words") or {}).values()]
    words = {word for word in _plain_words(lines) if len(word) > 3}
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _SHORTEST_MENDED:
            by_letter.setdefault(word[0], []).append(word)
    return frozenset(words), {letter: tuple(known) for letter, known in by_letter.items()}


def _ordinary(content: dict[str, Any]) -> frozenset[str]:
    """Words near a word of danger that are no misspelling of it ("attach"), and all words of the harmless phrases."""
    return frozenset(_plain_words([*map(str, content["harmless"]), str(content.get("ordinary") or "")]))
