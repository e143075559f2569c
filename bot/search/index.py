"""One state of the catalogue, ready to be searched. Made once, never changed, so any thread may read it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.encoders import Encoder, Kind, Vectors
from bot.search.concepts import ConceptIndex, ConceptWeights, ThesaurusRows
from bot.search.passages import SHORT, Field, Passage
from bot.search.rows import Scores, TermRows, VectorRows, gram_terms
from bot.search.vectors import VectorStore, digest
from bot.search.words import stems


@dataclasses.dataclass(frozen=True)
class Question:
    """What a person asked: ``text`` as the lexical parts see it, ``vectors`` by the encoder's name (shape (d,))."""

    text: str
    language: str
    vectors: Mapping[str, Vectors]


def vector_kind(encoder: Encoder, passage: Passage) -> Kind:
    """How a passage is embedded: USE knows no kinds, so its vectors are shared by all."""
    return passage.kind if encoder.languages is None else Kind.QUERY


_COMPARED = {Field.NAME: SHORT, Field.SENTENCE: (Field.SENTENCE,), Field.WHOLE: (Field.WHOLE,)}


class Index:
    """The texts of the services, by encoder and by word. ``services`` are their identifiers."""

    def __init__(
        self,
        passages: Sequence[Passage],
        store: VectorStore,
        encoders: Sequence[Encoder],
        rows: ThesaurusRows,
        concept_weights: ConceptWeights,
    ) -> None:
        self.services = tuple(dict.fromkeys(passage.service for passage in passages))
        self.encoders = tuple(encoders)
        self._number = {service: number for number, service in enumerate(self.services)}
        self._languages_known = rows.thesaurus.languages
        self._rows: dict[tuple[str, Field], VectorRows] = {}
        self.missing = 0
        for encoder in encoders:
            self._add_vectors(encoder, passages, store)
        names = [passage for passage in passages if passage.field in SHORT]
        self._names = self._terms([passage.text for passage in names], names, gram_terms)
        documents: dict[tuple[str, str], list[str]] = defaultdict(list)
        for passage in passages:
            if passage.field is not Field.WHOLE:
                documents[passage.service, passage.language].append(passage.text)
        owners = [Passage(service, language, Field.WHOLE, "") for service, language in documents]
        self._documents = self._terms([" ".join(texts) for texts in documents.values()], owners, stems)
        self._concepts = ConceptIndex(rows, passages, self._number, concept_weights)

    def _add_vectors(self, encoder: Encoder, passages: Sequence[Passage], store: VectorStore) -> None:
        for field, fields in _COMPARED.items():
            chosen = [passage for passage in passages if passage.field in fields]
            keys = [digest(encoder.name, vector_kind(encoder, passage), passage.text) for passage in chosen]
            stored = store.get(list(dict.fromkeys(keys)))
            self.missing += len(set(keys)) - len(stored)
            kept = [(key, self._number[p.service]) for key, p in zip(keys, chosen, strict=True) if key in stored]
            vectors = np.empty((len(kept), encoder.dimension), dtype=np.float32)
            for row, (key, _) in enumerate(kept):
                vectors[row] = stored[key]
            services = np.array([service for _, service in kept], dtype=np.int64)
            self._rows[encoder.name, field] = VectorRows(vectors, services, len(self.services))

    def _terms(self, texts: Sequence[str], owners: Sequence[Passage], split: Callable[[str], list[str]]) -> TermRows:
        numbers = [self._number[owner.service] for owner in owners]
        return TermRows([split(text) for text in texts], numbers, len(self.services))

    def features(self, question: Question) -> dict[str, Scores]:
        """How well each service fits ``question``, seen in several ways (raw values, NaN where there is no text)."""
        found = {
            "names": self._names.best(gram_terms(question.text)),
            "words": self._documents.best(stems(question.text)),
        }
        concepts = self._concepts.strengths(question.text, self._languages(question.language), question.vectors)
        found["concepts"] = self._concepts.about(concepts)
        found["besides"] = self._concepts.besides(concepts)
        for encoder in self.encoders:
            vector = question.vectors.get(encoder.name)
            if vector is not None:
                short = "e5" if encoder.languages is None else "use"
                for field in _COMPARED:
                    found[f"{short}_{field.value}"] = self._rows[encoder.name, field].best(vector)
        return found

    def _languages(self, language: str) -> Sequence[str]:
        return [language] if language in self._languages_known else sorted(self._languages_known)
