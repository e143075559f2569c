"""In which language a text is written, and in which language we answer it.

Rows A4 of the product: found from the first message, kept, changed when the person clearly changes, never by "ok", a
name, a number or an address. lingua judges the letters of Latin texts, word lists (``data/language/words.yml``) the
words, Unicode the scripts; langdetect only names a longer text's language that we do not serve.
"""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import langdetect
import yaml
from babel import Locale
from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from bot import scripts
from bot.settings import LAUNCH_LANGUAGES, ROOT

_detecting = threading.Lock()
WORDS = ROOT / "data" / "language" / "words.yml"
LATIN = ("en", "fi", "sv", "de", "fr", "es")

# The launch language that most readers of another language can make out: neighbours, school languages, the languages of
# those who come here. Anything else is answered in the language that the channel hints at, else in English.
LIKELIEST = {
    **dict.fromkeys(("ru", "be", "bg", "sr", "mk", "kk", "ky"), "uk"),
    **dict.fromkeys(("fa", "ur", "ckb", "ku", "ps"), "ar"),
    **dict.fromkeys(("da", "nb", "nn", "no", "is", "fo"), "sv"),
    "et": "fi",
    **dict.fromkeys(("it", "pt", "ca", "gl"), "es"),
    **dict.fromkeys(("ro",), "fr"),
    **dict.fromkeys(("nl", "lb", "af"), "de"),
}
# Letters that no launch language has, and whose they are.
_LETTERS = {
    "vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "pl": "łąęśżźćń",
    "cs": "řěůčťď",
    "tr": "ışğ",
    "ro": "țşșţă",
    "et": "õ",
    "pt": "ãõ",
    "lt": "ąęėųįūčšž",
    "sq": "ë",
    "lv": "āēīķļņģū",
    "hu": "őű",
    "da": "øæ",
    "nb": "øæ",
    "is": "þð",
}
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\S*\d\S*|[@#]\w+")
_STREET = re.compile(
    r"\b(?:\w*(?:stra(?:ss|ß)e|str\.|gasse|allee|platz|weg|damm|ufer|katu|tie|kuja|polku|tori|kaari|ranta|gatan|gata|v[aä]gen"
    r"|gr[aä]nd|torget|esplanadi|esplanaden)"
    r"|(?:rue|avenue|boulevard|place|calle|avenida|plaza|paseo)(?: (?:de|du|des|la|las|el|los|del|l'))* [\w'-]+"
    r"|[\w'-]+(?: [\w'-]+)? (?:street|road|avenue|lane|square|drive|hill)) ?(?=\d|$|,)",
    re.IGNORECASE,
)
# A few words and a house number: "Unter den Linden 5", "Via Roma 12 B".
_ADDRESS = re.compile(r"^\W*(?:[^\W\d]+[ ,.'-]+){1,4}\d{1,4} ?[a-zA-Z]?(?:[ ,]+\d{1,3})?(?:, .*)?\W*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FLIP_MARGIN = 1.5  # nats by which another language must lead before a conversation changes to it
_UNSEEN = 0.02  # lingua's least probability, so that words can overrule letters


@dataclass(frozen=True)
class Identified:
    """What is known of a text's language.

    ``language`` is a launch language to answer in; ``unserved`` the text's own language when we do not serve it
    (ISO 639 code); ``sure`` is false when nothing in the text speaks for a language.
    """

    language: str
    unserved: str | None
    sure: bool

    @property
    def written(self) -> str:
        """The language of the text itself."""
        return self.unserved or self.language


@dataclass(frozen=True)
class _Words:
    served: dict[str, frozenset[str]]
    unserved: dict[str, frozenset[str]]
    neutral: frozenset[str]


@lru_cache(maxsize=1024)
def identify(text: str, prior: str | None = None, hint: str | None = None) -> Identified:
    """The language of ``text``; ``prior`` is the conversation's own language, ``hint`` what the channel says."""
    fallback = next((code for code in (prior, hint) if code in LAUNCH_LANGUAGES), None) or "en"
    plain = unicodedata.normalize("NFC", text).replace("’", "'")
    plain, address = _NOISE.sub(" ", _STREET.sub(" ", plain)), _ADDRESS.search(plain) is not None
    script = scripts.main_script(plain) or scripts.main_script(text)
    if not script:
        return Identified(fallback, None, False)
    if script != "LATIN":
        return _of_script(plain, script, prior, fallback)
    if not _WORD.search(plain) and fallback in (prior, hint):
        return Identified(fallback, None, False)
    return _of_latin(plain if _WORD.search(plain) else text, prior, hint, address)


def by_words(text: str, hint: str) -> str:
    """The launch language of ``text`` by script and word lists alone, ``hint`` where they do not tell.

    For processes that cannot spare the 240 MB of lingua's models; of a whole sentence it tells the same.
    """
    plain = _NOISE.sub(" ", _STREET.sub(" ", unicodedata.normalize("NFC", text).replace("’", "'")))
    script = scripts.main_script(plain)
    if script and script != "LATIN":
        return _of_script(plain, script, None, hint).language
    tokens = [_fold(token) for token in _WORD.findall(plain)]
    words = _words()
    evidence = {code: _evidence(tokens, code, words) for code in LATIN}
    best = max(evidence, key=lambda code: (evidence[code], code == hint))
    return best if tokens and evidence[best] > evidence.get(hint, 0.0) else hint


def name_of(code: str, in_language: str) -> str:
    """The name of a language as CLDR gives it in another language: ``name_of("it", "fi")`` is "italia"."""
    return str(Locale.parse(in_language).languages.get(code, code))


def likeliest(code: str, fallback: str = "en") -> str:
    """The launch language in which a reader of ``code`` is answered."""
    return code if code in LAUNCH_LANGUAGES else LIKELIEST.get(code, fallback)


def load() -> None:
    """Load lingua's models and the word lists now, not at the first message."""
    _detector()
    _words()


def _of_script(text: str, script: str, prior: str | None, fallback: str) -> Identified:
    if script == "CYRILLIC":
        code = scripts.cyrillic(text)
    elif script == "ARABIC":
        code = scripts.arabic(text)
    else:
        own = scripts.of_own_script(script)
        if own is None:
            return Identified(fallback, None, False)
        code = own
    if code in LAUNCH_LANGUAGES:
        return Identified(code, None, True)
    # Someone who chose a language of ours is answered in it, whatever they write.
    answer = prior if prior in LAUNCH_LANGUAGES else likeliest(code, fallback)
    return Identified(answer or "en", code, True)


def _of_latin(text: str, prior: str | None, hint: str | None, address: bool) -> Identified:
    words = _words()
    tokens = [_fold(token) for token in _WORD.findall(text)]
    telling = [token for token in tokens if token not in words.neutral]
    evidence = {code: _evidence(tokens, code, words) for code in LATIN}
    letters = _letters(text)
    score = _scores(letters, evidence, prior, hint)
    best = max(score, key=lambda code: score[code])
    other = _unserved(text, telling, words, best, letters.get(best, 0.0))
    if other is not None and not address:
        expected = next((code for code in (prior, hint) if code in LAUNCH_LANGUAGES), None)
        answer = prior if prior in LAUNCH_LANGUAGES else likeliest(other, expected or "en")
        return Identified(answer or "en", other, True)
    known = sum(1 for token in telling if token in words.served[best])
    if prior in LAUNCH_LANGUAGES and best != prior:
        changes = _clearly(text, best, str(prior), score, telling, address)
        return Identified(best, None, True) if changes else Identified(str(prior), None, False)
    if not telling and prior is None and hint in LAUNCH_LANGUAGES:
        return Identified(str(hint), None, False)
    runner_up = max(value for code, value in score.items() if code != best)
    return Identified(best, None, known > 0 and score[best] - runner_up > 0.5)


def _letters(text: str) -> dict[str, float]:
    """lingua's probability of each launch language in Latin letters."""
    values = _detector().compute_language_confidence_values(text)
    return {value.language.iso_code_639_1.name.lower(): value.value for value in values}


def _scores(
    letters: dict[str, float], evidence: dict[str, float], prior: str | None, hint: str | None
) -> dict[str, float]:
    """Log probabilities, not normalised: letters by lingua, words by the lists, a little for what is expected."""
    score = {code: math.log(letters.get(code, 0.0) + _UNSEEN) + 1.6 * evidence[code] for code in LATIN}
    if prior in score:
        score[str(prior)] += 1.0
    elif hint in score:
        score[str(hint)] += 0.7
    return score


def _evidence(tokens: list[str], code: str, words: _Words) -> float:
    """Listed words, each shared among the launch languages that have it."""
    total = 0.0
    for token in tokens:
        if token in words.served[code]:
            total += 1.0 / sum(1 for listed in words.served.values() if token in listed)
    return total


def _clearly(text: str, best: str, prior: str, score: dict[str, float], telling: list[str], address: bool) -> bool:
    """Whether a conversation in ``prior`` has changed to ``best``: several words that are no names say so."""
    if score[best] - score.get(prior, -math.inf) < _FLIP_MARGIN:
        return False
    words = _words()
    names = (
        set()
        if best == "de" or text.isupper()
        else {_fold(word) for word in _WORD.findall(text)[1:] if word[0].isupper()}
    )
    own = [
        token
        for token in telling
        if token in words.served[best] and token not in words.served.get(prior, frozenset()) and token not in names
    ]
    plain = [token for token in telling if token not in names]
    if address:
        return len(own) >= 3
    return len(own) >= 2 or (len(own) == 1 and len(plain) >= 3)


def _unserved(text: str, tokens: list[str], words: _Words, best: str, letters_say: float) -> str | None:
    """The language that we do not serve, when its words and letters outnumber those of the best launch language."""
    if len(tokens) < 2:
        return None
    ours = words.served[best]
    lowered = text.lower()
    leads: dict[str, float] = {}
    for code, listed in words.unserved.items():
        theirs = sum(1 for token in tokens if token in listed and token not in ours)
        mine = sum(1 for token in tokens if token in ours and token not in listed)
        letters = sum(1 for letter in lowered if letter in _LETTERS.get(code, ""))
        leads[code] = theirs + min(letters, 3) - mine * 1.2
    code = max(leads, key=lambda candidate: leads[candidate])
    if leads[code] >= 2:
        return code
    if leads[code] >= 1 and not any(token in ours and token not in words.unserved[code] for token in tokens):
        covered = sum(1 for token in tokens if token in words.unserved[code]) / len(tokens)
        if (len(tokens) <= 3 and letters_say < 0.6) or (len(tokens) >= 3 and covered >= 0.6):
            return code
    known = sum(1 for token in tokens if token in ours)
    if len(tokens) >= 5 and known / len(tokens) < 0.2:
        return _langdetected(text)
    return None


def prepare() -> None:
    """Load what only few texts need, so that the first of them need not wait for it."""
    _langdetected("buongiorno a tutti")


def _langdetected(text: str) -> str | None:
    """langdetect's language of a longer text, when it is sure and we do not serve it. Seeded, so the same each time."""
    langdetect.DetectorFactory.seed = 0
    try:
        # Its profiles take a second to load, and half loaded they tell nonsense to whoever comes in between.
        with _detecting:
            first = langdetect.detect_langs(text)[0]
    except langdetect.LangDetectException:
        return None
    code = {"no": "nb"}.get(first.lang, str(first.lang).split("-")[0])
    return code if first.prob > 0.95 and code not in LAUNCH_LANGUAGES else None


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower().replace("ß", "ss"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _words() -> _Words:
    with WORDS.open(encoding="utf-8") as stream:
        content = yaml.safe_load(stream)

    def folded(listed: str) -> frozenset[str]:
        return frozenset(_fold(word) for word in str(listed).split())

    return _Words(
        served={code: folded(listed) for code, listed in content["served"].items()},
        unserved={code: folded(listed) for code, listed in content["unserved"].items()},
        neutral=folded(content["neutral"]),
    )


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    """lingua for the launch languages in Latin letters; their scripts tell Arabic and Ukrainian, at no cost."""
    languages = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code.upper())) for code in LATIN]
    return LanguageDetectorBuilder.from_languages(*languages).with_preloaded_language_models().build()
