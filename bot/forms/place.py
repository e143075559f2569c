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

from bot.forms.phrases import Aligned, align, alternatives, languages, words

_WORD = re.compile(r"[\w/-]+")
_BREAK = re.compile(r"[^\w\s'’/-]")
_LONGEST_PLACE, _LONGEST_NAMELESS, _LONGEST_JOINED = 7, 3, 4  # words
_NEVER = "(?!)"


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    rank: int


@dataclass(frozen=True)
class _Speech:
    """How one language speaks of places."""

    streets: tuple[re.Pattern[str], ...]
    ends: re.Pattern[str]
    corner: re.Pattern[str]
    joint: re.Pattern[str]
    before: re.Pattern[str]
    strong: re.Pattern[str]
    marks: re.Pattern[str]
    own: re.Pattern[str]
    void: re.Pattern[str]
    stop: re.Pattern[str]
    join: re.Pattern[str]
    articles: re.Pattern[str]
    behind: re.Pattern[str] | None
    inside: re.Pattern[str] | None


def find_where(text: str) -> str | None:
    """The words of a text that name a place, as written; None where it names none."""
    aligned = align(text)
    streets = _streets(aligned)
    found = streets or [one for speech in _speeches() for one in _landmarks(aligned, speech)]
    best = min(found, key=lambda one: (one.rank, one.start, one.start - one.end), default=None)
    return (aligned.words(best.start, best.end).strip(" ,;:.!?") or None) if best else None


def is_street(word: str) -> bool:
    """Whether a folded word is a street's name, as "torikatu"."""
    return any(speech.ends.fullmatch(word) for speech in _speeches())


def _streets(aligned: Aligned) -> list[_Found]:
    found: list[_Found] = []
    for speech in _speeches():
        mine = [
            _Found(match.start("name"), match.end(), 0 if match["number"] else 1)
            for pattern in speech.streets
            for match in _names(aligned, pattern)
        ]
        found += _corners(aligned, sorted(mine, key=lambda one: (one.start, -one.end)), speech)
    return found


def _names(aligned: Aligned, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The streets that a pattern finds; what only looks like one may hide one that begins a word later."""
    at = 0
    while match := pattern.search(aligned.plain, at):
        if _is_name(aligned, match):
            yield match
            at = match.end()
        else:
            at = match.start("proper") + 1


def _is_name(aligned: Aligned, match: re.Match[str]) -> bool:
    """A street without a number, or without a capital letter, may be any street."""
    at = match.start("proper")
    script = aligned.plain[at]
    capital = aligned.capital(at) or "\u0600" <= script <= "\u06ff"
    return capital or bool(match["number"])


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


def _landmarks(aligned: Aligned, speech: _Speech) -> Iterator[_Found]:
    plain = aligned.plain
    for match in speech.before.finditer(plain):
        strong = bool(speech.strong.fullmatch(match[0].strip()))
        end, marked = _phrase(aligned, match.end(), speech, strong)
        if end:
            yield _Found(match.start(), end, 2 if marked else 4)
    for pattern, rank in ((speech.behind, 2), (speech.inside, 3)):
        for match in pattern.finditer(plain) if pattern else ():
            named = match[0].split()
            if not any(speech.own.fullmatch(word) or speech.void.fullmatch(word) for word in named):
                marked = any(speech.marks.match(word) for word in named)
                yield _Found(match.start(), match.end(), rank if marked or rank == 3 else 4)


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
    nouns = [word for word in named if not speech.articles.fullmatch(word[0])]
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
        ends=re.compile(rf"\w{{2,}}(?:{part['ends']})|(?:{part['ends']})"),
        corner=re.compile(rf"(?<!\w)(?:{prepositions['corner']})$"),
        joint=re.compile(rf"[ ,]*(?:{joint})\.? ?"),
        before=re.compile(rf"(?<!\w)(?:{prepositions['strong']}|{prepositions['weak']})"),
        strong=re.compile(prepositions["strong"]),
        marks=re.compile(rf"(?:{part['marks']})(?!\w)" if "post" not in content else rf"(?:{part['marks']})\w*"),
        own=re.compile(part["own"]),
        void=re.compile(part["void"]),
        stop=re.compile(part["stop"]),
        join=re.compile(rf" (?:{join})(?!\w)[ '’]"),
        articles=re.compile(part["articles"]),
        behind=re.compile(rf"(?<!\w)(?:\w+n )?\w+n (?:{part['post']})(?!\w)") if "post" in content else None,
        inside=_inside(part) if "cases" in content else None,
    )


def _inside(part: Mapping[str, str]) -> re.Pattern[str]:
    """Languages that say with an ending where something is."""
    return re.compile(rf"(?<!\w)(?:\w+n )?(?:{part['marks']})(?:{part['cases']})(?!\w)")


def _street_patterns(part: Mapping[str, str], units: str) -> tuple[re.Pattern[str], ...]:
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
    kinds = (
        (compound, part["ends"]),
        (before, part["before"]),
        (_named_first(part, number), part["after"]),
        (numbered, part.get("numbered", _NEVER)),
    )
    return tuple(re.compile(pattern) for pattern, used in kinds if used != _NEVER)


def _named_first(part: Mapping[str, str], number: str) -> str:
    """ "12 Main Street", "Berliner Straße 3"."""
    return (
        rf"(?<!\w)(?P<name>(?:\d{{1,4}}[a-z]? )?(?P<proper>[^\W\d_][\w'’-]+)(?: [^\W\d_][\w'’-]+)?? "
        rf"(?:{part['after']})(?!\w))\.?{number}"
    )
