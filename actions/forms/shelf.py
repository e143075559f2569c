"""What a start finds made of the categories' phrases, so that the first report after it waits for nothing.

To cut some 28,000 lines into groups of letters and to read their vectors takes twelve seconds; to map what came of it a
tenth. Kept in ``$LOKET_VAR/cache``, named by the lines, the encoders and this code, as in `bot.search.shelf`.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from actions.forms.spoken import Sight, Spoken
from bot import kept
from bot.encoders import Encoder
from bot.search.packed import PackedVectors
from desk.cases import grams
from desk.cases.categories import Lines
from desk.cases.grams import Grams

_NAME = "spoken-{}"


def read(folder: Path, encoders: Sequence[Encoder], said: Lines) -> Spoken | None:
    """What was kept of just these lines as these encoders see them, or None."""
    found = kept.get(_path(folder, encoders, said))
    if found is None:
        return None
    (names, languages), arrays = found
    by_name = {encoder.name: encoder for encoder in encoders}
    sights = tuple(_sight(by_name[name], spoken, arrays) for name, spoken in languages)
    said.take_letters(Grams.restored(arrays, names, len(said.lines)))
    return Spoken(said.lines, said.letters, np.arange(len(said.lines), dtype=np.intp), sights)


def keep(folder: Path, encoders: Sequence[Encoder], said: Lines, spoken: Spoken) -> None:
    """Keep it, if no line's vector is missing."""
    if len(spoken.lines) < len(said.lines):
        return
    arrays = spoken.letters.arrays()
    languages = []
    for sight in spoken.sights:
        languages.append((sight.encoder.name, tuple(sight.means)))
        parts = {**sight.vectors.arrays(), "places": sight.places, "means": np.stack(list(sight.means.values()))}
        arrays |= {f"{sight.encoder.name}/{name}": array for name, array in parts.items()}
    path = _path(folder, encoders, said)
    kept.put(path, (tuple(spoken.letters.names), tuple(languages)), arrays)
    kept.forget_others(path, _NAME.format("*"), 1)


def _sight(encoder: Encoder, languages: Sequence[str], arrays: Mapping[str, kept.Array]) -> Sight:
    begin = f"{encoder.name}/"
    own = {name.removeprefix(begin): array for name, array in arrays.items() if name.startswith(begin)}
    return Sight(encoder, own["places"], dict(zip(languages, own["means"], strict=True)), PackedVectors(own))


def _path(folder: Path, encoders: Sequence[Encoder], said: Lines) -> Path:
    total = hashlib.blake2b(kept.made_by(Path(__file__).parent), digest_size=8)
    total.update(kept.made_by(Path(grams.__file__).parent))
    made_of: Any = ([encoder.name for encoder in encoders], [(one.slug, one.language, one.text) for one in said.lines])
    total.update(marshal.dumps(made_of, 2))
    return folder / _NAME.format(total.hexdigest())
