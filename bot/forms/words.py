"""What a citizen's words want while a case is being filed: a command, a field, a question, nothing at all.

Pure functions over words of all launch languages at once (``data/forms``), no model.
"""

from __future__ import annotations

import enum
import re
from functools import lru_cache

from bot.forms.phrases import Aligned, align, alternatives, beginning, everywhere, languages, words
from bot.patterns import compiled

_LONGEST_COMMAND, _LONGEST_NOTHING, _LONGEST_ACT, _LONGEST_WISH = 8, 8, 25, 16  # words
_SIGNS = re.compile(r"[^\w']+|(?<!\w)'|'(?!\w)")
_QUESTION_MARKS = ("?", "؟", ";?", "¿", "？", "⁇", "❓")
_WRAPPING = " \"'.,:;!-–—…»«“”()[]\u200e\u200f"
# "Mail address" is a contact before "address" is a place.
# The more particular first: "a complaint about my data" is a complaint, "a question about my data" a data request.
_KINDS = (
    *("complaint", "appeal", "data_request", "accessibility_feedback"),
    *("suggestion", "praise", "question", "service_request"),
)
_FIELDS = ("contact", "kind", "category", "what", "where", "when", "evidence", "remedy")


class Command(str, enum.Enum):
    """What a person wants of the form itself."""

    LATER = "later"
    NEW = "new"
    SKIP = "skip"
    ANONYMOUS = "anonymous"
    RESUME = "resume"
    DISCARD = "discard"
    CHANGE = "change"
    FILE = "file"
    BACK = "back"
    ME_TOO = "me_too"


def command(text: str) -> Command | None:
    """The command that a short message gives, where it says that and nothing else but politeness."""
    said = _bare(text, _LONGEST_COMMAND)
    return next((one for one, pattern in _commands() if any(map(pattern.fullmatch, said))), None)


def nothing(text: str) -> bool:
    """Whether a short message says that there is nothing to tell: "none", "no photo", "that's all"."""
    return any(map(_nothing().fullmatch, _bare(text, _LONGEST_NOTHING)))


def contact_wish(text: str) -> str | None:
    """``here`` or ``none``: what a short message says of how to be reached that names no address ("just the chat")."""
    said = _bare(text, _LONGEST_NOTHING)
    return next((wish for wish, pattern in _contact_wishes() if any(map(pattern.fullmatch, said))), None)


def kind_wished(text: str) -> str | None:
    """The kind of case that a message asks for in so many words: "I want to complain", "no, this is a question"."""
    plain = _SIGNS.sub(" ", align(text).plain).strip()
    if len(plain.split()) > _LONGEST_WISH:
        return None
    return next((kind for kind, pattern in _kinds() if pattern.search(plain)), None)


def contradicts(text: str) -> bool:
    """Whether a message begins by saying that it was taken wrongly: "no, …"."""
    return bool(_contradictions().match(align(text).plain))


def case_act(text: str) -> str | None:
    """What is wished for a case that exists: ``add``, ``withdraw``, ``reopen`` or ``review``."""
    aligned = align(text)
    if len(aligned.plain.split()) > _LONGEST_ACT:
        return None
    return next((act for act, pattern in _acts() if pattern.search(aligned.plain)), None)


def asks(text: str) -> bool:
    """Whether a message is a question to the counter, and no statement with a question's word in it."""
    stripped = text.strip().rstrip(" \"')»”\u200e\u200f!.")
    if not stripped:
        return False
    if stripped.endswith(_QUESTION_MARKS) or stripped.startswith("¿"):
        return True
    opening = _openings().match(align(text).plain.lstrip('¿¡ "(-–'))
    return bool(opening)


def field_named(text: str) -> tuple[str, str] | None:
    """The field that a person wants changed, and what to, as written; "" where only the field is named."""
    aligned = align(text)
    for pattern in _changes():
        found = pattern.match(aligned.plain)
        if found:
            field = next(name for name in _FIELDS if found[name])
            return field, _rest(aligned, found.end())
    return None


def _rest(aligned: Aligned, start: int) -> str:
    rest = aligned.words(start, len(aligned.plain)).strip(_WRAPPING)
    return "" if _idle().fullmatch(_SIGNS.sub(" ", align(rest).plain).strip()) else rest


@lru_cache(maxsize=64)
def _bare(text: str, most: int) -> tuple[str, ...]:
    """A short message folded, without signs: as it is and without politeness; none that is longer than ``most`` words.

    One language's politeness is another's word ("mal"), therefore both.
    """
    if len(text) > 200:
        return ()
    whole = plain = _SIGNS.sub(" ", align(text).plain).strip()
    while True:
        shorter = _polite().sub(" ", f" {plain} ").strip()
        if not shorter or shorter == plain:
            break
        plain = shorter
    return tuple(said for said in dict.fromkeys((whole, plain)) if said and len(said.split()) <= most)


@lru_cache(maxsize=1)
def _polite() -> re.Pattern[str]:
    polite = everywhere("polite", "words")
    return compiled(rf"^ (?:{polite})+|(?<=\s)(?:{polite})+$")


@lru_cache(maxsize=1)
def _commands() -> tuple[tuple[Command, re.Pattern[str]], ...]:
    # The more particular first: "forget about it, delete it" deletes, "forget it" is put off by nothing else.
    order = (
        Command.DISCARD,
        Command.ANONYMOUS,
        Command.NEW,
        Command.RESUME,
        Command.ME_TOO,
        Command.BACK,
        Command.LATER,
        Command.FILE,
        Command.CHANGE,
        Command.SKIP,
    )
    return tuple((one, beginning(everywhere("commands", one.value))) for one in order)


@lru_cache(maxsize=1)
def _nothing() -> re.Pattern[str]:
    return beginning(everywhere("nothing", "phrases"))


@lru_cache(maxsize=1)
def _contact_wishes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    blocks = (("here", "here_alone"), ("none", "none_wanted"))
    return tuple((wish, beginning(everywhere("contact", block))) for wish, block in blocks)


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, beginning(everywhere("wishes", kind))) for kind in _KINDS)


@lru_cache(maxsize=1)
def _contradictions() -> re.Pattern[str]:
    return compiled(rf"\W*(?:{everywhere('wishes', 'no')})(?!\w)")


@lru_cache(maxsize=1)
def _acts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((act, beginning(everywhere("acts", act))) for act in ("withdraw", "review", "reopen", "add"))


@lru_cache(maxsize=1)
def _openings() -> re.Pattern[str]:
    return beginning(everywhere("asks", "openings"))


@lru_cache(maxsize=1)
def _idle() -> re.Pattern[str]:
    return beginning(everywhere("change", "idle"))


@lru_cache(maxsize=1)
def _changes() -> tuple[re.Pattern[str], ...]:
    """For each language, how a change of a field is said: "change the place to …", "the place is wrong", "no, the place
    is …".
    """
    found = []
    for content in languages().values():
        fields = "|".join(
            f"(?P<{name}>{words(content['fields'][name])})" for name in _FIELDS if content["fields"].get(name)
        )
        change = {name: alternatives(phrases, {}) for name, phrases in content["change"].items()}
        lead, field = rf"\W*(?:(?:{change['lead']})[\s,.:!،؛-]*)", rf"(?:{fields})(?!\w)[\s,:'-]*"
        found += [
            compiled(rf"{lead}*(?:{change['before']}){field}(?:{change['to']})?"),
            compiled(rf"{lead}*(?:{change['the']})?{field}(?:{change['becomes']})"),
            compiled(rf"{lead}+(?:{change['the']})?{field}(?:{change['is']})"),
        ]
    return tuple(found)
