"""What citizens say teaches which category is meant: learned from the town's phrases, kept, and learned again."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from actions.forms import learned, likeness, shelf, spoken
from actions.forms.reading import proposals
from actions.forms.spoken import Spoken
from bot.encoders import Vectors
from bot.settings import current
from desk.cases import categories
from desk.cases.grams import Grams
from desk.cases.keywords import Keyword, Keywords
from desk.cases.models import Category, CategoryGroup

LAMPS = ["the lamp is out", "it is dark in our street", "lamppu ei pala", "die Laterne ist aus"]
SNOW = ["nobody has ploughed the snow", "the steps are icy", "katua ei ole aurattu", "hier ist nicht gestreut"]


@pytest.fixture
def town(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two categories with a few phrases, and an empty folder of data."""
    settings = dataclasses.replace(current(), var=tmp_path)
    monkeypatch.setattr(likeness, "current", lambda: settings)
    monkeypatch.setattr(likeness, "_known", [])
    group = CategoryGroup.objects.create(slug="streets", labels={"en": "Streets"})
    for slug, lines in (("lamps", LAMPS), ("snow", SNOW)):
        said = {"en": lines[:2], "fi": [lines[2]], "de": [lines[3]]}
        Category.objects.create(
            slug=slug, group=group, team="streets", labels={"en": slug.title()}, phrases=said, revision=7000
        )
    return tmp_path


def _say_more(slug: str, phrase: str, language: str = "en") -> None:
    row = Category.objects.get(slug=slug)
    row.phrases = {**row.phrases, language: [*row.phrases.get(language, []), phrase]}
    row.revision += 1
    row.save()


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_without_vectors_words_alone_decide_and_with_them_the_meaning(town: Path) -> None:
    assert likeness.scorer("the lantern went dead", "en", ["lamps", "snow"]) == {}
    assert likeness.embed_missing() > 0
    shares = likeness.scorer("the bulb by our door has gone", "en", ["lamps", "snow"])
    assert shares["lamps"] > shares["snow"]
    assert proposals("auf dem Weg liegt Eis", "de", "")[0].slug == "snow"


def test_of_more_lines_than_can_be_learned_from_some_of_every_category_are(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learned, "_MOST", 5)
    likeness.embed_missing()
    (known,) = likeness._known
    assert known.spoken is not None and known.weights is not None
    heard = known.weights.any(axis=1)
    assert heard.sum() == 5 < len(known.spoken.lines)
    assert {line.slug for line, counts in zip(known.spoken.lines, heard, strict=True) if counts} == {"lamps", "snow"}
    assert proposals("auf dem Weg liegt Eis", "de", "")[0].slug == "snow"


def test_while_vectors_are_made_turns_do_not_look_for_them_each_time(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = []
    read = likeness._spoken

    def noted(said: categories.Lines) -> Spoken | None:
        reads.append(threading.current_thread().name)
        return read(said)

    monkeypatch.setattr(likeness, "_spoken", noted)
    for _ in range(3):
        assert likeness.scorer("the lantern went dead", "en", ["lamps", "snow"]) == {}
    assert len(reads) == 1
    monkeypatch.setattr(likeness, "_LOOK_AGAIN", 0.0)
    likeness.scorer("the lantern went dead", "en", ["lamps", "snow"])
    _until(lambda: len(reads) == 2)
    assert reads[1] == "category phrases"


def test_nobody_waits_long_for_what_is_read_and_what_was_known_decides_meanwhile(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    likeness.embed_missing()
    asked = ("the bulb by our door has gone", "en", ["lamps", "snow"])
    before = likeness.scorer(*asked)
    go_on, read = threading.Event(), likeness._spoken
    monkeypatch.setattr(likeness, "_spoken", lambda said: read(said) if go_on.wait(30) else None)
    monkeypatch.setattr(likeness, "_patience", [])
    likeness.be_quick(0.05)
    _say_more("lamps", "the bulb is broken")
    began = time.monotonic()
    for _ in range(200):
        assert likeness.scorer(*asked) == before
    assert time.monotonic() - began < 10  # not a twentieth of a second each
    readings = [one for one in threading.enumerate() if one.name == "category phrases"]
    assert readings and all(one.daemon for one in readings), "an end of the process would wait for them"
    go_on.set()
    _until(lambda: not likeness._readings)
    assert likeness.scorer(*asked) == before  # until it is learned
    likeness.embed_missing()
    assert likeness.scorer(*asked) != before


def test_after_a_change_of_the_program_words_decide_until_the_vectors_are_read(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    likeness.embed_missing()
    categories.said.cache_clear()
    go_on, read = threading.Event(), shelf.read
    monkeypatch.setattr(shelf, "read", lambda *given: read(*given) if go_on.wait(30) else None)
    monkeypatch.setattr(likeness, "_known", [])
    monkeypatch.setattr(likeness, "_patience", [0.05])
    monkeypatch.setattr(Grams, "__init__", lambda *given: pytest.fail("the phrases were cut in a turn"))
    assert proposals("the bulb by our door has gone", "en", "") == []
    go_on.set()
    _until(lambda: not likeness._readings)
    assert proposals("the bulb by our door has gone", "en", "")[0].slug == "lamps"


def test_what_cannot_be_read_leaves_it_to_the_words(
    town: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(said: categories.Lines) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(likeness, "_spoken", broken)
    categories.said.cache_clear()
    assert proposals("the lamp is out", "en", "")[0].slug == "lamps"
    assert "the disk is gone" in caplog.text


def test_what_was_learned_is_kept_and_learned_again_when_a_phrase_changes(town: Path) -> None:
    likeness.embed_missing()
    (kept,) = town.glob("cache/categories-*")
    before = kept.stat().st_mtime_ns
    assert likeness.embed_missing() == 0 and kept.stat().st_mtime_ns == before
    _say_more("lamps", "lyktan lyser inte", "sv")
    likeness.embed_missing()
    (anew,) = town.glob("cache/categories-*")
    assert anew != kept


def test_another_kernel_is_learned_anew_from_the_same_phrases(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    likeness.embed_missing()
    (kept,) = town.glob("cache/categories-*")
    for module in (likeness, spoken):
        monkeypatch.setattr(module, "KERNEL", "another")
    assert likeness.embed_missing() == 0
    (anew,) = town.glob("cache/categories-*")
    assert anew != kept


def test_where_nothing_is_missing_no_encoder_is_loaded(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    likeness.embed_missing()

    def loaded() -> None:
        raise AssertionError("an encoder was loaded")

    monkeypatch.setattr(likeness, "_encoders", loaded)
    assert likeness.embed_missing() == 0


def test_what_was_kept_says_the_same_and_reads_no_vectors(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    likeness.embed_missing()
    asked = ("the bulb by our door has gone", "en", ["lamps", "snow"])
    before = likeness.scorer(*asked)
    monkeypatch.setattr(likeness, "_known", [])
    monkeypatch.setattr(likeness, "_spoken", lambda said: pytest.fail("the vectors were read again"))
    assert likeness.scorer(*asked) == pytest.approx(before, abs=1e-5)


def test_after_a_start_nobody_waits_until_the_phrases_are_cut_into_letters(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    likeness.embed_missing()
    asked = ("the lamp is dark", "en")
    before = categories.propose(*asked)
    monkeypatch.setattr(likeness, "_known", [])
    categories.said.cache_clear()
    proposals("x", "en", "")
    monkeypatch.setattr(categories, "Grams", lambda lines: pytest.fail("the phrases were cut again"))
    assert categories.propose(*asked) == before and before[0].slug == "lamps"


def test_half_a_file_is_learned_again(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    likeness.embed_missing()
    (kept,) = town.glob("cache/categories-*")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:50])
    monkeypatch.setattr(likeness, "_known", [])
    likeness.embed_missing()
    assert kept.read_bytes() == whole


def test_a_line_is_as_like_the_others_as_a_text_of_the_same_letters() -> None:
    lines = [*LAMPS, *SNOW]
    grams = Grams(lines)
    parts = list(grams.among(np.arange(len(lines)), 3))
    assert [part.shape for part in parts] == [(3, 3), (3, 6), (2, 8)]
    rows = _whole(parts)
    assert np.allclose(np.diag(rows), 1, atol=1e-5)
    for place, line in enumerate(lines):
        assert np.allclose(grams.likeness(line), rows[place], atol=1e-5)
    assert not grams.likeness("xyzzy").any()


def _whole(parts: Iterable[Vectors]) -> Vectors:
    """A symmetric matrix of its rows up to the diagonal, and a little beyond."""
    parts = list(parts)
    size = parts[-1].shape[1]
    lower = np.tril(np.vstack([np.pad(part, ((0, 0), (0, size - part.shape[1]))) for part in parts]))
    return np.asarray(lower + np.tril(lower, -1).T, dtype=np.float32)


@pytest.mark.parametrize("leading", [1, 3, 8])
@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_what_half_of_the_kernel_teaches_is_what_all_of_it_would(
    left_out: int, leading: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learned, "_LEADING", leading)
    monkeypatch.setattr(spoken, "_ROWS", 3)
    lines = tuple(
        categories.Line(slug, "en", text) for slug, texts in (("lamps", LAMPS), ("snow", SNOW)) for text in texts
    )
    said = categories.Lines(lines)
    told = Spoken(lines, said.letters, np.arange(left_out, len(lines)), ())
    every = np.arange(len(lines) - left_out)
    whole = _whole(told.kernel(every))
    assert whole.shape == (len(every), len(every))
    ridge = np.float32(0.5) * np.eye(len(whole), dtype=np.float32)
    assert np.allclose((whole + ridge) @ learned.learn(told), told.targets(), atol=2e-3)


def test_the_kernel_is_the_same_however_many_rows_at_a_time_and_of_some_lines_alone(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    likeness.embed_missing()
    (known,) = likeness._known
    assert known.spoken is not None and known.spoken.sights
    whole = _whole(known.spoken.kernel(np.arange(len(known.spoken.lines))))
    some = np.array([0, 2, 3, 5, 7, 9])
    monkeypatch.setattr(spoken, "_ROWS", 2)
    assert np.allclose(_whole(known.spoken.kernel(some)), whole[np.ix_(some, some)], atol=1e-5)


def test_what_cannot_be_learned_from_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "_STEPS", 0)
    said = categories.Lines([categories.Line("lamps", "en", LAMPS[0]), categories.Line("snow", "en", SNOW[0])])
    with pytest.raises(ArithmeticError, match="2 lines cannot be learned from"):
        learned.learn(Spoken(said.lines, said.letters, np.arange(2), ()))


@pytest.mark.parametrize(
    ("written", "language", "text", "told"),
    [
        ("lampe", "de", "unsere strassenlampe ist aus", True),
        ("bus", "de", "der bus kommt nie", True),
        ("bus", "de", "ein omnibus", False),
        ("hole in the", "en", "a hole in the road", True),
        ("hole in the", "en", "a pothole in the road", False),
        ("كتاب", "ar", "والكتاب ضاع", True),
        ("eau", "fr", "il n'y a plus d'eau", True),
        ("arrêt de bus", "fr", "l'arret de bus est casse", True),
        ("eau", "fr", "un beau bureau", False),
    ],
)
def test_a_telling_word_is_found_at_the_start_of_a_word_and_a_long_one_inside(
    written: str, language: str, text: str, told: bool
) -> None:
    keywords = Keywords([Keyword("meant", language, written)])
    assert bool(keywords.tell(text, language)) is told


def test_a_word_for_a_place_and_a_word_of_another_language_tell_less() -> None:
    keywords = Keywords([Keyword("school", "en", "school~"), Keyword("lamps", "en", "lantern")])
    found = keywords.tell("the lantern by the school", "en")
    assert found["lamps"] > 2 * found["school"]
    assert keywords.tell("the lantern by the school", "fi")["lamps"] < found["lamps"]


def test_phrases_in_a_language_without_a_name_count_too(town: Path) -> None:
    said = categories.said(categories.version()).lines
    assert {line.language for line in said} == {"en", "fi", "de"}
    assert sum(line.text == "Lamps" for line in said) == 1


def test_where_phrases_are_few_the_description_and_telling_words_teach_too(town: Path) -> None:
    row = Category.objects.get(slug="lamps")
    row.descriptions, row.keywords = {"en": "Lights along streets."}, {"en": ["lantern", "street~"]}
    row.revision = 7300
    row.save()
    taught = {line.text for line in categories.said(categories.version()).lines if line.slug == "lamps"}
    assert {"Lights along streets.", "lantern", "street"} <= taught
    row.phrases = {**row.phrases, "en": [f"the lamp by number {number} is out" for number in range(20)]}
    row.revision = 7301
    row.save()
    assert "lantern" not in {line.text for line in categories.said(categories.version()).lines}
