"""What the search keeps between starts: the thesaurus as read, its vectors, and the index of a catalogue.

All lie in ``$LOKET_VAR/cache``, named by a digest of what they were made of, this code included: whatever changes, the
file of that name is not there, and it is made anew. Vectors are mapped: processes share them, and the system may take
their pages back.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from bot import kept
from bot.encoders import Encoder
from bot.search.concepts import ConceptIndex, ConceptWeights, ThesaurusRows
from bot.search.index import COMPARED, Index
from bot.search.learnt import Learnt
from bot.search.passages import Passage
from bot.search.rows import TermRows, VectorRows
from bot.search.thesaurus import Saying, Term, Thesaurus, read

_CODE = Path(__file__).parent
_KEPT_CATALOGUES = 3  # a catalogue that was changed back, or one tried out, is found again
_NAMES, _DOCUMENTS, _CONCEPTS, _LEARNT = "names", "documents", "concepts", "learnt"


class Shelf:
    """Kept things of one folder. Safe for several processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def thesaurus(self, source: Path) -> Thesaurus:
        """The thesaurus of the folder ``source``. Raises `ThesaurusError` naming the file that is wrong."""
        path = self._path("thesaurus", [(file.name, file.read_bytes()) for file in sorted(source.glob("*.yml"))])
        found = kept.get(path)
        if found is None:
            made = read(source)
            terms = tuple((term.concept, term.language, term.text, term.key) for term in made.terms)
            sayings = tuple((one.concept, one.language, one.text) for one in made.sayings)
            kept.put(path, (made.concepts, terms, sayings, dict(made.broader)))
            kept.forget_others(path, "thesaurus-*", 1)
            return made
        concepts, terms, sayings, broader = found[0]
        return Thesaurus(
            concepts, tuple(Term(*term) for term in terms), tuple(Saying(*one) for one in sayings), broader
        )

    def rows(self, thesaurus: Thesaurus, encoders: Sequence[Encoder]) -> ThesaurusRows | None:
        """The vectors of a thesaurus, where all of them were kept."""
        found = kept.get(self._rows_path(thesaurus, encoders))
        if found is None:
            return None
        count = len(thesaurus.concepts)
        said, terms = (
            {encoder.name: VectorRows.restored(_part(found[1], part, encoder.name), count) for encoder in encoders}
            for part in ("said", "terms")
        )
        learnt = {encoder.name: Learnt.restored(_part(found[1], _LEARNT, encoder.name)) for encoder in encoders}
        return ThesaurusRows(thesaurus, encoders, said, terms, learnt)

    def keep_rows(self, rows: ThesaurusRows, encoders: Sequence[Encoder]) -> None:
        """Keep the vectors of a thesaurus, if none is missing."""
        if rows.missing:
            return
        arrays: dict[str, kept.Array] = {}
        for part, by_encoder in (("said", rows.said), ("terms", rows.terms)):
            for name, vectors in by_encoder.items():
                arrays |= _named(vectors.arrays(), part, name)
        for name, learnt in rows.learnt.items():
            arrays |= _named(learnt.arrays(), _LEARNT, name)
        path = self._rows_path(rows.thesaurus, encoders)
        kept.put(path, None, arrays)
        kept.forget_others(path, "rows-*", 1)

    def index(
        self,
        passages: Sequence[Passage],
        encoders: Sequence[Encoder],
        rows: ThesaurusRows,
        weights: ConceptWeights,
        organisations: Collection[str] = (),
    ) -> Index | None:
        """The index of a catalogue's passages, where it was kept; see `bot.search.index.build`."""
        found = kept.get(self._index_path(passages, encoders, rows.thesaurus, organisations))
        if found is None:
            return None
        services, (names, texts), (words, documents) = found[0]
        arrays = found[1]
        count = len(services)
        return Index(
            services,
            encoders,
            {
                (encoder.name, field): VectorRows.restored(_part(arrays, field.value, encoder.name), count)
                for encoder in encoders
                for field in COMPARED
            },
            TermRows.restored(_part(arrays, _NAMES), names, texts, count),
            TermRows.restored(_part(arrays, _DOCUMENTS), words, documents, count),
            ConceptIndex(rows, weights, **_part(arrays, _CONCEPTS)),
            rows.thesaurus.languages,
        )

    def keep_index(
        self, index: Index, passages: Sequence[Passage], thesaurus: Thesaurus, organisations: Collection[str] = ()
    ) -> None:
        """Keep the index of a catalogue's passages, if no vector is missing."""
        if index.missing:
            return
        arrays = {
            **_named(index.names.arrays(), _NAMES),
            **_named(index.documents.arrays(), _DOCUMENTS),
            **_named(index.concepts.arrays(), _CONCEPTS),
        }
        for (encoder, field), vectors in index.vectors.items():
            arrays |= _named(vectors.arrays(), field.value, encoder)
        value = (
            index.services,
            (index.names.terms, index.names.size),
            (index.documents.terms, index.documents.size),
        )
        path = self._index_path(passages, index.encoders, thesaurus, organisations)
        kept.put(path, value, arrays)
        kept.forget_others(path, "index-*", _KEPT_CATALOGUES)

    def _rows_path(self, thesaurus: Thesaurus, encoders: Sequence[Encoder]) -> Path:
        return self._path("rows", [thesaurus.digest, *(encoder.name for encoder in encoders)])

    def _index_path(
        self,
        passages: Sequence[Passage],
        encoders: Sequence[Encoder],
        thesaurus: Thesaurus,
        organisations: Collection[str],
    ) -> Path:
        texts = [(one.service, one.language, one.field.value, one.text) for one in passages]
        made_of = [thesaurus.digest, *(encoder.name for encoder in encoders), texts, sorted(organisations)]
        return self._path("index", made_of)

    def _path(self, kind: str, made_of: Any) -> Path:
        total = hashlib.blake2b(code(), digest_size=8)
        total.update(marshal.dumps(made_of, 2))
        return self._folder / f"{kind}-{total.hexdigest()}"


def code() -> bytes:
    """A digest of the code that makes what is kept, and of what it runs on."""
    return kept.made_by(_CODE)


def _named(arrays: dict[str, Any], *part: str) -> dict[str, kept.Array]:
    return {"/".join((*part, name)): array for name, array in arrays.items()}


def _part(arrays: dict[str, kept.Array], *part: str) -> dict[str, kept.Array]:
    begin = "/".join((*part, ""))
    return {name[len(begin) :]: array for name, array in arrays.items() if name.startswith(begin)}
