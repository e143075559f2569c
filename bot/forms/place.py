"""The words that name a place: a street with its number, or a landmark ("in front of the central library").

How places are called: ``data/forms``, part ``place``. What is only the person's own ("in front of my house") is no
place that another could find, and no time is one ("at night").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.forms.phrases import Aligned, Scanner, align, alternatives, languages, openings, words
from bot.patterns import compiled

_WORD = re.compile(r"[\w/-]+")
_RUN = re.compile(r"\w+")
_BREAK = re.compile(r"[^\w\s'’/-]")
# "I've an idea" is no place by the river, as Swedish "i … ån" would be.
_ENGLISH_I = re.compile(r"i['’]")
_LONGEST_PLACE, _LONGEST_NAMELESS, _LONGEST_JOINED = 7, 3, 4  # words
_NEVER = "(?!)"
_COMPOUND, _TYPE_FIRST, _TYPE_LAST, _NUMBERED, _BEHIND, _INSIDE = (
    "compound",
    "first",
    "last",
    "numbered",
    "behind",
    "inside",
)
_WORDS_BEFORE = {_COMPOUND: 0, _TYPE_FIRST: 1, _TYPE_LAST: 3, _NUMBERED: 0}
"""How many words before the one that tells of a street its name may begin."""


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    rank: int


@dataclass(frozen=True)
class _Speech:
    """How one language speaks of places."""

    streets: Mapping[str, re.Pattern[str]]
    corner: re.Pattern[str]
    joint: re.Pattern[str]
    strong: re.Pattern[str]
    marks: re.Pattern[str]
    own: re.Pattern[str]
    void: re.Pattern[str]
    stop: re.Pattern[str]
    join: re.Pattern[str]
    articles: re.Pattern[str]
    adjectives: re.Pattern[str]
    generic: re.Pattern[str]
    roles: Mapping[str, re.Pattern[str]]


def find_where(text: str) -> str | None:
    """The words of a text that name a place, as written; None where it names none."""
    aligned = align(text)
    told = list(_RUN.finditer(aligned.plain))
    found = _streets(aligned, told) or [*_before_landmarks(aligned), *_after_landmarks(aligned, told)]
    best = min(found, key=lambda one: (one.rank, one.start, one.start - one.end), default=None)
    return (aligned.words(best.start, best.end).strip(" ,;:.!?") or None) if best else None


def is_street(word: str) -> bool:
    """Whether a folded word is a street's name, as "torikatu"."""
    return any(role == _COMPOUND for _, role in _roles(word))


def _streets(aligned: Aligned, told: list[re.Match[str]]) -> list[_Found]:
    mine: dict[int, list[_Found]] = {}
    for place, word in enumerate(told):
        for index, role in _roles(word[0]):
            street = _speeches()[index].streets.get(role)
            if street is None:
                continue
            match = _name(aligned, street, told[max(0, place - _WORDS_BEFORE[role])].start(), word, _speeches()[index])
            if match:
                mine.setdefault(index, []).append(_Found(match.start(), match.end(), 0 if match["number"] else 1))
    found: list[_Found] = []
    for index, streets in mine.items():
        found += _corners(aligned, sorted(streets, key=lambda one: (one.start, -one.end)), _speeches()[index])
    return found


def _name(
    aligned: Aligned, street: re.Pattern[str], start: int, word: re.Match[str], speech: _Speech
) -> re.Match[str] | None:
    """The street around a word that tells of one; what only looks like it may hide one that begins a word later."""
    while (match := street.search(aligned.plain, start)) and match.start() <= word.start():
        if match.end() >= word.end() and _is_name(aligned, match, word, speech):
            return match
        start = max(match.start("proper"), match.start()) + 1
    return None


def _is_name(aligned: Aligned, match: re.Match[str], word: re.Match[str], speech: _Speech) -> bool:
    """A street without a number, or without capital letters, may be any street; "the street" is none."""
    proper, at = match["proper"], match.start("proper")
    if any(pattern.fullmatch(proper) for pattern in (speech.articles, speech.own, speech.stop, speech.void)):
        return False
    if match["number"] or match["name"][0].isdigit():
        return True
    if "\u0600" <= proper[0] <= "\u06ff":
        return True
    if not aligned.capital(at) or speech.generic.fullmatch(proper):
        return False
    return aligned.capital(word.start()) or word.start() < at


def _corners(aligned: Aligned, streets: list[_Found], speech: _Speech) -> list[_Found]:
    """Two streets joined by "and" are one place; "corner of" belongs to it."""
    united: list[_Found] = []
    for one in streets:
        last = united[-1] if united else None
        if last and one.start < last.end:
            continue
        if last and speech.joint.fullmatch(aligned.plain[last.end : one.start]):
            united[-1] = _Found(last.start, one.end, 0)
        else:
            united.append(one)
    led = []
    for one in united:
        corner = speech.corner.search(aligned.plain[: one.start])
        led.append(_Found(corner.start(), one.end, 0) if corner else one)
    return led


def _before_landmarks(aligned: Aligned) -> Iterator[_Found]:
    """Landmarks after a preposition: "behind the school"."""
    for index, match in _scanner().scan(aligned.plain):
        if _ENGLISH_I.match(match[0]):
            continue
        speech = _speeches()[index]
        strong = bool(speech.strong.fullmatch(match[0].strip()))
        end, marked = _phrase(aligned, match.end(), speech, strong)
        if end:
            yield _Found(match.start(), end, 2 if marked else 4)


def _after_landmarks(aligned: Aligned, told: list[re.Match[str]]) -> Iterator[_Found]:
    """Landmarks of languages that say with an ending, or a word behind it, where something is: "koulun pihalla"."""
    for place, word in enumerate(told):
        for index, role in _roles(word[0]):
            if role not in (_BEHIND, _INSIDE):
                continue
            speech = _speeches()[index]
            first = _owners(aligned.plain, told, place)
            named = [one[0] for one in told[first : place + 1]]
            if any(speech.own.fullmatch(one) or speech.void.fullmatch(one) for one in named):
                continue
            if role == _INSIDE:
                yield _Found(told[first].start(), word.end(), 3)
            elif first < place:
                marked = any(speech.marks.fullmatch(one) for one in named)
                yield _Found(told[first].start(), word.end(), 2 if marked else 4)


def _owners(plain: str, told: list[re.Match[str]], place: int) -> int:
    """The first of at most two genitives before a word: "keskustan kirjaston edessä"."""
    first = place
    while first > 0 and place - first < 2:
        before = told[first - 1]
        if not before[0].endswith("n") or len(before[0]) < 3 or plain[before.end() : told[first].start()] != " ":
            break
        first -= 1
    return first


def _phrase(aligned: Aligned, start: int, speech: _Speech, strong: bool) -> tuple[int, bool]:
    """Where the noun after a preposition ends, and whether it is a landmark; 0 where none follows."""
    named = _clause(aligned.plain, start, speech)
    if not named:
        return 0, False
    for place, word in enumerate(named):
        if speech.own.fullmatch(word[0]):
            return 0, False
        mark = speech.marks.match(aligned.plain, word.start())
        if mark:
            return _further(aligned, mark.end(), speech), True
        if speech.void.fullmatch(word[0]) or place >= _LONGEST_NAMELESS:
            break
    small = (speech.articles, speech.adjectives)
    nouns = [word for word in named if not any(pattern.fullmatch(word[0]) for pattern in small)]
    if not strong or not nouns or any(speech.void.fullmatch(word[0]) for word in named[:3]):
        return 0, False
    named = named[: named.index(nouns[0]) + 1]
    return named[-1].end(), False


def _clause(plain: str, start: int, speech: _Speech) -> list[re.Match[str]]:
    """The words after a preposition up to where something else begins."""
    found: list[re.Match[str]] = []
    at = start
    while len(found) < _LONGEST_PLACE:
        word = _WORD.search(plain, at)
        if not word or _BREAK.search(plain[at : word.start()]) or speech.stop.fullmatch(word[0]):
            break
        found.append(word)
        at = word.end()
    return found


def _further(aligned: Aligned, end: int, speech: _Speech) -> int:
    """A landmark's name goes on with a second landmark or a proper name: "the bus stop by the church"."""
    joined = speech.join.match(aligned.plain, end)
    if not joined:
        return end
    for word in _clause(aligned.plain, joined.end(), speech)[:_LONGEST_JOINED]:
        if speech.own.fullmatch(word[0]) or speech.void.fullmatch(word[0]):
            break
        mark = speech.marks.match(aligned.plain, word.start())
        if mark:
            return mark.end()
        if aligned.capital(word.start()):
            return word.end()
    return end


@lru_cache(maxsize=1)
def _speeches() -> tuple[_Speech, ...]:
    return tuple(_speech(content["place"], content["time"]["units"]) for content in languages().values())


def _speech(content: Mapping[str, Any], units: Mapping[str, str]) -> _Speech:
    part = {name: words(str(content[name])) for name in content if name not in ("corner", "strong", "weak")}
    prepositions = {
        name: _NEVER if content[name] == _NEVER else alternatives(content[name], {})
        for name in ("strong", "weak", "corner")
    }
    joint, join = part["joint"], part["join"]
    return _Speech(
        streets=_street_patterns(part, "|".join(words(unit) for unit in units.values())),
        corner=compiled(rf"(?<!\w)(?:{prepositions['corner']})$"),
        joint=compiled(rf"[ ,]*(?:{joint})\.? ?"),
        strong=compiled(prepositions["strong"]),
        marks=compiled(rf"(?:{part['marks']})(?!\w)" if "post" not in content else rf"(?:{part['marks']})\w*"),
        own=compiled(part["own"]),
        void=compiled(part["void"]),
        stop=compiled(part["stop"]),
        join=compiled(rf" (?:{join})(?!\w)[ '’]"),
        articles=compiled(part["articles"]),
        adjectives=compiled(part.get("adjectives", _NEVER)),
        # With endings open, as in Finnish, a landmark's word may begin a street's name ("Torikatu").
        generic=compiled(_NEVER if "post" in content else part["marks"]),
        roles=_role_patterns(part),
    )


def _role_patterns(part: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    """What a single word can be."""
    kinds = {
        _COMPOUND: rf"\w{{3,}}(?:{part['ends']})|(?:bulevardi|esplanadi)\w*" if part["ends"] != _NEVER else _NEVER,
        _TYPE_FIRST: part["before"],
        _TYPE_LAST: part["after"],
        _NUMBERED: part.get("numbered", _NEVER),
        _BEHIND: part.get("post", _NEVER),
        _INSIDE: rf"(?:{part['marks']})(?:{part['cases']})" if "cases" in part else _NEVER,
    }
    return {role: compiled(pattern) for role, pattern in kinds.items() if pattern != _NEVER}


@lru_cache(maxsize=20_000)
def _roles(word: str) -> tuple[tuple[int, str], ...]:
    """What a folded word tells of places: the language's place in the list, and its role there."""
    return tuple(
        (index, role)
        for index, speech in enumerate(_speeches())
        for role, pattern in speech.roles.items()
        if pattern.fullmatch(word)
    )


@lru_cache(maxsize=1)
def _scanner() -> Scanner:
    """The prepositions of all languages."""
    return Scanner.of(_prepositions(content["place"]) for content in languages().values())


def _prepositions(content: Mapping[str, Any]) -> tuple[str, str]:
    blocks = [content[name] for name in ("strong", "weak") if content[name] != _NEVER]
    if not blocks:
        return _NEVER, _NEVER
    return "|".join(alternatives(block, {}) for block in blocks), "|".join(openings(block, {}) for block in blocks)


def _street_patterns(part: Mapping[str, str], units: str) -> Mapping[str, re.Pattern[str]]:
    number = (
        rf"(?P<number>,? ?(?:(?:{part['number']})\.? ?)?\d{{1,4}}(?: ?[a-zа-я](?!\w)(?!['’]))?(?:[-–/]\d{{1,3}})?"
        rf"(?!\w|[.:,]\d| ?(?:{units})(?!\w)))?"
    )
    link = rf"(?:(?:{part['links']})[ '’])?" if part["links"] != _NEVER else ""
    compound = rf"(?<!\w)(?P<name>(?P<proper>\w{{3,}}(?:{part['ends']})|(?:bulevardi|esplanadi)\w*)(?!\w))\.?{number}"
    before = (
        rf"(?<!\w)(?P<name>(?:\d{{1,4}}(?: ?(?:bis|ter))?,? )?(?:{part['before']})\.? {link}{link}"
        rf"(?P<proper>[^\W\d_][\w'’.-]+)(?: (?:(?:{part['links']})[ '’])?(?=\S)[^\W\d_][\w'’-]+)?){number}"
    )
    numbered = rf"(?<!\w)(?P<name>(?:{part.get('numbered')}) (?P<proper>[^\W\d_][\w'’-]+)){number}(?(number)|{_NEVER})"
    kinds = {
        _COMPOUND: (compound, part["ends"]),
        _TYPE_FIRST: (before, part["before"]),
        _TYPE_LAST: (_named_first(part, number), part["after"]),
        _NUMBERED: (numbered, part.get("numbered", _NEVER)),
    }
    return {role: compiled(pattern) for role, (pattern, used) in kinds.items() if used != _NEVER}


def _named_first(part: Mapping[str, str], number: str) -> str:
    """ "12 Main Street", "Berliner Straße 3"."""
    return (
        rf"(?<!\w)(?P<name>(?:\d{{1,4}}[a-z]? )?(?P<proper>[^\W\d_][\w'’-]+)(?: [^\W\d_][\w'’-]+)?? "
        rf"(?:{part['after']})(?!\w))\.?{number}"
    )
