"""How a person can be reached, read from their own words: name, mail, phone, anonymous, or "here in this chat"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from bot.forms.phrases import DIGITS, Aligned, align, beginning, everywhere
from bot.forms.words import Command, command
from bot.patterns import compiled

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A slip that is still meant as a mail: "maria@example", "maria at example.org", "maria [at] example dot org".
_MEANT = re.compile(
    r"[\w.+-]+ ?@ ?[\w.-]*"
    r"|[\w.+-]+ ?(?:[(\[]at[)\]]| at ) ?[\w-]*[^\W\d][\w-]*(?:(?:\.| dot | ?[(\[]dot[)\]] ?)[\w-]+)+"
)
_DIALLED = re.compile(r"(?<![\w@.])\+?\(?\d[\d ()/.-]{3,}\d(?![\w@])")
_PART = re.compile(r"[,;:|/\n،؛]|\s[-–—]\s|[.!?](?=\s|$)")
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LONGEST_NAME, _LONGEST_PLAIN = 4, 3  # words
_FEWEST_DIGITS = 5


@dataclass(frozen=True)
class Contact:
    """``email`` is as typed, a slip too. ``phone`` is E.164, or as typed where it is none but is meant as one.
    ``here``: an answer in this conversation is enough.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    anonymous: bool = False
    here: bool = False


def read_contact(text: str, country: str) -> Contact | None:
    """What a text tells of how to reach a person; ``country`` (ISO 3166) is that of national phone numbers."""
    anonymous = command(text) is Command.ANONYMOUS or bool(_phrases("anonymous").search(align(text).plain))
    email, rest = _email(text)
    phone, rest = _phone(rest, country)
    here = bool(_phrases("here").search(align(text).plain))
    name = "" if anonymous else _name(rest, alone=not (email or phone or here))
    found = Contact(name, email, phone, anonymous, here)
    return found if found != Contact() else None


def _email(text: str) -> tuple[str, str]:
    found = _EMAIL.search(text) or _MEANT.search(text)
    return (found[0].strip(" ."), _without(text, found.start(), found.end())) if found else ("", text)


def _phone(text: str, country: str) -> tuple[str, str]:
    """A phone number: one that can be dialled, else digits that are called a phone number or stand alone."""
    plain = text.translate(DIGITS)
    if sum(sign.isdigit() for sign in plain) < _FEWEST_DIGITS:
        return "", text
    for number in phonenumbers.PhoneNumberMatcher(plain, country):
        value = phonenumbers.format_number(number.number, phonenumbers.PhoneNumberFormat.E164)
        return value, _without(text, number.start, number.end)
    typed = _DIALLED.search(plain)
    if typed and sum(sign.isdigit() for sign in typed[0]) >= _FEWEST_DIGITS:
        rest = _without(text, typed.start(), typed.end())
        if _phrases("phone").search(align(text).plain) or not any(sign.isalpha() for sign in rest):
            return typed[0].strip(), rest
    return "", text


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} , {text[end:]}"


def _name(text: str, *, alone: bool) -> str:
    """A name that is introduced as one, else a part of the text that is nothing but two or three names."""
    aligned = align(text)
    for section, sure in (("name", True), ("perhaps", False)):
        for found in _phrases(section).finditer(aligned.plain):
            name = _names(aligned, found.end(), sure)
            if name:
                return name
    parts = [aligned.text[start:end].strip() for start, end in _parts(aligned.text)]
    fewest = 2 if alone else 1
    return next(
        (part for part in parts if _is_full_name(part, fewest) and not (alone and _in_a_story(part, parts))), ""
    )


def _is_full_name(part: str, fewest: int) -> bool:
    words = part.split()
    if not fewest <= len(words) <= _LONGEST_PLAIN or not all(map(_is_name, words)):
        return False
    return not any(_no_names().fullmatch(align(word).plain) for word in words)


def _in_a_story(part: str, parts: list[str]) -> bool:
    """Arabic has no capital letters: two words among others are no name."""
    return len(parts) > 1 and bool(_ARABIC.search(part))


def _parts(text: str) -> list[tuple[int, int]]:
    """Where the parts of a text stand that signs divide."""
    cuts = [(found.start(), found.end()) for found in _PART.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    return [(start, end) for start, end in zip(starts, [*(start for start, _ in cuts), len(text)], strict=True)]


def _is_name(word: str) -> bool:
    return bool(_NAME.fullmatch(word)) and (word[0].isupper() or bool(_ARABIC.match(word)))


def _names(aligned: Aligned, start: int, sure: bool) -> str:
    """The names that begin at a place of the folded text; after "my name is" small letters do, too."""
    if start >= len(aligned.plain):
        return ""
    rest = _PART.split(aligned.text[aligned.places[start] :].strip(), maxsplit=1)[0]
    found: list[str] = []
    for word in rest.split()[:_LONGEST_NAME]:
        if not _NAME.fullmatch(word) or _no_names().fullmatch(align(word).plain):
            break
        if not (_is_name(word) or (sure and len(found) < 2 and len(rest.split()) <= 2)):
            break
        if _ARABIC.match(word) and len(found) == _LONGEST_PLAIN:
            break
        found.append(word)
    if not sure and found and _ARABIC.match(found[0]) and len(found) < len(rest.split()):
        return ""
    return " ".join(found)


@lru_cache(maxsize=8)
def _phrases(name: str) -> re.Pattern[str]:
    return beginning(everywhere("contact", name))


@lru_cache(maxsize=1)
def _no_names() -> re.Pattern[str]:
    """Words that begin with a capital letter at a sentence's beginning and are no names."""
    return compiled(f"(?:{everywhere('contact', 'no_names')})")
