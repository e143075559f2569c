"""What a start keeps for the next one: it saves time, and changes or breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot import kept
from bot.patterns import Patterns

VALUE = ("words", {"näin": (1, 2.5, None)}, b"\0\1")
EXPRESSION = r"(?<!\w)(?:(?P<kind>lupa|permit|дозвіл|تصريح)\w* ?){1,3}|[^\W\d_]{2,}(?=\s*[?!])|(?P<number>\d{1,4})-x"
TEXTS = ("two permits, a lupalappu", "дозволити? kyllä!", "12-x und 12345-x", "تصريح البناء", "")


def _arrays() -> dict[str, kept.Array]:
    return {
        "rows": np.arange(12, dtype=np.float32).reshape(3, 4),
        "none": np.zeros((0, 7), dtype=np.int64),
        "few": np.array([3, 1], dtype=np.int64),
    }


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    kept.put(tmp_path / "a" / "file", VALUE, _arrays())
    found = kept.get(tmp_path / "a" / "file")
    assert found is not None
    assert found[0] == VALUE
    for name, array in _arrays().items():
        assert found[1][name].dtype == array.dtype
        np.testing.assert_array_equal(found[1][name], array)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["file"]


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: b"",
        lambda whole: whole[:5],
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:60] + bytes([whole[60] ^ 1]) + whole[61:],
        lambda whole: whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        lambda whole: b"something else" * 40,
    ],
)
def test_a_broken_file_counts_as_missing(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "file"
    kept.put(path, VALUE, _arrays())
    path.write_bytes(harm(path.read_bytes()))
    assert kept.get(path) is None
    kept.put(path, VALUE, _arrays())
    assert kept.get(path) is not None


def test_a_disk_that_takes_nothing_breaks_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "folder").write_text("a file stands where the folder should be", encoding="utf-8")
    kept.put(tmp_path / "folder" / "file", VALUE)
    assert "could not be kept" in caplog.text
    assert kept.get(tmp_path / "folder" / "file") is None


def _same(pattern: re.Pattern[str]) -> bool:
    wanted = re.compile(EXPRESSION)
    same = (pattern.flags, pattern.groups, dict(pattern.groupindex)) == (wanted.flags, wanted.groups, wanted.groupindex)
    spans = [[(found.span(), found.groupdict()) for found in pattern.finditer(text)] for text in TEXTS]
    return same and spans == [[(found.span(), found.groupdict()) for found in wanted.finditer(text)] for text in TEXTS]


def test_a_kept_expression_finds_what_the_compiled_one_finds(tmp_path: Path) -> None:
    first = Patterns(tmp_path / "patterns")
    assert _same(first.compiled(EXPRESSION))
    first.keep()
    stamp = (tmp_path / "patterns").stat().st_mtime_ns
    second = Patterns(tmp_path / "patterns")
    assert _same(second.compiled(EXPRESSION))
    second.keep()
    assert (tmp_path / "patterns").stat().st_mtime_ns == stamp, "nothing was new, and yet it was written again"


def test_a_wrong_code_is_compiled_anew(tmp_path: Path) -> None:
    first = Patterns(tmp_path / "patterns")
    first.compiled(EXPRESSION)
    first.keep()
    found = kept.get(tmp_path / "patterns")
    assert found is not None
    version, forms = found[0]
    harmed = {key: (flags, groups, names, b"\xff" * len(code)) for key, (flags, groups, names, code) in forms.items()}
    kept.put(tmp_path / "patterns", (version, harmed))
    assert _same(Patterns(tmp_path / "patterns").compiled(EXPRESSION))
    kept.put(tmp_path / "patterns", (("another Python", 1, 4), harmed))
    assert _same(Patterns(tmp_path / "patterns").compiled(EXPRESSION))


def test_a_wrong_expression_is_told_as_python_tells_it(tmp_path: Path) -> None:
    with pytest.raises(re.error, match="missing \\)"):
        Patterns(tmp_path / "patterns").compiled("(" + "unclosed " * 10)
