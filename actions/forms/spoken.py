"""What citizens say of each category, as the sentence encoders and the letters see it.

Vectors are taken relative to the mean of their language, for the encoders place languages apart.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.encoders import Encoder, Kind, Vectors
from bot.intents.features import as_taught
from bot.search.packed import PackedVectors
from bot.search.vectors import VectorStore, digest
from desk.cases.categories import Line, Lines
from desk.cases.grams import Grams
from desk.cases.wording import fold

_ENOUGH = 0.98
_NEAR = np.float32(0.3)
"""Of the kernel: a line that is so much less like (cosine) counts 1/e."""
_ACROSS = np.float32(0.6)
"""Of the kernel: what a line of another language counts. Of 3,136 lines not learned from, 75.3 % come first and 91.9 %
among three; with 1 it was 75.1 and 91.6."""
KERNEL = f"{_NEAR} {_ACROSS}"
"""Changes with what makes the kernel."""
_VOTE = 0.1
_OTHER_LANGUAGE = 0.37
_ROWS = 512

Places = npt.NDArray[np.intp]


@dataclasses.dataclass(frozen=True)
class Sight:
    """How one encoder sees the lines in its languages: their places among all, their vectors around each mean.

    ``vectors`` are the same as ``exact``, which only learning needs: None where they were kept for asking.
    """

    encoder: Encoder
    places: Places
    means: Mapping[str, Vectors]
    vectors: PackedVectors
    exact: Vectors | None = None

    def likeness(self, text: str, language: str) -> Vectors:
        """How like each of its lines is (cosine, -1 to 1), float32 of shape (number of its lines,)."""
        # As the phrases are written, and as the intents' classifier embeds it, so that the vector is there already.
        vector = self.encoder.encode([as_taught(text)], Kind.QUERY)[0]
        mean = self.means.get(language)
        return self.vectors.products(_unit(vector - mean if mean is not None else vector))


class Spoken:
    """The lines, ready to be compared with."""

    def __init__(self, lines: Sequence[Line], letters: Grams, kept: Places, sights: tuple[Sight, ...]) -> None:
        """``kept`` are the places of the ``lines`` that count, those of ``sights`` are among these."""
        self.lines = tuple(lines[place] for place in kept)
        self.slugs = tuple(sorted({line.slug for line in self.lines}))
        self.sights = sights
        self.letters, self._kept = letters, kept
        number = {slug: place for place, slug in enumerate(self.slugs)}
        self._owners = np.array([number[line.slug] for line in self.lines], dtype=np.intp)
        self._languages = np.array([line.language for line in self.lines])

    @cached_property
    def digest(self) -> str:
        """Changes with the lines, the encoders and the kernel."""
        said = "\0".join(f"{line.slug}\0{line.language}\0{line.text}" for line in self.lines)
        names = "\0".join([*(sight.encoder.name for sight in self.sights), KERNEL])
        return hashlib.blake2b(f"{names}\0\0{said}".encode(), digest_size=16).hexdigest()

    def compare(self, text: str, language: str) -> tuple[Vectors, Vectors]:
        """The kernel's row of a text, shape (number of lines,), and the votes of its neighbours, (number of slugs,).

        A line votes the louder the nearer it is, loudest in the person's own language; votes sum to 1.
        """
        row = self.letters.likeness(fold(text))[self._kept]
        votes = np.zeros(len(self.slugs), dtype=np.float32)
        speaking = [sight for sight in self.sights if speaks(sight.encoder, language)]
        for sight in speaking:
            likeness = sight.likeness(text, language)
            row[sight.places] += _near(likeness)
            loud = np.exp((likeness - likeness.max()) / _VOTE)
            loud *= np.where(self._languages[sight.places] == language, 1.0, _OTHER_LANGUAGE)
            heard = np.bincount(self._owners[sight.places], weights=loud, minlength=len(self.slugs))
            votes += (heard / heard.sum() / len(speaking)).astype(np.float32)
        own = self._languages == language
        if own.any():
            row *= np.where(own, np.float32(1), _ACROSS)
        return row, votes

    def kernel(self, chosen: Places) -> Iterator[Vectors]:
        """How near the lines at ``chosen`` (ascending) are to each other: some rows at a time, float32 of shape (rows,
        lines up to the last of these rows). What is beyond is told by the rows of those lines.
        """
        _, languages = np.unique(self._languages[chosen], return_inverse=True)
        sights = []
        for sight in self.sights:
            assert sight.exact is not None
            among = np.isin(sight.places, chosen)
            sights.append((np.searchsorted(chosen, sight.places[among]), sight.exact[among]))
        start = 0
        for rows in self.letters.among(self._kept[chosen], _ROWS):
            end = rows.shape[1]
            for places, exact in sights:
                first, last = np.searchsorted(places, [start, end])
                rows[np.ix_(places[first:last] - start, places[:last])] += _near(exact[first:last] @ exact[:last].T)
            rows *= np.where(languages[start:end, None] == languages[:end], np.float32(1), _ACROSS)
            yield rows
            start = end

    def targets(self) -> Vectors:
        """1 where a line speaks for a category, less what chance gives, float32 of shape (lines, slugs)."""
        number = len(self.slugs)
        ones: Vectors = np.eye(number, dtype=np.float32)[self._owners]
        return ones - np.float32(1 / number)


def spoken_to(encoders: tuple[Encoder, ...], said: Lines, store: VectorStore) -> Spoken | None:
    """The lines with their stored vectors; None until nearly all have one.

    Half of the lines would speak for half of the categories.
    """
    seen: list[tuple[Encoder, dict[int, Vectors]]] = []
    missing: set[int] = set()
    for encoder in encoders:
        keys = {
            place: digest(encoder.name, Kind.QUERY, line.text)
            for place, line in enumerate(said.lines)
            if speaks(encoder, line.language)
        }
        stored = store.get(list(keys.values()))
        missing |= {place for place, key in keys.items() if key not in stored}
        seen.append((encoder, {place: stored[key] for place, key in keys.items() if key in stored}))
    if not said.lines or len(missing) > (1 - _ENOUGH) * len(said.lines):
        return None
    kept = [place for place in range(len(said.lines)) if place not in missing]
    whole = [said.lines[place] for place in kept]
    sights = (
        _sight(encoder, whole, {place: vectors[old] for place, old in enumerate(kept) if old in vectors})
        for encoder, vectors in seen
    )
    seen_by = tuple(sight for sight in sights if len(sight.places))
    return Spoken(said.lines, said.letters, np.array(kept, dtype=np.intp), seen_by)


def _sight(encoder: Encoder, lines: Sequence[Line], vectors: Mapping[int, Vectors]) -> Sight:
    rows = np.stack(list(vectors.values())) if vectors else np.zeros((0, encoder.dimension), dtype=np.float32)
    languages = np.array([lines[place].language for place in vectors])
    means: dict[str, Vectors] = {}
    for language in set(languages.tolist()):
        of_it = languages == language
        means[language] = rows[of_it].mean(axis=0)
        rows[of_it] -= means[language]
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    exact = (rows / lengths).astype(np.float32)
    return Sight(encoder, np.array(list(vectors), dtype=np.intp), means, PackedVectors.of(exact), exact)


def speaks(encoder: Encoder, language: str) -> bool:
    """Whether the encoder knows the language."""
    return encoder.languages is None or language in encoder.languages


def _near(likeness: Vectors) -> Vectors:
    near: Vectors = np.exp((likeness - np.float32(1)) / _NEAR)
    return near


def _unit(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
