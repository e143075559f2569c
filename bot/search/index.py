"""One state of the catalogue, ready to be searched. Made once, never changed, so any thread may read it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bot.encoders import Encoder, Kind, Vectors
from bot.search.concepts import ConceptIndex, ConceptWeights, ThesaurusRows, matrices
from bot.search.passages import SHORT, Field, Passage
from bot.search.rows import Scores, TermRows, VectorRows, name_terms, text_terms
from bot.search.vectors import VectorStore, digest


@dataclasses.dataclass(frozen=True)
class Question:
    """What a person asked: ``text`` as the lexical parts see it, ``vectors`` by the encoder's name (shape (d,))."""

    text: str
    language: str
    vectors: Mapping[str, Vectors]


def vector_kind(encoder: Encoder, passage: Passage) -> Kind:
    """How a passage is embedded: USE knows no kinds, so its vectors are shared by all."""
    return passage.kind if encoder.languages is None else Kind.QUERY


# Half of the comparing is done here, on a second core where there is one: hardly any of it needs the interpreter.
_beside = ThreadPoolExecutor(2, thread_name_prefix="search")

COMPARED = {Field.NAME: SHORT, Field.SENTENCE: (Field.SENTENCE,), Field.WHOLE: (Field.WHOLE,)}


class Index:
    """The texts of the services, by encoder and by word. ``services`` are their identifiers.

    ``missing`` counts the texts that have no vector yet.
    """

    def __init__(
        self,
        services: Sequence[str],
        encoders: Sequence[Encoder],
        vectors: Mapping[tuple[str, Field], VectorRows],
        names: TermRows,
        documents: TermRows,
        concepts: ConceptIndex,
        languages: frozenset[str],
        missing: int = 0,
    ) -> None:
        self.services = tuple(services)
        self.encoders = tuple(encoders)
        self.vectors = vectors
        self.names = names
        self.documents = documents
        self.concepts = concepts
        self.missing = missing
        self._languages_known = languages

    def features(self, question: Question) -> dict[str, Scores]:
        """How well each service fits ``question``, seen in several ways (raw values, NaN where there is no text)."""
        quick = [encoder for encoder in self.encoders if encoder.languages is not None]
        beside = _beside.submit(lambda: self._worded(question) | self._likenesses(question, quick))
        concepts = self.concepts.strengths(question.text, self._languages(question.language), question.vectors)
        found = {
            "concepts": self.concepts.about(concepts),
            "besides": self.concepts.besides(concepts),
            "for_others": self.concepts.for_others(concepts),
        }
        slow = [encoder for encoder in self.encoders if encoder.languages is None]
        return found | self._likenesses(question, slow) | beside.result()

    def _worded(self, question: Question) -> dict[str, Scores]:
        return {
            "names": self.names.best(name_terms(question.text)),
            "words": self.documents.best(text_terms(question.text)),
        }

    def _likenesses(self, question: Question, encoders: Sequence[Encoder]) -> dict[str, Scores]:
        found: dict[str, Scores] = {}
        for encoder in encoders:
            vector = question.vectors.get(encoder.name)
            if vector is not None:
                short = "e5" if encoder.languages is None else "use"
                for field in COMPARED:
                    found[f"{short}_{field.value}"] = self.vectors[encoder.name, field].best(vector)
        return found

    def _languages(self, language: str) -> Sequence[str]:
        return [language] if language in self._languages_known else sorted(self._languages_known)


def build(
    passages: Sequence[Passage],
    store: VectorStore,
    encoders: Sequence[Encoder],
    rows: ThesaurusRows,
    concept_weights: ConceptWeights,
    organisations: Collection[str] = (),
) -> Index:
    """The index of a catalogue's passages, from the stored vectors; ``organisations``: the services for them alone."""
    services = tuple(dict.fromkeys(passage.service for passage in passages))
    theirs = np.array([service in organisations for service in services], dtype=np.float32)
    number = {service: place for place, service in enumerate(services)}
    vectors: dict[tuple[str, Field], VectorRows] = {}
    missing = 0
    for encoder in encoders:
        for field, fields in COMPARED.items():
            chosen = [passage for passage in passages if passage.field in fields]
            vectors[encoder.name, field], lacking = _vectors(encoder, chosen, store, number)
            missing += lacking
    names = [passage for passage in passages if passage.field in SHORT]
    documents: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        if passage.field is not Field.WHOLE:
            documents[passage.service, passage.language].append(passage.text)
    return Index(
        services,
        encoders,
        vectors,
        TermRows([name_terms(one.text) for one in names], [number[one.service] for one in names], len(services)),
        TermRows(
            [text_terms(" ".join(texts)) for texts in documents.values()],
            [number[service] for service, _ in documents],
            len(services),
        ),
        ConceptIndex(rows, concept_weights, *matrices(rows.thesaurus, passages, number), theirs),
        rows.thesaurus.languages,
        missing,
    )


def _vectors(
    encoder: Encoder, passages: Sequence[Passage], store: VectorStore, number: Mapping[str, int]
) -> tuple[VectorRows, int]:
    """The rows of the passages that have a vector, and how many texts have none."""
    keys = [digest(encoder.name, vector_kind(encoder, passage), passage.text) for passage in passages]
    stored = store.get(list(dict.fromkeys(keys)))
    kept = [(key, number[p.service]) for key, p in zip(keys, passages, strict=True) if key in stored]
    rows = np.empty((len(kept), encoder.dimension), dtype=np.float32)
    for row, (key, _) in enumerate(kept):
        rows[row] = stored[key]
    services = np.array([service for _, service in kept], dtype=np.int64)
    return VectorRows(rows, services, len(number)), len(set(keys)) - len(stored)
